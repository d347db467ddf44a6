import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { maximumBoardSubjects } from '../../preload/contract/board'
import { KeptJson } from '../kernel/kept-json'
import { storageError } from '../storage/storage-error'

const listSchema = z.strictObject({
  version: z.literal(1),
  paths: z.array(z.string().refine(isAbsolute)).max(maximumBoardSubjects)
})

/** Where the board's paths are kept between runs; null keeps them nowhere. */
export class BoardListFile {
  readonly #file: string | null
  readonly #kept: KeptJson<z.infer<typeof listSchema>>

  constructor(file: string | null) {
    this.#file = file
    this.#kept = new KeptJson({ file, parse: (value) => listSchema.parse(value) })
  }

  /** None from a file that is broken or of another shape, which is put aside. */
  async read(): Promise<string[]> {
    return [...new Set((await this.#kept.read())?.paths)]
  }

  /** Writes the list whole or leaves it as it was. @throws {AppError} `storage.*` */
  async write(paths: string[]): Promise<void> {
    try {
      await this.#kept.write({ version: 1, paths })
    } catch (error) {
      throw storageError(error, { file: this.#file ?? '' })
    }
  }
}
