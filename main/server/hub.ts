import type { CloseCode } from '../../preload/contract/close-codes'
import { encodeControl, type ControlFrame } from '../../preload/contract/wire'
import type { FeedSource, Principal, SessionFeed } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import { MonitorRoom } from './monitor-room'
import { Room } from './room'

/** A connection as the hub sees it. */
export interface HubConnection {
  readonly principal: Principal
  /** Sends an encoded control frame ahead of data; never throws. */
  push(text: string): void
  close(code: CloseCode): void
}

export interface HubOptions {
  feeds: Pick<FeedSource, 'monitored' | 'onChanged'>
  clock: Clock
  frameEveryMs: number
  monitorEveryMs: number
}

/**
 * Who is connected, who follows what, and who monitors. An empty set or room is never kept, and a
 * connection that goes leaves all of them at once. Sending goes round a copy: members may come and
 * go meanwhile, and one that went is left out.
 */
export class Hub<C extends HubConnection = HubConnection> {
  readonly #options: HubOptions
  readonly #byPrincipal = new Map<Principal, Set<C>>()
  readonly #rooms = new Map<string, Room>()
  readonly #monitors: MonitorRoom

  constructor(options: HubOptions) {
    this.#options = options
    const { feeds, clock, monitorEveryMs: everyMs } = options
    this.#monitors = new MonitorRoom({
      feeds,
      clock,
      everyMs,
      connections: () => this.connectionCount,
      followers: (session) => this.membersOf(session)
    })
  }

  get connectionCount(): number {
    let count = 0
    for (const connections of this.#byPrincipal.values()) count += connections.size
    return count
  }

  get roomCount(): number {
    return this.#rooms.size
  }

  get monitorCount(): number {
    return this.#monitors.size
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

  has(connection: C): boolean {
    return this.#byPrincipal.get(connection.principal)?.has(connection) ?? false
  }

  add(connection: C): void {
    const own = this.#byPrincipal.get(connection.principal) ?? new Set<C>()
    this.#byPrincipal.set(connection.principal, own.add(connection))
    this.#monitors.changed()
  }

  remove(connection: C): void {
    this.#monitors.leave(connection)
    const own = this.#byPrincipal.get(connection.principal)
    own?.delete(connection)
    if (own?.size === 0) this.#byPrincipal.delete(connection.principal)
    this.#monitors.changed()
  }

  /** The room of a session, made for its first member. */
  room(feed: SessionFeed): Room {
    const { session } = feed
    const known = this.#rooms.get(session)
    if (known !== undefined) return known
    const onEmpty = (): void => void this.#rooms.delete(session)
    const onMembers = (): void => this.#monitors.changed()
    const room = new Room({ ...this.#options, feed, onEmpty, onMembers })
    this.#rooms.set(session, room)
    return room
  }

  /** Whether a connection gets every session's counts and states. */
  monitor(connection: C, on: boolean): void {
    if (on) this.#monitors.join(connection)
    else this.#monitors.leave(connection)
  }

  /** To one connection, unless it is gone. */
  send(connection: C, frame: ControlFrame): void {
    this.#sendEach([connection], frame)
  }

  /** To every connection of a window's user. */
  sendTo(principal: Principal, frame: ControlFrame): void {
    this.#sendEach(this.connectionsOf(principal), frame)
  }

  /** To every connection that follows a session. */
  sendToRoom(session: string, frame: ControlFrame): void {
    this.#rooms.get(session)?.tell(encodeControl(frame))
  }

  /** To all. */
  broadcast(frame: ControlFrame): void {
    this.#sendEach(this.connections(), frame)
  }

  #sendEach(connections: readonly C[], frame: ControlFrame): void {
    const text = encodeControl(frame)
    for (const connection of connections) {
      if (this.has(connection)) connection.push(text)
    }
  }
}
