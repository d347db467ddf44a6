import { Emitter } from '../kernel/emitter'

/** Why a frame did not go out. */
export const sendErrorKinds = ['closed', 'not-open', 'overflow', 'error'] as const
export type SendErrorKind = (typeof sendErrorKinds)[number]

/** What the event socket's server counts. Whoever shows figures reads them here. */
export class StreamMeter {
  readonly errors: Record<SendErrorKind, number> = {
    closed: 0,
    'not-open': 0,
    overflow: 0,
    error: 0
  }
  sent = 0
  sentBytes = 0
  opened = 0
  /** Connections that ended, by close code. */
  readonly closed = new Map<number, number>()
  /** The most that ever waited for one connection. */
  outboxHighWaterBytes = 0
  /** Told of each connection that opened: how many have by now. */
  readonly onOpened = new Emitter<number>()
  /** Told of each connection's end: its close code. */
  readonly onClosed = new Emitter<number>()
  /** Told of each replay: how many events it had. */
  readonly onReplay = new Emitter<number>()

  countSent(bytes: number): void {
    this.sent += 1
    this.sentBytes += bytes
  }

  countError(kind: SendErrorKind): void {
    this.errors[kind] += 1
  }

  countOpened(): void {
    this.opened += 1
    this.onOpened.emit(this.opened)
  }

  countClosed(code: number): void {
    this.closed.set(code, (this.closed.get(code) ?? 0) + 1)
    this.onClosed.emit(code)
  }

  countReplay(events: number): void {
    this.onReplay.emit(events)
  }

  noteWaiting(bytes: number): void {
    if (bytes > this.outboxHighWaterBytes) this.outboxHighWaterBytes = bytes
  }
}
