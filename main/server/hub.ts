import type { CloseCode } from '../../preload/contract/close-codes'
import type { Principal, SessionFeed } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import { Room } from './room'

/** A connection as the hub sees it. */
export interface HubConnection {
  readonly principal: Principal
  close(code: CloseCode): void
}

export interface HubOptions {
  clock: Clock
  frameEveryMs: number
}

/** Who is connected and who follows what. An empty set or room is never kept. */
export class Hub<C extends HubConnection = HubConnection> {
  readonly #options: HubOptions
  readonly #byPrincipal = new Map<Principal, Set<C>>()
  readonly #rooms = new Map<string, Room>()

  constructor(options: HubOptions) {
    this.#options = options
  }

  get connectionCount(): number {
    return this.connections().length
  }

  get roomCount(): number {
    return this.#rooms.size
  }

  /** How many follow a session. */
  membersOf(session: string): number {
    return this.#rooms.get(session)?.size ?? 0
  }

  /** A copy: it may be gone through while connections come and go. */
  connections(): C[] {
    return [...this.#byPrincipal.values()].flatMap((connections) => [...connections])
  }

  connectionsOf(principal: Principal): C[] {
    return [...(this.#byPrincipal.get(principal) ?? [])]
  }

  add(connection: C): void {
    const own = this.#byPrincipal.get(connection.principal) ?? new Set<C>()
    this.#byPrincipal.set(connection.principal, own.add(connection))
  }

  remove(connection: C): void {
    const own = this.#byPrincipal.get(connection.principal)
    own?.delete(connection)
    if (own?.size === 0) this.#byPrincipal.delete(connection.principal)
  }

  /** The room of a session, made for its first member. */
  room(feed: SessionFeed): Room {
    const { session } = feed
    const known = this.#rooms.get(session)
    if (known !== undefined) return known
    const onEmpty = (): void => void this.#rooms.delete(session)
    const room = new Room({ ...this.#options, feed, onEmpty })
    this.#rooms.set(session, room)
    return room
  }
}
