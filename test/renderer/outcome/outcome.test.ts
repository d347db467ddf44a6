import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Outcome } from '../../../preload/contract/outcome'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { useOutcomeStore } from '../../../renderer/src/features/outcome/stores/outcome-store'
import { errorShape } from '../support/fake-bridge'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { openOutcome, outcomeFixture } from '../support/outcome-fixture'
import { endedEarly, sessionEvents } from '../support/session-events'

let room: MountedRoom
beforeEach(async () => {
  room = await mountRoom()
  await room.start()
})
afterEach(() => unmountRoom(room))

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const shown = (): string => plain(room.one('outcome').textContent)
const rowsOf = (heading: string): string[][] => {
  const title = [...document.querySelectorAll('h4')].find((each) => each.textContent === heading)
  const rows = title?.parentElement?.querySelectorAll('tbody tr') ?? []
  return [...rows].map((row) => [...row.children].map((cell) => plain(cell.textContent)))
}
const button = (): HTMLElement => room.one('reveal-button')
const asked = () => room.bridge.calls.filter(({ route }) => route === 'session.outcome')

const finish = async (events: readonly AnyEnvelope[] = sessionEvents()): Promise<void> => {
  await room.push(events)
}
const reveal = async (outcome: Outcome = outcomeFixture()): Promise<void> => {
  room.bridge.on('session.outcome', () => outcome)
  button().click()
  await settle()
}

describe('before it is asked for', () => {
  it('nothing of what came is in the page, and nothing was asked', async () => {
    await finish()
    expect(button().textContent).toContain('Reveal outcome')
    expect(button().getAttribute('aria-expanded')).toBe('false')
    expect(room.all('outcome')).toEqual([])
    expect(asked()).toEqual([])
    expect(useOutcomeStore().later).toBeNull()
    expect(plain(document.body.textContent)).toContain('read nothing after 12 Sep 2008')
  })

  it('it is offered only for a session that completed and asked for a date', async () => {
    const events = sessionEvents()
    await finish(endedEarly(events, 0.9, 'session.cancelled'))
    expect(room.all('reveal-button')).toEqual([])
  })

  it('it is not offered for a session that read its file to the end', async () => {
    const events = sessionEvents().map((event) =>
      event.type === 'session.started'
        ? { ...event, data: { ...event.data, asOfAsked: null } }
        : event
    )
    await finish(events)
    expect(room.one('summary-card').textContent).toContain('Market Overview')
    expect(room.all('reveal-button')).toEqual([])
  })

  it('it is not offered while the session runs', async () => {
    await finish(sessionEvents().slice(0, -1))
    expect(room.one('summary-card').textContent).toContain('Market Overview')
    expect(room.all('reveal-button')).toEqual([])
  })
})

