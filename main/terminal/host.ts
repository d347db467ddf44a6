import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'

/** One of the process's output streams. */
export interface OutputPort {
  readonly isTerminal: boolean
  /** Columns of the terminal; 80 where nobody says. */
  readonly columns: number
  write(text: string): void
}

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** What the terminal room needs of its process; tests bring their own. */
export interface RoomHost {
  readonly stdout: OutputPort
  readonly stderr: OutputPort
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  onSignal(handler: (signal: StopSignal) => void): Disposable
  /** Called once when nobody reads stdout any more (`| head`). */
  onOutputClosed(handler: () => void): Disposable
  /** Ends the process in this very tick: a second Ctrl-C. */
  exitNow(code: number): void
}
