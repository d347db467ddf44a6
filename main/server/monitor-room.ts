import type { MonitoredSession } from '../../preload/contract/notices'
import type { SessionState } from '../../preload/contract/session-state'
import { encodeControl } from '../../preload/contract/wire'
import type { FeedSource } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'

/** Who is told of everything that runs. */
export interface Monitor {
  /** Sends an encoded control frame; never throws. */
  push(text: string): void
}

export interface MonitorRoomOptions {
  feeds: Pick<FeedSource, 'monitored' | 'onChanged'>
  clock: Clock
  everyMs: number
  connections: () => number
  followers: (session: string) => number
}

const isEnded = ({ status }: { status: string }): boolean =>
  status !== 'pending' && status !== 'running'

const monitored = (state: SessionState, followers: number): MonitoredSession => ({
  session: state.session,
  status: state.status,
  startedWallTime: state.startedWallTime,
  stages: { ended: state.stages.filter(isEnded).length, total: state.stages.length },
  roles: {
    running: state.roles.filter(({ status }) => status === 'running').length,
    ended: state.roles.filter(isEnded).length,
    total: state.roles.length
  },
  followers
})

/**
 * The room of those who monitor the process: each gets every session's counts and states at once
 * and on each change, never a word of text. The first change goes at once, those after it together
 * after `everyMs`. While nobody is here nothing is listened to and nothing is computed.
 */
export class MonitorRoom {
  readonly #options: MonitorRoomOptions
  readonly #members = new Set<Monitor>()
  #listening: Disposable | null = null
  #timer: Disposable | null = null
  #waiting = false
  /** What all members were shown last; null when they were not shown the same. */
  #shown: string | null = null

  constructor(options: MonitorRoomOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#members.size
  }

  join(member: Monitor): void {
    this.#members.add(member)
    this.#listening ??= this.#options.feeds.onChanged(() => this.changed())
    this.#shown = null
    member.push(this.#frame())
  }

  leave(member: Monitor): void {
    if (!this.#members.delete(member) || this.#members.size > 0) return
    this.#listening?.dispose()
    this.#timer?.dispose()
    this.#listening = this.#timer = null
    this.#waiting = false
  }

  /** Something that a frame shows may have changed. */
  changed(): void {
    if (this.#members.size === 0) return
    this.#waiting = true
    if (this.#timer === null) this.#beat()
  }

  #beat(): void {
    this.#timer = null
    if (!this.#waiting) return
    this.#waiting = false
    this.#timer = this.#options.clock.after(this.#options.everyMs, () => this.#beat())
    this.#show()
  }

  #show(): void {
    const text = this.#frame()
    if (text === this.#shown) return
    this.#shown = text
    for (const member of [...this.#members]) {
      if (this.#members.has(member)) member.push(text)
    }
  }

  #frame(): string {
    const { feeds, connections, followers } = this.#options
    const sessions = feeds.monitored().map((state) => monitored(state, followers(state.session)))
    return encodeControl({ t: 'monitor', connections: connections(), sessions })
  }
}
