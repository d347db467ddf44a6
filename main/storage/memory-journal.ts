import type { AnyEnvelope } from '../../preload/contract/events'
import type { EventDraft, Journal } from '../engine/ports'
import { systemClock, type Clock } from '../kernel/clock'
import { deferred, type Deferred } from '../kernel/deferred'
import type { Disposable } from '../kernel/disposables'

export interface MemoryJournalOptions {
  /**
   * Milliseconds until the next event counts as durable; 0 = with the next microtask. Tests give
   * seeded delays, so that nothing learns to rely on memory being as good as a disk.
   */
  durableDelayMs?: () => number
  clock?: Clock
}

interface Pending {
  done: Deferred<void>
  timer: Disposable
}

/**
 * Keeps the events of every session in memory, numbered without a gap from 1. It ends with the
 * process; a journal on disk takes its place behind the same port.
 */
export class MemoryJournal implements Journal {
  readonly #events = new Map<string, AnyEnvelope[]>()
  readonly #pending = new Set<Pending>()
  readonly #durableDelayMs: () => number
  readonly #clock: Clock
  #closed = false

  constructor({ durableDelayMs = () => 0, clock = systemClock }: MemoryJournalOptions = {}) {
    this.#durableDelayMs = durableDelayMs
    this.#clock = clock
  }

  /** @throws {Error} once closed: whoever still writes then has outlived its journal */
  append(draft: EventDraft): { seq: number; durable: Promise<void> } {
    if (this.#closed) throw new Error(`the journal is closed; ${draft.type} was not kept`)
    const events = this.#eventsOf(draft.session)
    const seq = events.length + 1
    events.push({ v: 1, ...draft, seq } as AnyEnvelope)
    return { seq, durable: this.#durable() }
  }

  /** Every event kept after `afterSeq`, oldest first, durable or not. */
  read(session: string, afterSeq: number): Promise<AnyEnvelope[]> {
    const events = this.#events.get(session) ?? []
    return Promise.resolve(events.slice(Math.max(0, afterSeq)))
  }

  /** What was still to become durable is so at once; nothing more is taken. */
  close(): Promise<void> {
    this.#closed = true
    for (const { done, timer } of this.#pending) {
      timer.dispose()
      done.resolve()
    }
    this.#pending.clear()
    return Promise.resolve()
  }

  #eventsOf(session: string): AnyEnvelope[] {
    const known = this.#events.get(session)
    if (known !== undefined) return known
    const events: AnyEnvelope[] = []
    this.#events.set(session, events)
    return events
  }

  #durable(): Promise<void> {
    const delayMs = this.#durableDelayMs()
    if (delayMs <= 0) return Promise.resolve()
    const done = deferred<void>()
    const timer = this.#clock.after(delayMs, () => {
      this.#pending.delete(pending)
      done.resolve()
    })
    const pending: Pending = { done, timer }
    this.#pending.add(pending)
    return done.promise
  }
}
