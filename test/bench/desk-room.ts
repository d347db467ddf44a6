import { resolve } from 'node:path'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { SessionState } from '../../preload/contract/session-state'
import { compose, type WarRoom } from '../../main/compose'
import { silentLog } from '../../main/kernel/log'

const holder = 'terminal'

/** The whole program without a window or pace, as the terminal room opens it. */
export const openDeskRoom = (): Promise<WarRoom> =>
  compose({
    info: { version: '0.0.0', electron: '', chrome: '', node: process.version, platform: 'bench' },
    mainFolder: resolve('out/main'),
    dataFolder: null,
    settingsFile: null,
    settings: { paceCharactersPerSecond: 0 },
    language: 'en',
    stream: false,
    log: silentLog,
    errorText: (_language, { message }) => message,
    onFault: (where, error) => {
      throw new Error(where, { cause: error })
    }
  })

const call = async <T>(room: WarRoom, route: string, input: unknown): Promise<T> => {
  const key = `${route} ${performance.now()}`
  const result = await room.dispatcher.dispatch(
    { route, input, key },
    { principal: holder, window: null }
  )
  if (!result.ok) throw new Error(`${route}: ${result.error.message}`)
  return result.value as T
}

export interface DeskRun {
  state: SessionState
  /** Milliseconds from the start route's call. */
  endedMs: number
  firstDeltaMs: Map<string, number>
}

/** Imports a price file, which is not timed, and runs one session on it, which is. */
export const runDesk = async (room: WarRoom, bytes: Uint8Array): Promise<DeskRun> => {
  const origin = { from: 'bytes', name: 'walk.csv', bytes }
  const { sha256 } = await call<{ sha256: string }>(room, 'evidence.import', {
    kind: 'prices',
    origin
  })
  const request = {
    subject: { name: 'walk', sha256 },
    benchmark: null,
    notes: [],
    asOf: null,
    mode: 'god',
    roles: [],
    prompt: '',
    mandate: null,
    fundamentals: null,
    marketContext: '',
    language: 'en'
  }
  const startedMs = performance.now()
  const { session } = await call<{ session: string }>(room, 'session.start', request)
  const firstDeltaMs = new Map<string, number>()
  const see = (event: AnyEnvelope): void => {
    if (event.type !== 'role.delta' || firstDeltaMs.has(event.data.role)) return
    firstDeltaMs.set(event.data.role, performance.now() - startedMs)
  }
  room.registry.feed(session)?.onPublished(see)
  const state = await room.registry.ended(session)
  const endedMs = performance.now() - startedMs
  await room.registry.release(holder)
  if (state.status !== 'completed') throw new Error(`the room ended ${state.status}`)
  return { state, endedMs, firstDeltaMs }
}
