import { closeCodes } from '../../preload/contract/close-codes'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'
import type { Told } from './sources'

export const disconnectWindowMs = 60_000

/** Ends that somebody meant: a page that closed or reloaded, a window that went away. */
const meant = new Set<number>([closeCodes.normal, closeCodes.goingAway])

export interface DisconnectAlarm {
  /** Connections lost in the last minute. */
  perMinute: number
  threshold: number
}

export interface DisconnectRateOptions {
  clock: Clock
  /** Close codes of connections that ended; 1005 and 1006 where none was given. */
  closed: Told<number>
  /** Lost connections in a minute from which on there is an alarm; 0 = never. Asked each time. */
  threshold: () => number
  /** At most once a minute. */
  onAlarm: (alarm: DisconnectAlarm) => void
}

/** How many connections were lost in the last minute, and the alarm when they are too many. */
export class DisconnectRate implements Disposable {
  readonly #options: DisconnectRateOptions
  readonly #listening: Disposable
  #lostAtMs: number[] = []
  #alarmedAtMs: number | null = null

  constructor(options: DisconnectRateOptions) {
    this.#options = options
    this.#listening = options.closed.on((code) => {
      if (!meant.has(code)) this.#lost()
    })
  }

  perMinute(): number {
    const since = this.#options.clock.nowMs() - disconnectWindowMs
    this.#lostAtMs = this.#lostAtMs.filter((atMs) => atMs > since)
    return this.#lostAtMs.length
  }

  dispose(): void {
    this.#listening.dispose()
  }

  #lost(): void {
    const { clock, threshold, onAlarm } = this.#options
    const nowMs = clock.nowMs()
    this.#lostAtMs.push(nowMs)
    const alarm = { perMinute: this.perMinute(), threshold: threshold() }
    if (alarm.threshold <= 0 || alarm.perMinute < alarm.threshold) return
    if (this.#alarmedAtMs !== null && nowMs - this.#alarmedAtMs < disconnectWindowMs) return
    this.#alarmedAtMs = nowMs
    onAlarm(alarm)
  }
}
