import type { ErrorShape } from '../../../preload/contract/errors'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { emptySessionState } from '../../../preload/contract/session-initial'
import { reduceSession } from '../../../preload/contract/session-reducer'
import type { SessionState } from '../../../preload/contract/session-state'
import type { Stream, StreamNews, StreamStatus } from '../../../renderer/src/app/stream-port'

/** A stream whose events a test pushes by hand; states come from the real reducer. */
export class FakeStream implements Stream {
  status: StreamStatus = { state: 'connected', attempt: 0, reason: null }
  retries = 0
  private readonly states = new Map<string, SessionState>()
  private readonly readers = new Map<string, Set<(state: SessionState) => void>>()
  private readonly refusals = new Map<string, ErrorShape>()
  private readonly watchers = new Set<(status: StreamStatus) => void>()

  private readonly listeners: { [K in keyof StreamNews]: Set<(value: StreamNews[K]) => void> } = {
    notice: new Set(),
    changed: new Set(),
    board: new Set(),
    problem: new Set()
  }

  on<K extends keyof StreamNews>(event: K, handler: (value: StreamNews[K]) => void): () => void {
    const handlers = this.listeners[event]
    handlers.add(handler)
    return () => handlers.delete(handler)
  }

  /** Tells what the server would tell besides sessions. */
  tell<K extends keyof StreamNews>(event: K, value: StreamNews[K]): void {
    for (const handler of [...this.listeners[event]]) handler(value)
  }

  onStatus(handler: (status: StreamStatus) => void): () => void {
    this.watchers.add(handler)
    return () => this.watchers.delete(handler)
  }

  subscribe(
    session: string,
    onState: (state: SessionState) => void,
    onRefused: (error: ErrorShape) => void = () => undefined
  ): () => void {
    const refusal = this.refusals.get(session)
    if (refusal !== undefined) queueMicrotask(() => onRefused(refusal))
    const readers = this.readers.get(session) ?? new Set()
    this.readers.set(session, readers.add(onState))
    const known = this.states.get(session)
    if (known !== undefined) onState(known)
    return () => readers.delete(onState)
  }

  /** From now on this session may not be read. */
  refuse(session: string, error: ErrorShape): void {
    this.refusals.set(session, error)
  }

  retry(): void {
    this.retries += 1
  }

  close(): void {
    this.readers.clear()
  }

  /** How many readers a session has: for tests that nothing is left behind. */
  readerCount(session: string): number {
    return this.readers.get(session)?.size ?? 0
  }

  push(...events: AnyEnvelope[]): void {
    for (const event of events) {
      const before = this.states.get(event.session) ?? emptySessionState(event.session)
      this.states.set(event.session, reduceSession(before, event))
    }
    for (const session of new Set(events.map((event) => event.session))) {
      const state = this.states.get(session)
      if (state === undefined) continue
      for (const reader of [...(this.readers.get(session) ?? [])]) reader(state)
    }
  }

  setStatus(status: StreamStatus): void {
    this.status = status
    for (const watcher of [...this.watchers]) watcher(status)
  }
}
