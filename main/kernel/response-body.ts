import type { IncomingMessage } from 'node:http'

/** More came than the caller has room for. */
export class BodyTooLong extends Error {
  constructor(maximumBytes: number) {
    super(`it sent more than ${maximumBytes} bytes`)
  }
}

/**
 * A response's body as the platform's own fetch gives it, but for one thing: what had come before a
 * connection broke is given out before the error is. A stream that errors drops what nobody has read,
 * here and in whatever it is piped through, so the error waits until the rest has been passed on. One
 * that is called off fails with the signal's reason, and one of more than `maximumBytes` where it
 * goes beyond them.
 */
export const bodyOf = (
  message: IncomingMessage,
  { signal, maximumBytes }: { signal: AbortSignal | null; maximumBytes: number }
): ReadableStream<Uint8Array> => {
  let failure: Error | null = null
  let asked = false
  let length = 0
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const fail = (error: Error): void => {
      if (failure !== null || message.readableEnded) return
      failure = signal?.aborted === true ? (signal.reason as Error) : error
      if (asked) setImmediate(() => controller.error(failure))
    }
    message.on('data', (chunk: Buffer) => {
      length += chunk.byteLength
      if (length > maximumBytes) {
        message.destroy(new BodyTooLong(maximumBytes))
        return
      }
      if (!asked) message.pause()
      asked = false
      controller.enqueue(new Uint8Array(chunk))
    })
    message.on('end', () => controller.close())
    message.on('error', fail)
    message.on('close', () => fail(new Error('aborted')))
    message.pause()
  }
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    asked = true
    if (failure === null) message.resume()
    else setImmediate(() => controller.error(failure))
  }
  const cancel = (): void => void message.destroy()
  // With nothing held ahead, `pull` is called when a reader waits and nothing is left for it.
  return new ReadableStream({ start, pull, cancel }, { highWaterMark: 0 })
}
