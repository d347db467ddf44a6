import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toast } from 'vue-sonner'
import { mountRoom, settle, unmountRoom, type MountedRoom } from '../support/mount-room'
import { FakeBridge } from '../support/fake-bridge'
import { answered, asked, beginning, continued, network } from '../support/model-session'
import { endedEarly, fixtureSession, sessionEvents } from '../support/session-events'

let room: MountedRoom
beforeEach(async () => {
  toast.dismiss()
  room = await mountRoom()
  await room.start()
})
afterEach(async () => {
  toast.dismiss()
  await settle(1_000)
  unmountRoom(room)
})

const toasts = (): string[] =>
  [...document.querySelectorAll('[data-sonner-toast]')].map((each) => each.textContent.trim())
const spoken = (): string =>
  [...document.querySelectorAll('.visually-hidden[role="status"]')].map((e) => e.textContent).join()

describe('what is told without being asked', () => {
  it('a finished session with its stance', async () => {
    await room.push(sessionEvents().slice(0, 60))
    await room.push(sessionEvents())
    expect(toasts().join()).toContain('Session finished')
    expect(toasts().join()).toContain('Sell on S&P 500')
    expect(spoken()).toContain('Session: Finished')
  })

  it('a cancelled session with who stopped it', async () => {
    await room.push(sessionEvents().slice(0, 60))
    await room.push(endedEarly(sessionEvents(), 0.5, 'session.cancelled'))
    expect(toasts().join()).toContain('Session cancelled')
    expect(toasts().join()).toContain('stopped by you')
  })

  it('roles that failed or ran out of time, each by its label', async () => {
    await room.push(sessionEvents().slice(0, 4))
    const endings = { scout: 'timeout', quant: 'error' } as const
    await room.push(sessionEvents({ endings }))
    expect(toasts().join()).toContain('Scout ran out of time')
    expect(toasts().join()).toContain('Quant Lead failed')
  })

  it('no failure that a retry took over from an earlier session', async () => {
    const before = beginning()
    await room.push(before)
    const failed = { status: 'error', reason: network } as const
    const bull = [asked('bull', { reused: true }), answered('bull', failed)]
    await room.push(continued(before, [...bull, asked('bear'), answered('bear', failed)]))
    expect(toasts()).toEqual(['Bear failed'])
    expect(spoken()).not.toContain('Bull')
  })

  it('nothing of what had happened before the page was loaded', async () => {
    unmountRoom(room)
    toast.dismiss()
    const bridge = new FakeBridge()
    bridge.on('session.current', () => ({ session: fixtureSession, holds: true }))
    room = await mountRoom(bridge)
    await room.push(sessionEvents())
    expect(toasts()).toEqual([])
  })
})

describe('the connection badge', () => {
  const badge = (): HTMLElement => room.one('connection-badge')

  it('is there, and hidden while connected', () => {
    expect(badge().hidden).toBe(true)
  })

  it('tells connecting, each try of reconnecting, and the failure with a way out', async () => {
    room.stream.setStatus({ state: 'connecting', attempt: 0, reason: null })
    await settle()
    expect([badge().hidden, badge().textContent.trim()]).toEqual([false, 'Connecting…'])
    room.stream.setStatus({ state: 'disconnected', attempt: 3, reason: null })
    await settle()
    expect(badge().textContent.trim()).toBe('Reconnecting (3/5)')
    const reason = { code: 'stream.refused', message: '', retryable: false } as const
    room.stream.setStatus({ state: 'error', attempt: 5, reason })
    await settle()
    expect(badge().dataset['state']).toBe('error')
    expect(badge().textContent).toContain('The event stream refused the connection.')
    badge().querySelector('button')?.click()
    expect(room.stream.retries).toBe(1)
  })
})
