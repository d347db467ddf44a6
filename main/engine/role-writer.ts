import type { DeltaKind } from '../../preload/contract/words'
import { onAbort } from '../kernel/abort'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'

/** How often a paced text grows. */
const paceTickMs = 25

export interface Delta {
  kind: DeltaKind
  offset: number
  text: string
}

export interface RoleWriterOptions {
  clock: Clock
  /** 0 = every write is passed on at once. */
  charactersPerSecond: number
  onDelta: (delta: Delta) => void
}

const endsInHighSurrogate = (text: string): boolean => {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff
}

/**
 * Turns an analyst's writes into deltas, at reading pace or at once. `write` may be called from
 * anywhere and never throws; once closed it does nothing, so nothing follows an attempt's end.
 */
export class RoleWriter implements Disposable {
  readonly #clock: Clock
  readonly #rate: number
  readonly #onDelta: (delta: Delta) => void
  readonly #length: Record<DeltaKind, number> = { answer: 0, reasoning: 0 }
  readonly #drained = new Set<() => void>()
  #buffer: { kind: DeltaKind; text: string }[] = []
  #timer: Disposable | null = null
  #tickedAtMs = 0
  #credit = 0
  #closed = false

  constructor({ clock, charactersPerSecond, onDelta }: RoleWriterOptions) {
    this.#clock = clock
    this.#rate = charactersPerSecond
    this.#onDelta = onDelta
  }

  write(text: string, kind: DeltaKind = 'answer'): void {
    const words = String(text)
    if (this.#closed || words === '') return
    if (this.#rate === 0) return this.#send(kind, words)
    this.#buffer.push({ kind, text: words })
    if (this.#timer === null) this.#begin()
  }

  /** Resolves when all that was written has been passed on; rejects when the signal aborts. */
  async drain({ signal }: { signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted()
    if (this.#buffer.length === 0) return
    await new Promise<void>((resolve, reject) => {
      const done = (): void => {
        registration.dispose()
        resolve()
      }
      this.#drained.add(done)
      const registration = onAbort(signal, () => {
        this.#drained.delete(done)
        reject(signal.reason as Error)
      })
    })
  }

  /** Passes on all that waits, without pace. */
  flush(): void {
    this.#timer?.dispose()
    this.#timer = null
    const rest = this.#buffer
    this.#buffer = []
    for (const { kind, text } of rest) this.#send(kind, text)
  }

  /** Drops what waits; later writes do nothing. */
  dispose(): void {
    this.#closed = true
    this.#timer?.dispose()
    this.#timer = null
    this.#buffer = []
  }

  #begin(): void {
    this.#tickedAtMs = this.#clock.nowMs()
    this.#credit = (this.#rate * paceTickMs) / 1000
    this.#tick()
  }

  #tick(): void {
    const now = this.#clock.nowMs()
    this.#credit += ((now - this.#tickedAtMs) * this.#rate) / 1000
    this.#tickedAtMs = now
    this.#spend()
    if (this.#buffer.length > 0) {
      this.#timer = this.#clock.after(paceTickMs, () => this.#tick())
      return
    }
    this.#timer = null
    const waiting = [...this.#drained]
    this.#drained.clear()
    for (const done of waiting) done()
  }

  #spend(): void {
    while (this.#buffer[0] !== undefined && this.#credit >= 1) {
      const { kind, text } = this.#buffer[0]
      let part = text.slice(0, Math.floor(this.#credit))
      if (endsInHighSurrogate(part)) part = text.slice(0, part.length + 1)
      this.#credit -= part.length
      if (part.length === text.length) this.#buffer.shift()
      else this.#buffer[0] = { kind, text: text.slice(part.length) }
      this.#send(kind, part)
    }
  }

  #send(kind: DeltaKind, text: string): void {
    const offset = this.#length[kind]
    this.#length[kind] = offset + text.length
    this.#onDelta({ kind, offset, text })
  }
}
