import type { LogLevel } from '../../preload/contract/words'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'
import type { ProgressReporter } from './ports'
import type { SessionLog } from './session-log'

/** At most one event a lane in this time; what comes between is merged into the next. */
const reportEveryMs = 50

interface LaneReport {
  stage: string
  lane: string
  progress: number | null
  message: string
  data: Record<string, unknown>
}

const inRange = (progress: unknown): number | null =>
  typeof progress === 'number' && Number.isFinite(progress)
    ? Math.min(1, Math.max(0, progress))
    : null

const isPlainRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSendable = (value: unknown): boolean => {
  try {
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}

/**
 * Turns a job's reports into events. Every call returns at once and never throws, whatever it is
 * given: a report that cannot be delivered becomes a warning in the log. Reports of a lane that
 * come faster than they can be read are merged, never queued.
 */
export class EngineProgressReporter implements ProgressReporter, Disposable {
  readonly #log: SessionLog
  readonly #clock: Clock
  readonly #lane: string
  readonly #stage: string
  readonly #pending = new Map<string, LaneReport>()
  #timer: Disposable | null = null
  #closed = false

  constructor(options: { log: SessionLog; clock: Clock; stage: string; lane: string }) {
    this.#log = options.log
    this.#clock = options.clock
    this.#stage = options.stage
    this.#lane = options.lane
  }

  report(stage: string, progress: number, message: string, data?: Record<string, unknown>): void {
    this.#add(String(stage), this.#lane, progress, message, data)
  }

  reportParallel(
    lanes: Record<string, { progress: number; message?: string; data?: Record<string, unknown> }>
  ): void {
    if (!isPlainRecord(lanes)) return this.#warn('a parallel report without lanes')
    for (const [lane, report] of Object.entries(lanes)) {
      if (!isPlainRecord(report)) this.#warn(`a parallel report without content for ${lane}`)
      else this.#add(this.#stage, lane, report.progress, report.message, report.data)
    }
  }

  log(message: string, level: LogLevel = 'info'): void {
    if (!this.#closed) void this.#log.emit('log.appended', { level, message: String(message) })
  }

  /** Passes on what waits; later calls do nothing. */
  dispose(): void {
    this.#flush()
    this.#closed = true
    this.#timer?.dispose()
    this.#timer = null
  }

  #warn(what: string): void {
    this.log(`A progress report was dropped: ${what}.`, 'warning')
  }

  #add(stage: string, lane: string, progress: unknown, message: unknown, data: unknown): void {
    if (this.#closed) return
    const key = JSON.stringify([stage, lane])
    const known = this.#pending.get(key)
    this.#pending.set(key, {
      stage,
      lane,
      progress: inRange(progress) ?? known?.progress ?? null,
      message: typeof message === 'string' ? message : (known?.message ?? ''),
      data: { ...known?.data, ...this.#sendable(data) }
    })
    if (this.#timer !== null) return
    this.#flush()
    this.#timer = this.#clock.after(reportEveryMs, () => {
      this.#timer = null
      this.#flush()
    })
  }

  #sendable(data: unknown): Record<string, unknown> {
    if (data === undefined || data === null) return {}
    if (!isPlainRecord(data)) {
      this.#warn('its data is not an object')
      return {}
    }
    const entries = Object.entries(data).filter(([key, value]) => {
      const sendable = isSendable(value)
      if (!sendable) this.#warn(`its field ${key} cannot be sent`)
      return sendable
    })
    return Object.fromEntries(entries)
  }

  #flush(): void {
    const reports = [...this.#pending.values()]
    this.#pending.clear()
    for (const report of reports) void this.#log.emit('stage.updated', report)
  }
}
