import type { EvidenceKind } from '../../preload/contract/words'

/** One piece of evidence by content. `name` is a file's own name, never its path. */
export interface EvidenceItem {
  kind: EvidenceKind
  name: string
  sha256: string
  bytes: Uint8Array
}

/** All that a session reads. `asOfAsked` is the ISO date asked for; null means the last bar. */
export interface EvidenceSet {
  prices: EvidenceItem
  benchmark: EvidenceItem | null
  notes: EvidenceItem[]
  fundamentals: EvidenceItem | null
  asOfAsked: string | null
}
