import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Mandate } from '../../../preload/contract/mandate'
import type { SessionRequest } from '../../../preload/contract/routes'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { FakeBridge, importedPrices } from '../support/fake-bridge'
import { mountRoom, settle, type, unmountRoom, type MountedRoom } from '../support/mount-room'
import { fixtureSession, sessionEvents } from '../support/session-events'

let room: MountedRoom
beforeEach(async () => {
  room = await mountRoom()
})
afterEach(() => unmountRoom(room))

const held: Mandate = {
  ...{ position: 'holding', equity: 1_000_000, cost: 1_180 },
  ...{ riskShare: 0.005, longOnly: true, lot: 1_000 }
}
const click = async (testId: string): Promise<void> => {
  room.one(testId).click()
  await settle()
}
const choose = async (label: string): Promise<void> => {
  const labels = [...room.one('mandate').querySelectorAll('label')]
  labels
    .find((each) => each.textContent.trim() === label)
    ?.querySelector('input')
    ?.click()
  await settle()
}
const fill = async (name: string, text: string): Promise<void> => {
  type(room.one(`mandate-${name}`), text)
  room.one(`mandate-${name}`).dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}
const fillAll = async (): Promise<void> => {
  await choose('Holds it')
  await fill('cost', '1180')
  await fill('equity', '1000000')
  await fill('risk', '0.5')
  await fill('lot', '1000')
  await choose('Long only')
}
const subject = async (text: string): Promise<void> => {
  type(room.one('subject-input'), text)
  room
    .one('subject-input')
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  await settle()
}
const line = (): string => room.one('mandate-line').textContent.trim()
const asked = (): Mandate | null | undefined =>
  (room.bridge.callsOf('session.start') as SessionRequest[]).at(-1)?.mandate
const again = async (): Promise<void> => {
  const kept = localStorage.getItem('war-room.mandate')
  unmountRoom(room)
  if (kept !== null) localStorage.setItem('war-room.mandate', kept)
  room = await mountRoom(new FakeBridge())
}

describe('the mandate of the next session', () => {
  it('is folded, says that none is set, and is opened by its button', async () => {
    expect(room.one('mandate-fold').getAttribute('aria-expanded')).toBe('false')
    expect(document.getElementById('mandate-fields')?.style.display).toBe('none')
    expect(line()).toBe('Not set: plans for anyone, 1% at risk.')
    await click('mandate-fold')
    expect(room.one('mandate-fold').getAttribute('aria-expanded')).toBe('true')
    expect(document.getElementById('mandate-fields')?.style.display).toBe('')
  })

  it('goes with the request as it was typed, and its line says it', async () => {
    await subject('SP500')
    await fillAll()
    expect(line()).toBe(
      'For who holds it at 1,180; 0.5% of 1,000,000 at risk; long only; lots of 1,000'
    )
    await click('start-button')
    expect(asked()).toEqual(held)
  })

  it('has a cost only where something is held', async () => {
    expect(room.all('mandate-cost')).toEqual([])
    await choose('Holds it')
    expect(room.all('mandate-cost')).toHaveLength(1)
    await choose('Holds nothing')
    expect(room.all('mandate-cost')).toEqual([])
  })

  it('writes a number with its groups once it was typed', async () => {
    await fill('equity', '1000000')
    expect((room.one('mandate-equity') as HTMLInputElement).value).toBe('1,000,000')
  })

  it('that cannot be read keeps Start shut, names the field and says why', async () => {
    await subject('SP500')
    await fill('equity', '1,00')
    expect(room.one('start-button').hasAttribute('disabled')).toBe(true)
    expect(room.one('run-hint').textContent).toBe('To start, correct “Equity” in the mandate.')
    expect(room.one('mandate-equity').getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById('mandate-equity-hint')?.textContent.trim()).toBe(
      'Equity: an amount above 0, such as 1,000,000.'
    )
    expect(line()).toBe('Equity cannot be used as it is.')
    await fill('equity', '')
    expect(room.one('start-button').hasAttribute('disabled')).toBe(false)
  })

  it('is remembered for the next run of the program, and reset by its button', async () => {
    await subject('SP500')
    await fillAll()
    await again()
    expect(line()).toContain('For who holds it at 1,180')
    await click('mandate-reset')
    expect(line()).toContain('Not set')
    await again()
    expect(line()).toContain('Not set')
    expect(room.one('mandate-reset').hasAttribute('disabled')).toBe(true)
  })

  it('does not take what one subject cost for another’s', async () => {
    await subject('SP500')
    await fillAll()
    const other = { ...importedPrices, name: 'TWII', sha256: 'cd'.repeat(32) }
    room.bridge.on('evidence.import', () => other)
    await subject('/data/twii.csv')
    expect(line()).toBe('For anyone; 0.5% of 1,000,000 at risk; long only; lots of 1,000')
  })

  it('holds what was typed for a subject that Start is the first to read', async () => {
    await subject('SP500')
    room.bridge.on('evidence.import', () => ({ ...importedPrices, name: 'TWII' }))
    type(room.one('subject-input'), '/data/twii.csv')
    await settle()
    await choose('Holds it')
    await fill('cost', '580')
    await click('start-button')
    expect(asked()).toMatchObject({ position: 'holding', cost: 580 })
  })

  it('is filled from the session that was there before the page was', async () => {
    unmountRoom(room)
    const bridge = new FakeBridge()
    bridge.on('session.current', () => ({ session: fixtureSession, holds: true }))
    room = await mountRoom(bridge)
    const events = sessionEvents().map((event): AnyEnvelope =>
      event.type === 'session.started'
        ? { ...event, data: { ...event.data, mandate: held } }
        : event
    )
    await room.push(events)
    expect(line()).toContain('For who holds it at 1,180; 0.5% of 1,000,000 at risk')
    // It was not typed here: the next run starts without.
    expect(localStorage.getItem('war-room.mandate')).toBeNull()
  })

  it('axe finds nothing in its fields, right or wrong', async () => {
    await click('mandate-fold')
    await choose('Holds it')
    await fill('lot', '0')
    vi.useRealTimers()
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
    const { violations } = await axe.run(room.one('mandate'), { rules })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})
