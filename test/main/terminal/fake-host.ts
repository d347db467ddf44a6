import { toDisposable } from '../../../main/kernel/disposables'
import { Emitter } from '../../../main/kernel/emitter'
import type { RoomHost, StopSignal } from '../../../main/terminal/host'
import { FakeClock } from '../../support/fake-clock'

export interface FakeHostOptions {
  terminal?: boolean
  columns?: number
  environment?: Record<string, string>
}

/** A process for the terminal room: what it printed is kept, its signals come by hand. */
export class FakeHost implements RoomHost {
  readonly clock = new FakeClock()
  readonly environment: Record<string, string>
  readonly stdout: RoomHost['stdout']
  readonly stderr: RoomHost['stderr']
  readonly #signals = new Emitter<StopSignal>()
  readonly #closed = new Emitter<void>()
  printed = ''
  complained = ''
  exitedWith: number | null = null

  constructor({ terminal = false, columns = 80, environment = {} }: FakeHostOptions = {}) {
    this.environment = environment
    const output = { isTerminal: terminal, columns }
    this.stdout = { ...output, write: (text) => void (this.printed += text) }
    this.stderr = { ...output, write: (text) => void (this.complained += text) }
  }

  get listeners(): number {
    return this.#signals.size + this.#closed.size
  }

  onSignal(handler: (signal: StopSignal) => void) {
    return this.#signals.on(handler)
  }

  onOutputClosed(handler: () => void) {
    const registration = this.#closed.on(handler)
    return toDisposable(() => registration.dispose())
  }

  exitNow(code: number): void {
    this.exitedWith = code
  }

  signal(signal: StopSignal): void {
    this.#signals.emit(signal)
  }

  closeOutput(): void {
    this.#closed.emit()
  }
}