describe('revealed', () => {
  it('says what came against what was usual, the way there, and how the room fared', async () => {
    await finish()
    await reveal()
    expect(asked()).toEqual([{ route: 'session.outcome', input: { session: 'session-1' } }])
    const text = shown()
    expect(text).toContain(
      '−28.2% in 20 sessions, to a close of 899.22 on 10 Oct 2008: less than its usual +0.7% [F11]'
    )
    expect(text).toContain('highest close was 1,255.08 on 19 Sep 2008, the lowest 899.22 on 10 Oct')
    expect(text).toContain('The room put 48.0% on more than usual: the right side of even.')
    expect(text).toContain('The return lies outside every range.')
  })

  it('names the model that gave a forecast beside the desk’s in the same role', async () => {
    const answered = { analyst: 'model' as const, provider: 'local', model: 'm1' }
    await finish(
      sessionEvents().map((event) =>
        event.type === 'role.started' && event.data.role === 'quant'
          ? { ...event, data: { ...event.data, ...answered } }
          : event
      )
    )
    const ofModel = { role: 'quant', p: 0.3, fact: null, hit: false, brier: 0.09 }
    const { forecasts } = outcomeFixture()
    await reveal(outcomeFixture({ forecasts: [...forecasts, { ...ofModel, byModel: true }] }))
    const names = rowsOf('Forecasts of more than usual').map(([name]) => name)
    expect(names).toEqual(['Quant Lead', 'Historian', 'Room', 'Quant Lead · m1'])
  })

  it('gives each forecast its side and Brier, each range its fate, each level its day', async () => {
    await finish()
    await reveal()
    expect(rowsOf('Forecasts of more than usual')).toEqual([
      ['Quant Lead', '46.0% [F12]', 'Right side', '0.212'],
      ['Historian', '51.0%', 'Wrong side', '0.260'],
      ['Room', '48.0%', 'Right side', '0.230']
    ])
    expect(rowsOf('Ranges over 20 sessions')).toEqual([
      ['80%', '−6.5% [F13] to +5.6% [F14]1,170.00 [F13] to 1,322.00 [F20]', 'Failed'],
      ['90%', '−9.1% [F13] to +7.2% [F14]', 'Failed']
    ])
    expect(rowsOf('Levels of the plan')).toEqual([
      ['Stop', '1,194.00 [F18]', '15 Sep 2008'],
      ['Target', '1,322.00 [F20]', 'Not reached']
    ])
  })

  it('judges nothing by fewer than 20 sessions', async () => {
    await finish()
    await reveal(openOutcome(7))
    expect(shown()).toContain(
      '7 of 20 sessions so far: −5.1%, to a close of 1,188.22 on 23 Sep 2008.'
    )
    expect(rowsOf('Forecasts of more than usual').map((cells) => cells.slice(2))).toEqual(
      Array.from({ length: 3 }, () => ['7 of 20 so far', '–'])
    )
    expect(rowsOf('Levels of the plan').at(-1)?.at(-1)).toBe('Not so far')
    expect(shown()).not.toMatch(/right side|outside|NaN|null/i)
  })

  it('says that nothing came when the file ends with the as-of date', async () => {
    await finish()
    await reveal(openOutcome(0))
    expect(shown()).toContain('Nothing came after 12 Sep 2008 in this file.')
    expect(shown()).not.toMatch(/NaN|null|undefined/)
  })

  it('cites facts that can be opened from the keyboard', async () => {
    await finish()
    await reveal()
    const link = room.one('outcome').querySelector<HTMLElement>('.fact-link[data-fact="F18"]')
    link?.focus()
    link?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await settle()
    expect(document.body.textContent).toContain('plan.stop')
  })

  it('has no fault that axe can find', async () => {
    await finish()
    await reveal()
    vi.useRealTimers()
    const { violations } = await axe.run(room.one('outcome').closest('section') ?? document.body, {
      rules: { 'color-contrast': { enabled: false } }
    })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

describe('hidden again', () => {
  it('it is gone from the page and from the store, and the button keeps the focus', async () => {
    await finish()
    button().focus()
    await reveal()
    expect(useOutcomeStore().later?.close.at(-1)).toBe(899.22)
    expect(document.activeElement).toBe(button())
    expect(button().textContent).toContain('Hide outcome')
    button().click()
    await settle()
    expect(useOutcomeStore().later).toBeNull()
    expect(room.all('outcome')).toEqual([])
    expect(document.activeElement).toBe(button())
    expect(document.body.textContent).not.toContain('899.22')
  })

  it('by another session, even when the answer comes late', async () => {
    await finish()
    let answer: (outcome: Outcome) => void = () => undefined
    room.bridge.on('session.outcome', () => new Promise((resolve) => (answer = resolve)))
    button().click()
    await settle()
    expect(button().textContent).toContain('Reading')
    room.bridge.on('session.start', () => ({ session: 'session-2' }))
    room.one('start-button').click()
    await settle()
    answer(outcomeFixture())
    await settle()
    expect(useOutcomeStore().outcome).toBeNull()
    expect(useOutcomeStore().revealing).toBe(false)
  })

  it('stays hidden when it cannot be read, and the error is told', async () => {
    await finish()
    room.bridge.on('session.outcome', () => errorShape('evidence.not-found', { file: 'a.csv' }))
    button().click()
    await settle()
    expect(room.all('outcome')).toEqual([])
    expect(button().textContent).toContain('Reveal outcome')
    expect(document.body.textContent).toContain('a.csv')
  })
})
