import type { AnyEnvelope, EventType } from '../../../preload/contract/events'
import type { EventDraft, Journal } from '../../../main/engine/ports'
import type { Clock } from '../../../main/kernel/clock'

export interface Failure {
  /** Which session is refused, by the order of their starts, from 0. */
  which?: number
  /** `append` throws, or `durable` rejects with the next tick or after 15 ms. */
  how: 'throws' | 'rejects' | 'rejects late'
  /** The first event of this type is refused, and all after it. */
  at: EventType
  error: Error
}

const commitMs = 5
const lateMs = 15

/**
 * Commits each event after 5 ms, in order, and refuses one session from an event on: nothing of
 * that session is kept after what was committed before.
 */
export class FailingJournal implements Journal {
  /** Events that it was given although it had said that it takes no more of that session. */
  askedInVain = 0
  readonly #clock: Clock
  readonly #failure: Failure
  readonly #kept = new Map<string, AnyEnvelope[]>()
  readonly #numbers = new Map<string, number>()
  #refusedAt = Infinity
  #told = false

  constructor(clock: Clock, failure: Failure) {
    this.#clock = clock
    this.#failure = failure
  }

  append(draft: EventDraft): { seq: number; durable: Promise<void> } {
    const seq = (this.#numbers.get(draft.session) ?? 0) + 1
    this.#numbers.set(draft.session, seq)
    const { how, at, error } = this.#failure
    const broken = this.#breaks(draft.session)
    if (broken && this.#told) this.askedInVain += 1
    if (broken && draft.type === at) this.#refusedAt = Math.min(this.#refusedAt, seq)
    if (broken && how === 'throws' && seq >= this.#refusedAt) {
      this.#told = true
      throw error
    }
    const event = { v: 1, ...draft, seq } as AnyEnvelope
    return { seq, durable: this.#commit(event, broken && seq >= this.#refusedAt) }
  }

  async read(session: string, afterSeq: number): Promise<AnyEnvelope[]> {
    return (this.#kept.get(session) ?? []).slice(afterSeq)
  }

  async close(): Promise<void> {
    this.#kept.clear()
  }

  #breaks(session: string): boolean {
    return [...this.#numbers.keys()].indexOf(session) === (this.#failure.which ?? 0)
  }

  #commit(event: AnyEnvelope, refused: boolean): Promise<void> {
    const { how, error } = this.#failure
    const refusedMs = how === 'rejects late' ? lateMs : 0
    return new Promise((resolve, reject) => {
      this.#clock.after(refused ? refusedMs : commitMs, () => {
        if (!refused) {
          this.#kept.set(event.session, [...(this.#kept.get(event.session) ?? []), event])
          return resolve()
        }
        reject(error)
        // Whoever waits hears of it in a microtask of its own.
        setImmediate(() => (this.#told = true))
      })
    })
  }
}
