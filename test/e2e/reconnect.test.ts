import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reconnectAttempts, reconnectBaseMs, reconnectCapMs } from '../../preload/contract/limits'
import { reduceEvents } from '../../preload/contract/session-reducer'
import { launchRoom, type RoomApp } from '../support/e2e-app'
import { onlyTerminal, textOf } from '../support/e2e-events'
import type { RoomPage } from '../support/e2e-page'
import { MainSockets } from '../support/e2e-sockets'

const reloads = 3
const losses = 20

let app: RoomApp
let room: RoomPage
let sockets: MainSockets
beforeAll(async () => {
  app = await launchRoom()
  room = await app.firstPage()
  sockets = await MainSockets.of(app, room)
})
// A page's own console tells of connections that nobody took.
afterAll(() => app.close({ expected: /^WebSocket connection to/ }))

const startAtPace = async (paceCharactersPerSecond: number): Promise<string> => {
  await room.page.evaluate((change) => window.warRoom.invoke('settings.set', change), {
    paceCharactersPerSecond
  })
  const session = await room.start()
  await room.typing('quant')
  return session
}

/** Has the page wait for its next try no longer: its own clock jumps, nothing else is different. */
const waitOut = (delayMs: number): Promise<void> => room.page.clock.fastForward(delayMs)

/** The page has what the journal has, no more and no less, up to the session's one end. */
const expectWhole = async (
  session: string,
  end: 'completed' | 'cancelled' = 'completed'
): Promise<void> => {
  await room.status(end)
  const events = app.journal.events(session)
  const state = await room.shown()
  expect(onlyTerminal(events).type).toBe(`session.${end}`)
  expect(events[0]?.seq).toBe(1)
  expect(state.roles).toHaveLength(9)
  for (const { role, text } of state.roles) expect(text, role).toBe(textOf(events, role))
  expect(state).toEqual(reduceEvents(session, events))
}

describe('a session in mid-stream', () => {
  it('goes on when its page is loaded again, and no character is lost or doubled', async () => {
    const session = await startAtPace(900)
    for (let count = 1; count <= reloads; count += 1) {
      await room.page.reload()
      expect(await room.session()).toBe(session)
      await room.typing('quant', 80 * count)
    }
    await expectWhole(session)
  })

  it('is told of by a badge until the page is connected again, and by Retry after five tries', async () => {
    await sockets.mute()
    await room.page.reload()
    await room.badgeState('connecting')
    await sockets.restore()
    await sockets.cut()
    await room.badgeState('connected')
    await room.page.clock.install()

    const session = await startAtPace(900)
    await sockets.deafen()
    expect(await sockets.cut()).toBe(1)
    for (let attempt = 1; attempt <= reconnectAttempts; attempt += 1) {
      await room.badge.getByText(`(${attempt}/${reconnectAttempts})`).waitFor()
      await room.badgeState('reconnecting')
      if (attempt === 2) await room.picture('badge-reconnecting')
      await waitOut(reconnectCapMs)
    }
    await room.badgeState('error')
    await room.picture('badge-error')
    await sockets.restore()
    await room.badge.getByRole('button').click()
    await room.badgeState('connected')
    await expectWhole(session)
  })

  it('loses nothing when main loses its socket twenty times, and the user is told once', async () => {
    // Slow enough that every loss is one in mid-stream.
    const session = await startAtPace(120)
    for (let count = 0; count < losses; count += 1) {
      await room.badgeState('connected')
      expect(await sockets.cut()).toBe(1)
      await room.badgeState('reconnecting')
      await waitOut(reconnectBaseMs)
    }
    await room.badgeState('connected')
    expect(await app.liveSessions()).toEqual([session])
    await room.stopButton.click()
    await expectWhole(session, 'cancelled')
    const warned = app.journal.events(session).filter(({ type }) => type === 'log.appended')
    expect(warned.map(({ data }) => data)).toMatchObject([{ level: 'warning' }])
    expect(await room.toasts.filter({ hasText: /lost/ }).count()).toBe(1)
    await room.picture('connection-unstable')
  })
})
