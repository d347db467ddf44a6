import type { EventType } from '../../../preload/contract/events'
import type { EventDraft } from '../../../main/engine/ports'
import { deferred } from '../../../main/kernel/deferred'
import { MemoryJournal } from '../../../main/storage/memory-journal'

/** Commits nothing from the first event of a type on until it is let go: a disk that hangs. */
export class HeldJournal extends MemoryJournal {
  readonly #from: EventType
  readonly #go = deferred<void>()
  /** Events that wait for the disk. */
  waiting = 0
  #held = false

  constructor(from: EventType) {
    super()
    this.#from = from
  }

  override append(draft: EventDraft): { seq: number; durable: Promise<void> } {
    const kept = super.append(draft)
    this.#held ||= draft.type === this.#from
    if (!this.#held) return kept
    this.waiting += 1
    return { ...kept, durable: this.#go.promise.then(() => void (this.waiting -= 1)) }
  }

  letGo(): void {
    this.#go.resolve()
  }
}
