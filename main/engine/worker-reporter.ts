import type { MessagePort } from 'node:worker_threads'
import type { LogLevel } from '../../preload/contract/words'
import { toDisposable, type Disposable } from '../kernel/disposables'
import type { ProgressReporter } from './ports'

type Call =
  | { call: 'report'; values: Parameters<ProgressReporter['report']> }
  | { call: 'reportParallel'; values: Parameters<ProgressReporter['reportParallel']> }
  | { call: 'log'; values: [message: string, level: LogLevel] }

type Receive = (message: unknown) => void

/** What reports arrive from: a worker, or a message port. */
export interface ReporterPort {
  on(event: 'message', receive: Receive): unknown
  off(event: 'message', receive: Receive): unknown
}

/**
 * A reporter for synchronous code in a worker thread: each call posts a message and returns, so a
 * job that never yields still reports. What cannot be cloned becomes a warning, not a crash.
 */
export class WorkerProgressReporter implements ProgressReporter {
  readonly #port: Pick<MessagePort, 'postMessage'>

  constructor(port: Pick<MessagePort, 'postMessage'>) {
    this.#port = port
  }

  report(...values: Parameters<ProgressReporter['report']>): void {
    this.#post({ call: 'report', values })
  }

  reportParallel(...values: Parameters<ProgressReporter['reportParallel']>): void {
    this.#post({ call: 'reportParallel', values })
  }

  log(message: string, level: LogLevel = 'info'): void {
    this.#post({ call: 'log', values: [message, level] })
  }

  #post(call: Call): void {
    try {
      this.#port.postMessage({ progress: call })
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      const message = `A progress report was dropped: ${detail}`
      this.#port.postMessage({ progress: { call: 'log', values: [message, 'warning'] } })
    }
  }
}

const isCall = (message: unknown): message is { progress: Call } =>
  typeof message === 'object' &&
  message !== null &&
  'progress' in message &&
  typeof message.progress === 'object'

/** Passes a worker's reports on to `reporter` until disposed; other messages are left alone. */
export const serveReports = (port: ReporterPort, reporter: ProgressReporter): Disposable => {
  const receive: Receive = (message) => {
    if (!isCall(message)) return
    const { progress } = message
    if (progress.call === 'report') reporter.report(...progress.values)
    else if (progress.call === 'reportParallel') reporter.reportParallel(...progress.values)
    else reporter.log(...progress.values)
  }
  port.on('message', receive)
  return toDisposable(() => void port.off('message', receive))
}
