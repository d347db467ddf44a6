import type { Clock } from '../kernel/clock'

/** How long an orderly end may take before the program ends all the same. */
export const shutdownLimitMs = 5_000

export interface QuitFlowOptions {
  clock: Clock
  runningSessions: () => number
  confirm: (running: number) => Promise<boolean>
  /** Ends every session and closes what is open. */
  shutdown: () => Promise<void>
  exit: (code: number) => void
}

/**
 * The way out of the program. A person is asked once while sessions run; a signal asks nothing.
 * Then sessions end, their terminal facts are kept, and only then does the process.
 */
export class QuitFlow {
  readonly #options: QuitFlowOptions
  #asking = false
  #closing = false
  #over = false

  constructor(options: QuitFlowOptions) {
    this.#options = options
  }

  /** Quits, after a question when sessions run. While it is being asked or done: nothing more. */
  async request(): Promise<void> {
    if (this.#asking || this.#closing) return
    const running = this.#options.runningSessions()
    if (running > 0 && !(await this.#ask(running))) return
    await this.end(0)
  }

  /** Whether everything is closed, so that the process may end by whatever way it does. */
  get over(): boolean {
    return this.#over
  }

  /**
   * Ends without a question. The first code counts; while it is being done: nothing more. `last` is
   * done when all is closed; not in a shutdown that outlives its limit.
   */
  async end(code: number, last: () => Promise<void> = async () => undefined): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    const { clock, shutdown, exit } = this.#options
    const limit = clock.after(shutdownLimitMs, () => exit(1))
    await shutdown()
    limit.dispose()
    this.#over = true
    await last()
    exit(code)
  }

  async #ask(running: number): Promise<boolean> {
    this.#asking = true
    try {
      return await this.#options.confirm(running)
    } finally {
      this.#asking = false
    }
  }
}
