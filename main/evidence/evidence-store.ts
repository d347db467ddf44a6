import type { EvidenceKind } from '../../preload/contract/words'
import { sha256 } from '../kernel/hash'
import { ByteCache } from './byte-cache'
import type { EvidenceItem } from './evidence-set'

/** Where evidence outlives the process, by content. Both reject with `storage.*`. */
export interface EvidenceFiles {
  /** Resolves once the bytes would survive a crash. */
  put(sha256: string, bytes: Uint8Array): Promise<void>
  /** Null for what is not kept; rejects with `storage.corrupt` for what is not as it was. */
  get(sha256: string): Promise<Uint8Array | null>
}

/** Bytes kept in memory beside the files, so that starting and drawing need not read again. */
export const evidenceCacheBytes = 64 * 1024 * 1024
/** As much of a hash as stands for a name that nobody remembers. */
const shownHashCharacters = 12

interface Label {
  kind: EvidenceKind
  name: string
}

/**
 * Evidence, kept by content: the same bytes are kept once, whatever they are called. With files its
 * memory holds only what was used last; without them it holds everything until the process ends.
 */
export class EvidenceStore {
  readonly #files: EvidenceFiles | null
  readonly #cache: ByteCache
  /** What the bytes were last called in this run; files know no names. */
  readonly #labels = new Map<string, Label>()

  constructor(files: EvidenceFiles | null, cacheBytes = evidenceCacheBytes) {
    this.#files = files
    this.#cache = new ByteCache(files === null ? Infinity : cacheBytes)
  }

  /** Bytes held in memory. */
  get memoryBytes(): number {
    return this.#cache.bytes
  }

  /**
   * Keeps the bytes and names them by their hash; the last name given to them holds.
   * @throws {AppError} `storage.*`; nothing is kept then
   */
  async put(kind: EvidenceKind, name: string, bytes: Uint8Array): Promise<EvidenceItem> {
    const hash = sha256(bytes)
    // A copy of the caller's own: what is named by a hash must not change with the caller's buffer.
    const kept = this.#cache.get(hash) ?? Uint8Array.from(bytes)
    await this.#files?.put(hash, kept)
    this.#cache.set(hash, kept)
    this.#labels.set(hash, { kind, name })
    return { kind, name, sha256: hash, bytes: kept }
  }

  /**
   * Evidence to look at; null for what is not kept.
   * @throws {AppError} `storage.*`
   */
  async read(hash: string): Promise<EvidenceItem | null> {
    const bytes = this.#cache.get(hash) ?? (await this.#readFile(hash))
    return bytes === null ? null : { ...this.#labelOf(hash), sha256: hash, bytes }
  }

  /**
   * Evidence for a session that is about to start; null for what is not kept. Unlike `read` it sees
   * to it that the files have it: the last session that used it may have been deleted since.
   * @throws {AppError} `storage.*`
   */
  async get(hash: string): Promise<EvidenceItem | null> {
    const item = await this.read(hash)
    if (item !== null) await this.#files?.put(hash, item.bytes)
    return item
  }

  async #readFile(hash: string): Promise<Uint8Array | null> {
    const bytes = (await this.#files?.get(hash)) ?? null
    if (bytes !== null) this.#cache.set(hash, bytes)
    return bytes
  }

  #labelOf(hash: string): Label {
    const known = this.#labels.get(hash)
    return known ?? { kind: 'prices', name: hash.slice(0, shownHashCharacters) }
  }
}
