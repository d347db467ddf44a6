import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toast } from 'vue-sonner'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { formatsFor } from '../../../renderer/src/app/formats'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { KeptSessions, listing } from '../support/kept-sessions'
import { settle, unmountRoom } from '../support/mount-room'
import { mountSessions, type SessionsPage } from '../support/sessions-page'
import { endedEarly, fixtureSession, sessionEvents } from '../support/session-events'

const keptId = 'kept-1'
const startedWallTime = 1_221_436_800_000
/** The fixture's events as those of a kept session. */
const as = (session: string, events: readonly AnyEnvelope[]): AnyEnvelope[] =>
  events.map((event) => ({ ...event, session }))

let page: SessionsPage
let bridge: FakeBridge
beforeEach(() => {
  toast.dismiss()
  bridge = new FakeBridge()
})
afterEach(async () => {
  toast.dismiss()
  await settle(1_000)
  unmountRoom(page)
})

const mount = async (): Promise<void> => {
  page = await mountSessions(bridge, new KeptSessions(bridge, [listing(keptId)]))
}
const openKept = async (events = sessionEvents()): Promise<void> => {
  page.stream.push(...as(keptId, events))
  await page.show()
  page.row(keptId).querySelector<HTMLElement>('.open')?.click()
  await settle()
}
const status = (): string | undefined => page.one('session-status').dataset['status']
const isThere = (testId: string): boolean => page.all(testId).length > 0
const click = async (testId: string): Promise<void> => {
  page.one(testId).click()
  await settle()
}
const toasts = (): string =>
  [...document.querySelectorAll('[data-sonner-toast]')].map((each) => each.textContent).join()

describe('a kept session', () => {
  it('is shown as it was: its panels, stages, summary, chart and timeline', async () => {
    await mount()
    await openKept()
    expect(bridge.callsOf('session.open')).toEqual([{ session: keptId }])
    expect(isThere('sessions-view')).toBe(false)
    expect(page.all('role-panel')).toHaveLength(9)
    expect(page.all('stage-card').map((card) => card.dataset['status'])).not.toContain('pending')
    expect(isThere('summary-card')).toBe(true)
    expect(page.one('timeline').textContent).toContain('Session finished')
    const charts = bridge.callsOf('evidence.chart') as { asOf: string }[]
    expect(charts.at(-1)?.asOf).toBe('2008-09-14')
  })

  it('says that it is kept, from when, and that nothing runs; tells no news of it', async () => {
    await mount()
    await openKept()
    const date = formatsFor('en').dateTime(startedWallTime)
    expect(page.one('kept-banner').textContent).toContain(`Kept session of ${date} — nothing runs`)
    expect(toasts()).toBe('')
    expect(isThere('error-banner')).toBe(false)
  })

  it('has nothing to stop, and its times stand still', async () => {
    await mount()
    await openKept(endedEarly(sessionEvents(), 0.4, 'session.failed'))
    for (const testId of ['stop-button', 'pause-button', 'role-stop', 'watch-button']) {
      expect(isThere(testId), testId).toBe(false)
    }
    const measures = (): string[] => [
      page.one('session-status').textContent,
      ...page.all('stage-card').map((card) => card.textContent),
      ...page.all('role-panel').map((panel) => panel.textContent)
    ]
    const before = measures()
    await settle(60_000)
    expect(measures()).toEqual(before)
    expect(page.one('kept-banner').textContent).toContain('A step of the session failed.')
  })

  it('that broke off shows what ran as stopped, not as running for ever', async () => {
    await mount()
    const events = sessionEvents().slice(0, 60)
    const last = events.at(-1)
    if (last === undefined) throw new Error('no events')
    const data = { error: errorShape('engine.interrupted') }
    await openKept([...events, { ...last, seq: last.seq + 1, type: 'session.failed', data }])
    const statuses = [...page.all('role-panel'), ...page.all('stage-card')].map(
      (each) => each.dataset['status']
    )
    expect(statuses).not.toContain('running')
    expect(statuses).toContain('cancelled')
    expect(page.one('kept-banner').textContent).toContain('War Room ended while')
  })

  it('Back to the room leaves it, for an empty room', async () => {
    await mount()
    await openKept()
    await click('back-to-room')
    expect(bridge.callsOf('session.leave')).toEqual([{ session: keptId }])
    expect([status(), isThere('kept-banner')]).toEqual(['idle', false])
    expect(page.stream.readerCount(keptId)).toBe(0)
  })

  it('one that may not be read is told, and the view stays', async () => {
    await mount()
    bridge.on('session.open', () => errorShape('session.not-found'))
    await openKept()
    expect(page.one('error-banner').dataset['code']).toBe('session.not-found')
    expect(isThere('sessions-view')).toBe(true)
    expect(status()).toBe('idle')
  })

  it('that is deleted while it is shown makes way for the room', async () => {
    await mount()
    await openKept()
    await page.show()
    page.row(keptId).click()
    await settle(50)
    await page.key('Delete')
    await settle()
    expect(status()).toBe('idle')
    expect(isThere('kept-banner')).toBe(false)
  })

  it('a start in it begins a session of the window’s own', async () => {
    await mount()
    await openKept()
    await click('start-button')
    expect(bridge.callsOf('session.start')).toHaveLength(1)
    expect(bridge.callsOf('session.leave')).toEqual([{ session: keptId }])
    expect(isThere('kept-banner')).toBe(false)
    expect(isThere('stop-button')).toBe(true)
  })
})

