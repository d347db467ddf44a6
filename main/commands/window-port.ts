import type { EvidenceKind } from '../../preload/contract/words'
import type { Principal } from '../engine/feed'

/** What a route may ask of the window that called it. A terminal has none. */
export interface WindowPort {
  close(): void
  /** Opens a second window beside this one, and says who that is. */
  openAnother(): Principal
  /** Paths chosen in the system's file dialog; empty when it was dismissed. */
  chooseFiles(kind: EvidenceKind): Promise<string[]>
}
