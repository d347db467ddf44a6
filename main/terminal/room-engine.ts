import type { RouteCall, RouteInput, RouteName, RouteOutput } from '../../preload/contract/routes'
import type { RouteResult } from '../../preload/contract/routes'
import type { Notice } from '../../preload/contract/notices'
import type { SessionState } from '../../preload/contract/session-state'
import type { CancelReason } from '../../preload/contract/words'
import type { ModelSetup } from '../commands/model-choice'
import type { Principal, SessionFeed } from '../engine/feed'
import { errorFromShape } from '../kernel/errors'
import type { Log } from '../kernel/log'

/** Who the terminal room is to the engine: the only holder of its session. */
export const terminalPrincipal: Principal = 'terminal'

/** What the terminal room needs of the composed program; `WarRoom` of `compose` fits. */
export interface RoomEngine {
  readonly dispatcher: {
    dispatch(
      call: unknown,
      caller: { principal: Principal; window: null }
    ): Promise<RouteResult<unknown>>
  }
  readonly registry: {
    feed(session: string): SessionFeed | null
    cancel(session: string, reason: CancelReason): Promise<unknown>
    ended(session: string): Promise<SessionState>
  }
  /** What the person has to know of the opening itself: a journal that was moved aside. */
  readonly notices?: readonly Notice[]
  close(): Promise<void>
}

export interface OpenEngineOptions {
  /** 0 = at once. */
  paceCharactersPerSecond: number
  /** The CSV address of symbols' prices; '' for none. */
  priceTemplate: string
  /** Where the session and its evidence are kept, absolute; null keeps them in memory. */
  dataFolder: string | null
  /** Models that answer for roles; null: the desk does for all. */
  model: ModelSetup | null
  log: Log
}

/** Opens the engine for one run. Rejects with `storage.*` for a folder that cannot be used. */
export type OpenRoomEngine = (options: OpenEngineOptions) => Promise<RoomEngine>

/**
 * Calls a route as the terminal, over the same dispatcher as a window.
 * @throws {AppError} what the route refused with
 */
export const callRoute = async <R extends RouteName>(
  { dispatcher }: RoomEngine,
  route: R,
  input: RouteInput<R>,
  key: string
): Promise<RouteOutput<R>> => {
  const call: RouteCall<R> = { route, input, key }
  const result = await dispatcher.dispatch(call, { principal: terminalPrincipal, window: null })
  if (!result.ok) throw errorFromShape(result.error)
  return result.value as RouteOutput<R>
}
