import { journalBatchEvents, journalBatchMs } from '../../preload/contract/limits'
import type { Clock } from '../kernel/clock'
import { deferred, type Deferred } from '../kernel/deferred'
import type { Disposable } from '../kernel/disposables'
import { errorFromShape } from '../kernel/errors'
import type { JournalRow } from './journal-row'
import type { StorageMeter } from './storage-meter'
import type { Committed } from './storage-protocol'

/** How long typing waits for more: half of what may be lost, the rest is for writing it. */
const holdMs = journalBatchMs / 2

interface Waiting {
  row: JournalRow
  addedMs: number
  durable: Deferred<void>
}

export interface AppendQueueOptions {
  clock: Clock
  meter: StorageMeter
  /** Has a batch kept. Rejects when none of it was. */
  commit: (rows: JournalRow[]) => Promise<Committed>
  /** A session of which something could not be kept, before its promises are rejected. */
  onRefused: (session: string, error: unknown) => void
}

/**
 * Gathers rows into batches, one on its way at a time: whatever comes while the disk is busy goes
 * with the next. A batch leaves at once for an urgent row, else when it is full or old enough.
 */
export class AppendQueue {
  readonly #options: AppendQueueOptions
  #waiting: Waiting[] = []
  #sent: Waiting[] | null = null
  #urgent = false
  #turn = false
  #timer: Disposable | null = null

  constructor(options: AppendQueueOptions) {
    this.#options = options
  }

  /** Resolves when the row is on disk. Rows of one turn of the main loop leave together. */
  add(row: JournalRow, { urgent }: { urgent: boolean }): Promise<void> {
    const durable = deferred<void>()
    // Told to whoever listens; an event that nobody waits for is no unhandled rejection.
    durable.promise.catch(() => undefined)
    this.#waiting.push({ row, addedMs: this.#options.clock.nowMs(), durable })
    this.#options.meter.pendingEvents += 1
    this.#urgent ||= urgent
    this.#soon()
    return durable.promise
  }

  /** Resolves when everything added so far is on disk or refused. */
  async flush(): Promise<void> {
    const open = [...(this.#sent ?? []), ...this.#waiting]
    this.#urgent = this.#waiting.length > 0
    this.#send()
    await Promise.allSettled(open.map(({ durable }) => durable.promise))
  }

  /** Drops what waits of a session; its promises reject with `error`. */
  refuse(session: string, error: unknown): void {
    const dropped = this.#waiting.filter(({ row }) => row.session === session)
    this.#waiting = this.#waiting.filter(({ row }) => row.session !== session)
    for (const item of dropped) this.#settle(item, error)
  }

  #soon(): void {
    if (this.#turn) return
    this.#turn = true
    queueMicrotask(() => {
      this.#turn = false
      this.#send()
    })
  }

  #waitMs(): number {
    const first = this.#waiting[0]
    if (first === undefined) return Infinity
    if (this.#urgent || this.#waiting.length >= journalBatchEvents) return 0
    return first.addedMs + holdMs - this.#options.clock.nowMs()
  }

  #send(): void {
    if (this.#sent !== null) return
    const waitMs = this.#waitMs()
    if (waitMs > 0) return this.#later(waitMs)
    this.#timer?.dispose()
    this.#timer = null
    const sent = this.#waiting
    this.#sent = sent
    this.#waiting = []
    this.#urgent = false
    this.#options.commit(sent.map(({ row }) => row)).then(
      (committed) => this.#take(sent, committed),
      (error: unknown) => this.#fail(sent, error)
    )
  }

  #later(waitMs: number): void {
    if (this.#timer !== null || waitMs === Infinity) return
    this.#timer = this.#options.clock.after(waitMs, () => {
      this.#timer = null
      this.#send()
    })
  }

  #take(sent: readonly Waiting[], { ms, bytes, refused }: Committed): void {
    const { meter, onRefused } = this.#options
    const errors = new Map(refused.map((part) => [part.session, errorFromShape(part.error)]))
    for (const [session, error] of errors) onRefused(session, error)
    const kept = sent.filter((item) => this.#settle(item, errors.get(item.row.session) ?? null))
    meter.bytes = bytes
    if (kept.length > 0) meter.onCommit.emit({ ms, events: kept.length })
    this.#next()
  }

  #fail(sent: readonly Waiting[], error: unknown): void {
    for (const session of new Set(sent.map(({ row }) => row.session))) {
      this.#options.onRefused(session, error)
    }
    for (const item of sent) this.#settle(item, error)
    this.#next()
  }

  #next(): void {
    this.#sent = null
    this.#send()
  }

  /** Gives whether the row was kept. */
  #settle({ durable }: Waiting, error: unknown): boolean {
    this.#options.meter.pendingEvents -= 1
    if (error === null) durable.resolve()
    else durable.reject(error)
    return error === null
  }
}