describe('the window’s own session behind a kept one', () => {
  const openBehind = async (): Promise<void> => {
    await mount()
    await page.start()
    await page.push(sessionEvents().slice(0, 60))
    bridge.on('session.current', () => ({ session: fixtureSession, holds: true }))
    await openKept()
  }

  it('goes on, is told of, and is not superseded by a start', async () => {
    await openBehind()
    expect(page.one('kept-banner').textContent).toContain('Your own session is still running.')
    expect(page.one('start-button').hasAttribute('disabled')).toBe(true)
    await page.key('Enter', { ctrlKey: true })
    expect(bridge.callsOf('session.start')).toHaveLength(1)
    expect(page.stream.readerCount(fixtureSession)).toBe(1)
  })

  it('tells its end there', async () => {
    await openBehind()
    await page.push(sessionEvents())
    expect(toasts()).toContain('Session finished')
    expect(page.one('start-button').hasAttribute('disabled')).toBe(false)
  })

  it('is where Back to the room leads, with Stop and all', async () => {
    await openBehind()
    await click('back-to-room')
    expect(status()).toBe('running')
    expect(page.one('stop-button').hasAttribute('disabled')).toBe(false)
    expect(isThere('role-stop')).toBe(true)
    await click('stop-button')
    expect(bridge.callsOf('session.cancel')).toEqual([{ session: fixtureSession }])
    expect(page.stream.readerCount(keptId)).toBe(0)
  })
})

describe('a window that only watches', () => {
  const watch = async (events = sessionEvents().slice(0, 60)): Promise<void> => {
    bridge.on('session.current', () => ({ session: fixtureSession, holds: false }))
    await mount()
    await page.push(events)
  }

  it('says so, and has no Stop, no Pause and no role to stop', async () => {
    await watch()
    expect(status()).toBe('running')
    expect(page.one('watch-banner').textContent).toContain('another window holds this session')
    for (const testId of ['stop-button', 'pause-button', 'role-stop', 'back-to-room']) {
      expect(isThere(testId), testId).toBe(false)
    }
    await page.key('Escape')
    await page.key('.', { ctrlKey: true })
    expect(bridge.callsOf('session.cancel')).toEqual([])
  })

  it('sees everything to the end, and then keeps it', async () => {
    await watch()
    await page.push(sessionEvents())
    expect(isThere('summary-card')).toBe(true)
    expect(isThere('watch-banner')).toBe(false)
    expect(isThere('kept-banner')).toBe(true)
    expect(toasts()).toContain('Session finished')
  })

  it('Start begins its own room', async () => {
    await watch()
    bridge.on('session.start', () => ({ session: 'own-1' }))
    await click('start-button')
    expect(isThere('watch-banner')).toBe(false)
    expect(bridge.callsOf('session.leave')).toEqual([{ session: fixtureSession }])
    expect(page.stream.readerCount('own-1')).toBe(1)
    expect(isThere('stop-button')).toBe(true)
  })

  it('may look at a kept session and come back', async () => {
    await watch()
    await openKept()
    expect(bridge.callsOf('session.leave')).toEqual([])
    await click('back-to-room')
    expect(bridge.callsOf('session.leave')).toEqual([{ session: keptId }])
    expect(isThere('watch-banner')).toBe(true)
  })
})

describe('watching in another window', () => {
  it('is offered while a session runs, by button, key and menu', async () => {
    await mount()
    expect(isThere('watch-button')).toBe(false)
    bridge.menu('watch')
    await page.start()
    await page.push(sessionEvents().slice(0, 40))
    await click('watch-button')
    bridge.menu('watch')
    await page.key('N', { ctrlKey: true, shiftKey: true })
    expect(bridge.callsOf('window.watch')).toEqual(Array(3).fill({ session: fixtureSession }))
    await page.push(sessionEvents())
    expect(isThere('watch-button')).toBe(false)
  })
})
