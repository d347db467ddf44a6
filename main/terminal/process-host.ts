import { systemClock } from '../kernel/clock'
import { toDisposable, type Disposable } from '../kernel/disposables'
import { Emitter } from '../kernel/emitter'
import type { OutputPort, RoomHost, StopSignal } from './host'

const columnsWithoutTerminal = 80
const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Writes until the reader is gone; from then on it does nothing. */
const outputPort = (stream: NodeJS.WriteStream, onClosed: () => void): OutputPort => {
  let closed = false
  stream.on('error', () => {
    if (closed) return
    closed = true
    onClosed()
  })
  return {
    get isTerminal() {
      return stream.isTTY === true
    },
    get columns() {
      return stream.columns > 0 ? stream.columns : columnsWithoutTerminal
    },
    write: (text) => {
      if (!closed) stream.write(text)
    }
  }
}

const onStopSignal = (handler: (signal: StopSignal) => void): Disposable => {
  const listeners = stopSignals.map((signal) => [signal, () => handler(signal)] as const)
  for (const [signal, listener] of listeners) process.on(signal, listener)
  return toDisposable(() => {
    for (const [signal, listener] of listeners) process.off(signal, listener)
  })
}

/** The real process as a host. Its error listeners stay: a pipe may break until the very end. */
export const createProcessHost = (): RoomHost => {
  const outputClosed = new Emitter<void>()
  return {
    stdout: outputPort(process.stdout, () => outputClosed.emit()),
    stderr: outputPort(process.stderr, () => undefined),
    environment: process.env,
    clock: systemClock,
    onSignal: onStopSignal,
    onOutputClosed: (handler) => outputClosed.on(handler),
    exitNow: (code) => process.exit(code)
  }
}
