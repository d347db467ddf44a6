import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ForecastRecord } from '../../../preload/contract/forecasts'
import {
  inRoomOrder,
  skillOf,
  totalsOf
} from '../../../renderer/src/features/record/composables/record-rows'
import { errorShape } from '../support/fake-bridge'
import { mountRoom, press, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { sessionEvents } from '../support/session-events'

const record = (part: Partial<ForecastRecord> = {}): ForecastRecord => ({
  ...{ subject: 'S&P 500', role: 'room', method: 'desk/2: mean', provider: null, model: null },
  ...{ scored: 1_180, count: 59, from: '2003-01-02', to: '2008-08-14' },
  ...{ brier: 0.254, brierError: 0.004, ranges: 55, coverage: 0.78 },
  ...{ interval: 0.157, intervalError: 0.011, open: 20, restated: 1 },
  ...part
})

describe('a record', () => {
  it('shows skill only over 30 forecasts and by more than one standard error', () => {
    expect(skillOf(record({ count: 29, brier: 0.1 }))).toBe('few')
    expect(skillOf(record({ count: 30, brier: 0.245, brierError: 0.004 }))).toBe('better')
    expect(skillOf(record({ count: 30, brier: 0.247, brierError: 0.004 }))).toBe('none')
    expect(skillOf(record({ count: 0, brier: null, brierError: null }))).toBe('few')
  })

  it('counts every forecast once, scored or not', () => {
    const two = [record(), record({ role: 'scout', scored: 3, open: 2, restated: 0 })]
    expect(totalsOf(two)).toEqual({ all: 1_206, scored: 1_183, open: 22, restated: 1 })
  })

  it('begins with the room, then the roles in their order, those unknown last', () => {
    const roles = ['gone', 'risk', 'room', 'scout'].map((role) => record({ role }))
    const order = inRoomOrder(roles, ['scout', 'risk']).map(({ role }) => role)
    expect(order).toEqual(['room', 'scout', 'risk', 'gone'])
  })
})

describe('the record of a subject', () => {
  let room: MountedRoom
  let records: ForecastRecord[]
  beforeEach(async () => {
    records = [
      record({ role: 'scout', count: 12, scored: 12, open: 1, restated: 0, brier: 0.24 }),
      record(),
      record({ role: 'quant', count: 0, scored: 0, brier: null, brierError: null, coverage: null })
    ]
    room = await mountRoom()
    room.bridge.on('forecast.record', () => ({ records }))
    await room.start()
    await room.push(sessionEvents())
  })
  afterEach(() => unmountRoom(room))

  const click = async (testId: string): Promise<void> => {
    room.one(testId).click()
    await settle()
  }
  const cells = (): string[][] =>
    [...room.one('record-table').querySelectorAll('tbody tr:not(.more)')].map((row) =>
      [...row.children].map((cell) => cell.textContent.trim())
    )
  const dialogText = (): string => document.querySelector('.dialog')?.textContent ?? ''

  it('is a table by role with n, Brier against a coin, coverage, open and restated', async () => {
    await click('record-button')
    expect(room.bridge.callsOf('forecast.record')).toEqual([{ subject: 'S&P 500' }])
    expect(cells()).toEqual([
      ['The room', '59', '0.254 ± 0.004', 'no skill shown', '78% of 55', '20', '1'],
      ['Scout', '12', '0.240 ± 0.004', 'under 30: no claim', '78% of 55', '1', '0'],
      ['Quant Lead', '0', '–', 'under 30: no claim', '–', '20', '1']
    ])
    expect(dialogText()).toContain('desk/2: mean')
    expect(dialogText()).toContain('2 Jan 2003 – 14 Aug 2008')
    expect(dialogText()).toContain('under 30 no skill is claimed')
  })

  it('says so when nothing is on record, and then offers nothing to clear', async () => {
    records = []
    await click('record-button')
    expect(room.one('record-empty').textContent).toContain('No forecast on S&P 500 is on record')
    expect(room.all('record-clear')).toEqual([])
  })

  it('that cannot be read is not told as empty', async () => {
    room.bridge.on('forecast.record', () => errorShape('storage.io'))
    await click('record-button')
    expect(dialogText()).toContain('The record could not be read.')
    expect(room.all('record-empty')).toEqual([])
  })

  it('is cleared only after what goes was said, and shows at once what is left', async () => {
    room.bridge.on('forecast.clear', () => {
      records = []
      return { cleared: 40 }
    })
    await click('record-button')
    await click('record-clear')
    expect(dialogText()).toContain('Clear the record of S&P 500?')
    expect(dialogText()).toContain('1,235 forecasts go, for good: 1,192 scored, 41 open')
    expect(room.bridge.callsOf('forecast.clear')).toEqual([])
    await click('record-clear-confirm')
    expect(room.bridge.callsOf('forecast.clear')).toEqual([{ subject: 'S&P 500' }])
    expect(room.all('record-empty')).toHaveLength(1)
    expect(document.body.textContent).toContain('The record of S&P 500 was cleared: 40 filings')
  })

  it('stays when the question is answered with Escape', async () => {
    await click('record-button')
    await click('record-clear')
    press(document.activeElement ?? document.body, 'Escape')
    await settle()
    expect(room.bridge.callsOf('forecast.clear')).toEqual([])
    expect(room.all('record-table')).toHaveLength(1)
    press(document.activeElement ?? document.body, 'Escape')
    await settle()
    expect(document.querySelector('.dialog')).toBeNull()
  })

  it('follows what is filed and scored while it is shown', async () => {
    await click('record-button')
    records = [record({ count: 60 })]
    room.stream.tell('changed', 'sessions')
    await settle()
    expect(cells()).toEqual([
      ['The room', '60', '0.254 ± 0.004', 'no skill shown', '78% of 55', '20', '1']
    ])
  })

  it('axe finds nothing in the table or in the question', async () => {
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
    const found = async (): Promise<string[]> => {
      vi.useRealTimers()
      const dialog = document.querySelector<HTMLElement>('.dialog')
      const { violations } = await axe.run(dialog ?? document.body, { rules })
      vi.useFakeTimers()
      return violations.map(({ id }) => id)
    }
    await click('record-button')
    expect(await found()).toEqual([])
    await click('record-clear')
    expect(await found()).toEqual([])
  })
})
