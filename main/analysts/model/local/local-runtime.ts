import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { DeltaKind } from '../../../../preload/contract/words'
import { onAbort } from '../../../kernel/abort'
import type { Clock } from '../../../kernel/clock'
import { deferred, type Deferred } from '../../../kernel/deferred'
import type { Disposable } from '../../../kernel/disposables'
import { errorFromShape } from '../../../kernel/errors'
import { localFile, localMissing } from './local-errors'
import type {
  LocalAnswer,
  LocalCall,
  LocalEnd,
  LocalOrder,
  LocalStart,
  LocalTokens
} from './local-protocol'
import { runtimeEntry } from './runtime-folder'

export interface LocalListener {
  onText: (text: string, kind: DeltaKind) => void
  /** As the model counted them, so far. */
  onTokens: (tokens: LocalTokens) => void
}

/** Answers by models of GGUF files, where the optional runtime for them is installed. */
export interface LocalRuntime {
  available(): boolean
  /**
   * Nothing is told after the signal aborts, and this rejects with its reason once the model stands
   * still, within a token.
   * @throws {AppError} `provider.local-missing`, `provider.local-file`, `provider.context-too-long`
   */
  call(
    call: LocalCall,
    options: { listener: LocalListener; signal: AbortSignal }
  ): Promise<LocalEnd>
  /** Stops what runs and gives the memory back. Idempotent. */
  close(): Promise<void>
}

/** How long models stay in memory that nobody asks; milliseconds. */
const idleMs = 5 * 60_000
/** How long the thread may take to give the memory back before it is ended as it is; milliseconds. */
const endMs = 3_000

export interface LocalThreadParts {
  /** Where the runtime may be installed, looked at in this order. */
  folders: readonly string[]
  /** The built `local.worker.js`. */
  workerFile: string
  clock: Clock
  /** Threads that one answer computes on; half of the processors unless said. */
  maximumThreads?: number
}

interface Asked {
  call: LocalCall
  listener: LocalListener
  signal: AbortSignal
  ended: Deferred<LocalEnd>
}

/** One thread with the runtime and its models, from the first call until it has been idle. */
class Running {
  readonly #worker: Worker
  readonly #asked = new Map<number, Asked>()
  readonly #exited = deferred<void>()
  #lastId = 0
  #died = false

  constructor(workerFile: string, start: LocalStart, onExit: () => void) {
    this.#worker = new Worker(workerFile, { workerData: start })
    this.#worker.on('message', (answer: LocalAnswer) => this.#take(answer))
    this.#worker.on('error', (error: unknown) => {
      this.#die(error instanceof Error ? error.message : String(error))
    })
    this.#worker.on('exit', () => {
      this.#die('its thread ended')
      onExit()
      this.#exited.resolve()
    })
  }

  get idle(): boolean {
    return this.#asked.size === 0
  }

  /** Whether it has ended by itself, and answers no more. */
  get died(): boolean {
    return this.#died
  }

  async call(asked: Omit<Asked, 'ended'>): Promise<LocalEnd> {
    this.#lastId += 1
    const id = this.#lastId
    const ended = deferred<LocalEnd>()
    this.#asked.set(id, { ...asked, ended })
    this.#worker.ref()
    this.#send({ kind: 'call', id, call: asked.call })
    const stopping = onAbort(asked.signal, () => this.#send({ kind: 'stop', id }))
    try {
      return await ended.promise
    } finally {
      stopping.dispose()
      this.#asked.delete(id)
      if (this.idle) this.#worker.unref()
    }
  }

  async end(clock: Clock): Promise<void> {
    this.#send({ kind: 'end' })
    this.#worker.ref()
    const limit = clock.after(endMs, () => void this.#worker.terminate())
    await this.#exited.promise
    limit.dispose()
  }

  #send(order: LocalOrder): void {
    if (!this.#died) this.#worker.postMessage(order)
  }

  #take(answer: LocalAnswer): void {
    const asked = this.#asked.get(answer.id)
    if (asked === undefined) return
    const { call, ended, listener, signal } = asked
    if (answer.kind === 'stopped') {
      ended.reject(signal.aborted ? signal.reason : localFile(call.file, 'the runtime was ended'))
    } else if (answer.kind === 'failed') ended.reject(errorFromShape(answer.error))
    else if (signal.aborted) {
      // What was on its way when the stop went out is not told; the thread answers that it stopped,
      // unless it was done by then.
      if (answer.kind === 'done') ended.reject(signal.reason)
    } else if (answer.kind === 'done') ended.resolve(answer.end)
    else {
      if (answer.kind === 'text') listener.onText(answer.text, answer.of)
      listener.onTokens(answer.tokens)
    }
  }

  #die(problem: string): void {
    this.#died = true
    for (const { call, signal, ended } of this.#asked.values()) {
      ended.reject(signal.aborted ? signal.reason : localFile(call.file, problem))
    }
  }
}

/** The runtime on a thread of its own, so that the main loop is never held up by a model. */
export class LocalThread implements LocalRuntime {
  readonly #parts: LocalThreadParts
  #running: Running | null = null
  /** Threads that are on their way out. */
  readonly #ending = new Set<Promise<void>>()
  #idling: Disposable | null = null
  #closed = false

  constructor(parts: LocalThreadParts) {
    this.#parts = parts
  }

  available(): boolean {
    return runtimeEntry(this.#parts.folders) !== null
  }

  async call(
    call: LocalCall,
    { listener, signal }: { listener: LocalListener; signal: AbortSignal }
  ): Promise<LocalEnd> {
    signal.throwIfAborted()
    const running = this.#start()
    this.#idling?.dispose()
    try {
      return await running.call({ call, listener, signal })
    } finally {
      if (running === this.#running && running.idle) this.#idle(running)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#idling?.dispose()
    if (this.#running !== null) this.#end(this.#running)
    await Promise.all(this.#ending)
  }

  #start(): Running {
    const { folders, workerFile, maximumThreads } = this.#parts
    if (this.#closed) throw localMissing()
    if (this.#running !== null && !this.#running.died) return this.#running
    const entry = runtimeEntry(folders)
    if (entry === null) throw localMissing()
    const half = Math.max(1, Math.floor(availableParallelism() / 2))
    const start = { entry, maximumThreads: maximumThreads ?? half }
    const running = new Running(workerFile, start, () => {
      if (this.#running === running) this.#running = null
    })
    this.#running = running
    return running
  }

  #idle(running: Running): void {
    this.#idling = this.#parts.clock.after(idleMs, () => {
      if (running === this.#running && running.idle) this.#end(running)
    })
  }

  #end(running: Running): void {
    if (this.#running === running) this.#running = null
    const ending = running.end(this.#parts.clock).finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
  }
}
