import { toDisposable, type Disposable } from '../kernel/disposables'

/** What a shell expects of a program that a signal ended: 128 and the signal's number. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Calls with the exit code when the program is asked to end from outside. */
export const onExitSignal = (handler: (exitCode: number) => void): Disposable => {
  const entries = Object.entries(signalExitCodes).map(([signal, code]) => {
    const listener = (): void => handler(code)
    process.on(signal, listener)
    return { signal, listener }
  })
  return toDisposable(() => {
    for (const { signal, listener } of entries) process.off(signal, listener)
  })
}
