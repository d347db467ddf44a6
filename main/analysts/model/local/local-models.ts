import { closeSync, openSync, readSync } from 'node:fs'
import { abortable } from '../../../kernel/abort'
import { AppError } from '../../../kernel/errors'
import type { LlamaApi, LlamaModel } from './llama-api'
import { localFile } from './local-errors'

const magic = 'GGUF'

const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException | null)?.code ?? 'unreadable'

/** Looks at what the file is before the runtime does, which tells less of what is wrong. */
const assertGguf = (file: string): void => {
  const start = Buffer.alloc(magic.length)
  try {
    const handle = openSync(file, 'r')
    try {
      readSync(handle, start, 0, magic.length, 0)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw localFile(file, codeOf(error) === 'ENOENT' ? 'it is not there' : codeOf(error))
  }
  if (start.toString('latin1') !== magic) throw localFile(file, 'it is no GGUF file')
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

interface Loading {
  model: Promise<LlamaModel>
  controller: AbortController
  waiting: number
  loaded: boolean
}

/** The GGUF files in use, each loaded once however many calls share it. */
export class LocalModels {
  readonly #api: LlamaApi
  readonly #llama: ReturnType<LlamaApi['getLlama']>
  readonly #models = new Map<string, Loading>()

  constructor(api: LlamaApi, maximumThreads: number) {
    this.#api = api
    this.#llama = api.getLlama({
      // Only Apple's own processors have their graphics in the same package.
      gpu: process.platform === 'darwin' && process.arch === 'arm64' ? 'auto' : false,
      ...{ build: 'never', maxThreads: maximumThreads, skipDownload: true },
      ...{ progressLogs: false, logLevel: 'disabled' }
    })
    // Whoever asks for a model is told.
    this.#llama.catch(() => undefined)
  }

  get api(): LlamaApi {
    return this.#api
  }

  /**
   * The model of a file. Loading ends when the last who waited for it has gone.
   * @throws {AppError} `provider.local-file`; the signal's reason once that aborts
   */
  async get(file: string, { signal }: { signal: AbortSignal }): Promise<LlamaModel> {
    const loading = this.#models.get(file) ?? this.#load(file)
    loading.waiting += 1
    const leave = (): void => {
      loading.waiting -= 1
      if (loading.waiting > 0 || loading.loaded) return
      this.#models.delete(file)
      loading.controller.abort()
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await abortable(loading.model, signal)
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  async dispose(): Promise<void> {
    for (const { controller } of this.#models.values()) controller.abort()
    const models = [...this.#models.values()].map(({ model }) => model)
    for (const model of models)
      await model.then((loaded) => loaded.dispose()).catch(() => undefined)
    await this.#llama.then((llama) => llama.dispose()).catch(() => undefined)
  }

  #load(file: string): Loading {
    const controller = new AbortController()
    const model = this.#open(file, controller.signal)
    const loading = { model, controller, waiting: 0, loaded: false }
    this.#models.set(file, loading)
    model.then(
      () => (loading.loaded = true),
      // A file that is mended is tried anew.
      () => this.#models.get(file) === loading && this.#models.delete(file)
    )
    return loading
  }

  async #open(file: string, loadSignal: AbortSignal): Promise<LlamaModel> {
    assertGguf(file)
    try {
      const llama = await this.#llama
      return await llama.loadModel({ modelPath: file, loadSignal })
    } catch (error) {
      throw error instanceof AppError ? error : localFile(file, wordsOf(error))
    }
  }
}
