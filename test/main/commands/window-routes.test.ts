import { describe, expect, it } from 'vitest'
import { recoverPage } from '../../../main/app/page-recovery'
import type { Caller } from '../../../main/commands/route'
import { emptyFigures } from './empty-figures'
import type { Room } from './route-fixture'
import { callerOf, codeOf, goodCsv, openRoom, requestOf, valueOf } from './route-fixture'

/** A caller with a window, and the windows that it has opened. */
const windowCaller = (principal: string): Caller & { opened: string[]; closed: number } => {
  const opened: string[] = []
  const caller = {
    principal,
    opened,
    closed: 0,
    window: {
      close: () => void (caller.closed += 1),
      openAnother: () => {
        opened.push(`${principal}-${opened.length + 1}`)
        return opened.at(-1) ?? ''
      },
      chooseFiles: async () => [],
      chooseForBoard: async () => [],
      chooseProviders: async () => null,
      saveProviders: async () => null
    }
  }
  return caller
}

const startIn = async (room: Room, caller: Caller): Promise<string> => {
  const { sha256 } = await room.evidence.put('prices', 'sp500.csv', goodCsv)
  return valueOf(await room.call('session.start', requestOf(sha256), caller)).session
}

const watchedRoom = async () => {
  const room = openRoom()
  const owner = windowCaller('window:1')
  const session = await startIn(room, owner)
  valueOf(await room.call('window.watch', { session }, owner))
  const [watcher = ''] = owner.opened
  return { room, owner, session, watcher, caller: windowCaller(watcher) }
}

describe('watching in another window', () => {
  it('opens one window, which may read the session and nothing else', async () => {
    const { room, owner, session, watcher, caller } = await watchedRoom()
    const foreign = await startIn(room, windowCaller('window:9'))
    expect(owner.opened).toEqual([watcher])
    expect(room.registry.mayRead(watcher, session)).toBe(true)
    expect(room.registry.mayControl(watcher, session)).toBe(false)
    expect(room.registry.mayRead(watcher, foreign)).toBe(false)
    const before = room.registry.feed(session)?.state()
    for (const route of ['session.cancel', 'session.pause', 'session.resume'] as const) {
      expect(codeOf(await room.call(route, { session }, caller))).toBe('session.forbidden')
    }
    const role = await room.call('session.cancelRole', { session, role: 'scout' }, caller)
    expect(codeOf(role)).toBe('session.forbidden')
    expect(room.registry.feed(session)?.state()).toBe(before)
    await room.registry.shutdown()
  })

  it('is refused for a session of another window or of nobody, and opens none (R7)', async () => {
    const { room, session } = await watchedRoom()
    const stranger = windowCaller('window:2')
    expect(codeOf(await room.call('window.watch', { session }, stranger))).toBe('session.forbidden')
    const nowhere = await room.call('window.watch', { session: 'nowhere' }, stranger)
    expect(codeOf(nowhere)).toBe('session.forbidden')
    expect(stranger.opened).toEqual([])
    await room.registry.shutdown()
  })

  it('may be passed on by a watcher', async () => {
    const { room, session, caller } = await watchedRoom()
    valueOf(await room.call('window.watch', { session }, caller))
    expect(room.registry.mayRead(caller.opened[0] ?? '', session)).toBe(true)
    await room.registry.shutdown()
  })

  it('sent twice with one key opens one window; a terminal has none to open', async () => {
    const { room, owner, session } = await watchedRoom()
    const before = owner.opened.length
    await room.call('window.watch', { session }, owner, 'same')
    await room.call('window.watch', { session }, owner, 'same')
    expect(owner.opened).toHaveLength(before + 1)
    const terminal = callerOf('window:1')
    expect(valueOf(await room.call('window.watch', { session }, terminal))).toEqual({})
    await room.registry.shutdown()
  })
})

describe('a watcher', () => {
  it('that closes cancels nothing', async () => {
    const { room, session, watcher } = await watchedRoom()
    await room.registry.release(watcher)
    expect(room.registry.liveSessions).toEqual([session])
    expect(room.registry.mayRead(watcher, session)).toBe(false)
    await room.registry.shutdown()
  })

  it('whose page crashes cancels nothing, whatever is chosen then', async () => {
    const { room, session, watcher } = await watchedRoom()
    for (const choice of ['reload', 'close'] as const) {
      const window = {
        id: 1,
        principal: watcher,
        reload: () => undefined,
        destroy: () => undefined
      }
      await recoverPage(window, {
        sessions: room.registry,
        dialogs: { pageCrashed: async () => choice }
      })
      expect(room.registry.liveSessions).toEqual([session])
    }
    await room.registry.shutdown()
  })

  it('that starts a session of its own supersedes nothing, and goes on watching', async () => {
    const { room, session, watcher, caller } = await watchedRoom()
    const own = await startIn(room, caller)
    expect(room.registry.liveSessions).toEqual([session, own])
    expect(room.registry.mayRead(watcher, session)).toBe(true)
    const again = await startIn(room, caller)
    expect(room.registry.liveSessions).toEqual([session, again])
    await room.registry.shutdown()
  })

  it('sees the session end with its holder, and can read it still', async () => {
    const { room, session, watcher } = await watchedRoom()
    await room.registry.release('window:1')
    expect(room.registry.liveSessions).toEqual([])
    expect(room.registry.feed(session)?.state().end).toMatchObject({ reason: 'window-closed' })
    expect(room.registry.mayRead(watcher, session)).toBe(true)
    await room.registry.release(watcher)
    expect(room.registry.size).toBe(0)
  })
})

describe("a window's present session", () => {
  it('is the one that it holds, or else the one that it watches', async () => {
    const { room, owner, session, caller } = await watchedRoom()
    const current = async (of: Caller) => valueOf(await room.call('session.current', {}, of))
    expect(await current(owner)).toEqual({ session, holds: true })
    expect(await current(caller)).toEqual({ session, holds: false })
    const own = await startIn(room, caller)
    expect(await current(caller)).toEqual({ session: own, holds: true })
    expect(await current(windowCaller('window:8'))).toEqual({ session: null, holds: false })
    await room.registry.shutdown()
  })

  it('is the latest of those that it watches', async () => {
    const { room, session, caller, watcher } = await watchedRoom()
    const later = await startIn(room, windowCaller('window:5'))
    room.registry.watch(later, watcher)
    const current = async () => valueOf(await room.call('session.current', {}, caller)).session
    expect(await current()).toBe(later)
    valueOf(await room.call('session.leave', { session: later }, caller))
    expect(await current()).toBe(session)
    await room.registry.shutdown()
  })
})

describe('a window', () => {
  it('opens another one, which sees nothing, and closes itself', async () => {
    const { room, owner, session } = await watchedRoom()
    valueOf(await room.call('window.new', {}, owner))
    expect(room.registry.mayRead(owner.opened[1] ?? '', session)).toBe(false)
    valueOf(await room.call('window.close', {}, owner))
    expect(owner.closed).toBe(1)
    expect(valueOf(await room.call('window.new', {}, callerOf('terminal')))).toEqual({})
    expect(valueOf(await room.call('window.close', {}, callerOf('terminal')))).toEqual({})
    await room.registry.shutdown()
  })

  it('is told what the program has counted', async () => {
    expect(valueOf(await openRoom().call('app.figures', {}))).toEqual(emptyFigures)
  })
})
