import { readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCodes } from '../../preload/contract/errors'
import type { EvidenceFiles } from '../evidence/evidence-store'
import { AppError } from '../kernel/errors'
import { sha256 as hashOf } from '../kernel/hash'
import { KeyedQueue } from '../kernel/keyed-queue'
import { growingSuffix, hashOfFile, writeWhole } from './evidence-files-disk'
import { storageError } from './storage-error'

/** The folder of the data folder that evidence lies in, two digits of its hash below. */
export const evidenceFolderName = 'evidence'
/** A file whose content is not what its name says is kept aside under its name and this. */
export const badEvidenceSuffix = '.bad'

const hashPattern = /^[0-9a-f]{64}$/
const prefixPattern = /^[0-9a-f]{2}$/

const isHash = (name: string): boolean => hashPattern.test(name)
const prefixOf = (sha256: string): string => sha256.slice(0, 2)

/** Null for what is not there. */
const orNull = async <T>(found: Promise<T>): Promise<T | null> => {
  try {
    return await found
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const namesIn = async (folder: string): Promise<string[]> => (await orNull(readdir(folder))) ?? []

/** Evidence in files under a data folder, and what its owner may do with it besides. */
export interface EvidenceFolder extends EvidenceFiles {
  /** Deletes evidence, and what was put aside under its name. What is not there is no error. */
  remove(sha256s: readonly string[]): Promise<void>
  /**
   * Deletes what no session uses and what a crash left half-written, but nothing that was put since
   * this folder was opened: its session may be about to start. Called by the one writer, at start.
   */
  sweep(used: ReadonlySet<string>): Promise<void>
}

class DiskEvidence implements EvidenceFolder {
  readonly #folder: string
  /** One thing at a time in each folder below, since an empty one is removed. */
  readonly #queue = new KeyedQueue()
  /** Put in this process, and so known to be right. */
  readonly #put = new Set<string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async put(sha256: string, bytes: Uint8Array): Promise<void> {
    if (!isHash(sha256)) throw new Error(`${sha256} is no sha256`)
    const path = this.#pathOf(sha256)
    await this.#inFolder(prefixOf(sha256), async () => {
      if (!(await this.#isRight(sha256, path, bytes.byteLength))) await writeWhole(path, bytes)
      this.#put.add(sha256)
    })
  }

  async get(sha256: string): Promise<Uint8Array | null> {
    // What is no hash must not become a path.
    if (!isHash(sha256)) return null
    const path = this.#pathOf(sha256)
    return this.#inFolder(prefixOf(sha256), async () => {
      const bytes = await orNull(readFile(path))
      if (bytes === null || hashOf(bytes) === sha256) return bytes
      throw await this.#putAside(sha256, path)
    })
  }

  async remove(sha256s: readonly string[]): Promise<void> {
    for (const sha256 of sha256s.filter((each) => isHash(each))) {
      await this.#inFolder(prefixOf(sha256), () => this.#removeNow([sha256]))
    }
  }

  async sweep(used: ReadonlySet<string>): Promise<void> {
    const prefixes = (await this.#guard(() => namesIn(this.#folder))).filter((name) =>
      prefixPattern.test(name)
    )
    for (const prefix of prefixes) {
      await this.#inFolder(prefix, () => this.#sweepFolder(prefix, used))
    }
  }

  /** Nothing else happens in this folder meanwhile: what grows there was left by a crash. */
  async #sweepFolder(prefix: string, used: ReadonlySet<string>): Promise<void> {
    const folder = join(this.#folder, prefix)
    const names = await namesIn(folder)
    const grown = names.filter((name) => name.endsWith(growingSuffix))
    for (const name of grown) await rm(join(folder, name), { force: true })
    const kept = names.map((name) => name.replace(/[.]bad$/, '')).filter(isHash)
    const unused = kept.filter((sha256) => !used.has(sha256) && !this.#put.has(sha256))
    await this.#removeNow(unused)
    await this.#removeEmpty(folder)
  }

  async #removeNow(sha256s: readonly string[]): Promise<void> {
    for (const sha256 of sha256s) {
      const path = this.#pathOf(sha256)
      this.#put.delete(sha256)
      await rm(path, { force: true })
      await rm(`${path}${badEvidenceSuffix}`, { force: true })
      await this.#removeEmpty(dirname(path))
    }
  }

  /** Anything in it, ours or not, keeps a folder. */
  async #removeEmpty(folder: string): Promise<void> {
    await rmdir(folder).catch(() => undefined)
  }

  #pathOf(sha256: string): string {
    return join(this.#folder, prefixOf(sha256), sha256)
  }

  /** Whether the file is there with the content that its name says; its size tells most. */
  async #isRight(sha256: string, path: string, bytes: number): Promise<boolean> {
    const found = await orNull(stat(path))
    if (found === null || !found.isFile() || found.size !== bytes) return false
    return this.#put.has(sha256) || (await orNull(hashOfFile(path))) === sha256
  }

  async #putAside(sha256: string, path: string): Promise<AppError> {
    const aside = `${path}${badEvidenceSuffix}`
    this.#put.delete(sha256)
    // Beside a running writer it stays where it is.
    const file = await rename(path, aside).then(
      () => aside,
      () => path
    )
    const message = `${file} does not hold what was kept under its name`
    return new AppError(errorCodes.storageCorrupt, message, { parameters: { file } })
  }

  #inFolder<T>(prefix: string, work: () => Promise<T>): Promise<T> {
    return this.#queue.run(prefix, () => this.#guard(work))
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw error instanceof AppError
        ? error
        : storageError(error, { folder: dirname(this.#folder) })
    }
  }
}

/**
 * Evidence under `folder`, the data folder: `evidence/<first 2 hex>/<sha256>`, files 0600 in folders
 * 0700. Nothing is made before something is put, so a reader beside the writer may open it too.
 */
export const openEvidenceFiles = (folder: string): Promise<EvidenceFolder> =>
  Promise.resolve(new DiskEvidence(join(folder, evidenceFolderName)))
