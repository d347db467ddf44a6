import type { EvidenceKind } from '../../preload/contract/words'
import { sha256 } from '../kernel/hash'
import type { EvidenceItem } from './evidence-set'

/** Evidence in memory, kept by content: the same bytes are kept once, whatever they are called. */
export class EvidenceStore {
  readonly #items = new Map<string, EvidenceItem>()

  /** Keeps the bytes and names them by their hash. The last name given to them holds. */
  put(kind: EvidenceKind, name: string, bytes: Uint8Array): EvidenceItem {
    const hash = sha256(bytes)
    const kept = this.#items.get(hash)
    // A copy of the caller's own: what is named by a hash must not change with the caller's buffer.
    const item = { kind, name, sha256: hash, bytes: kept?.bytes ?? Uint8Array.from(bytes) }
    this.#items.set(hash, item)
    return item
  }

  get(hash: string): EvidenceItem | null {
    return this.#items.get(hash) ?? null
  }
}
