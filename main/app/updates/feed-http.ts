import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { errorCodes } from '../../../preload/contract/errors'
import { cancelReasonOf, CancelScope } from '../../kernel/abort'
import type { Clock } from '../../kernel/clock'
import { AppError } from '../../kernel/errors'
import { BodyTooLong } from '../../kernel/response-body'
import { Upstream } from '../../kernel/upstream'
import { badFile, unreachable } from './update-error'

/** A feed that gives no byte for so long is given up. */
export const feedIdleMs = 30_000

export interface FeedHttpOptions {
  clock: Clock
  /** Ends every request, when the program does. */
  signal: AbortSignal
}

export interface FeedFile {
  address: URL
  maximumBytes: number
}

type Take = (chunk: Uint8Array) => unknown

const tooLarge = ({ maximumBytes }: FeedFile): AppError =>
  new AppError(errorCodes.updatesTooLarge, `More than ${maximumBytes} bytes came.`, {
    parameters: { bytes: maximumBytes }
  })

const redirected = (): AppError =>
  new AppError(errorCodes.updatesRedirected, 'The update feed points elsewhere.')

const cutOff = (cause: unknown): AppError =>
  new AppError(errorCodes.updatesCutOff, 'The connection to the update feed broke.', {
    retryable: true,
    cause
  })

const noAnswer = (): AppError =>
  new AppError(errorCodes.updatesNoAnswer, 'The update feed stopped answering.', {
    retryable: true,
    parameters: { seconds: feedIdleMs / 1_000 }
  })

/** An answer that is the file, or the reason why it is none. A redirect is never followed. */
const assertFile = ({ status }: Response): void => {
  if (status >= 300 && status < 400) throw redirected()
  if (status !== 200) throw unreachable(String(status))
}

/**
 * Asks for files of the feed, one address at a time and never another one: no redirect, no proxy,
 * no cookie, no cache, no key.
 */
export class FeedHttp {
  readonly #options: FeedHttpOptions

  constructor(options: FeedHttpOptions) {
    this.#options = options
  }

  /** A small file, whole. */
  async read(file: FeedFile): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    await this.#receive(file, (chunk) => chunks.push(chunk))
    return Buffer.concat(chunks)
  }

  /** Writes a file to `destination`, which is held to its size and its sha512 (base64). */
  async download(
    file: FeedFile,
    { destination, sha512 }: { destination: string; sha512: string }
  ): Promise<void> {
    const kept = await open(destination, 'w', 0o700)
    const hash = createHash('sha512')
    try {
      await this.#receive(file, async (chunk) => {
        hash.update(chunk)
        await kept.writeFile(chunk)
      })
      await kept.sync()
      if ((await kept.stat()).size !== file.maximumBytes) throw badFile()
    } finally {
      await kept.close()
    }
    if (hash.digest('base64') !== sha512) throw badFile()
  }

  async #receive(file: FeedFile, take: Take): Promise<void> {
    const { clock, signal } = this.#options
    const scope = new CancelScope(signal)
    const upstream = new Upstream({ maximumBytes: file.maximumBytes })
    scope.limit(clock, feedIdleMs)
    try {
      await this.#pass(file, { take, scope, upstream })
    } finally {
      // What is left of an answer that nobody wants goes with its socket.
      scope.cancel('superseded')
      scope.dispose()
      await upstream.closed()
    }
  }

  async #pass(
    file: FeedFile,
    { take, scope, upstream }: { take: Take; scope: CancelScope; upstream: Upstream }
  ): Promise<void> {
    const response = await upstream
      .fetch(file.address, { headers: { accept: '*/*' }, signal: scope.signal })
      .catch((error: unknown) => {
        const { cause } = error as { cause?: { code?: unknown } }
        throw this.#ended(scope) ?? unreachable(String(cause?.code ?? 'network'))
      })
    assertFile(response)
    const reader = response.body?.getReader()
    for (;;) {
      const piece = await reader?.read().catch((error: unknown) => {
        if (error instanceof BodyTooLong) throw tooLarge(file)
        throw this.#ended(scope) ?? cutOff(error)
      })
      if (piece === undefined || piece.done) return
      scope.limit(this.#options.clock, feedIdleMs)
      await take(piece.value)
    }
  }

  /** Why a request was given up from here; null when it was not. */
  #ended({ signal }: CancelScope): Error | null {
    if (!signal.aborted) return null
    return cancelReasonOf(signal) === 'timeout' ? noAnswer() : (signal.reason as Error)
  }
}
