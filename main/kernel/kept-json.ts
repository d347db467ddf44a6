import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeWholeFile } from './whole-file'

/** A file that could not be used is kept aside under its name and this. */
export const asideSuffix = '.bad'

export interface KeptJsonOptions<T> {
  /** Absolute; null keeps nothing. */
  file: string | null
  /** Throws for what is not of the file's shape. */
  parse: (value: unknown) => T
  /** Of a file that is made anew. */
  mode?: number
}

/** One JSON file that outlives the program, or nothing where there is none. */
export class KeptJson<T> {
  readonly #options: KeptJsonOptions<T>
  #writing: Promise<unknown> = Promise.resolve()

  constructor(options: KeptJsonOptions<T>) {
    this.#options = options
  }

  /**
   * What is kept; null without a file. One that is broken or of another shape is put aside, never
   * overwritten, and is null too. Rejects with the file system's own error.
   */
  async read(): Promise<T | null> {
    const { file, parse } = this.#options
    if (file === null) return null
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    })
    if (text === null) return null
    try {
      return parse(JSON.parse(text))
    } catch {
      await rename(file, `${file}${asideSuffix}`)
      return null
    }
  }

  /**
   * Resolves once the value is on disk, whole, after those asked for before; null takes the file away.
   * Rejects with the file system's own error, and the file is as it was.
   */
  async write(value: T | null): Promise<void> {
    const { file, mode } = this.#options
    if (file === null) return
    const text = `${JSON.stringify(value, null, 2)}\n`
    const writing = this.#writing.then(async () => {
      if (value === null) return rm(file, { force: true })
      await mkdir(dirname(file), { recursive: true })
      await writeWholeFile(file, text, mode === undefined ? {} : { mode })
    })
    this.#writing = writing.catch(() => undefined)
    await writing
  }
}
