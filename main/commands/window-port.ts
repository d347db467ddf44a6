import type { EvidenceKind } from '../../preload/contract/words'

/** What a route may ask of the window that called it. A terminal has none. */
export interface WindowPort {
  close(): void
  /** Opens a second window beside this one. */
  openAnother(): void
  /** Paths chosen in the system's file dialog; empty when it was dismissed. */
  chooseFiles(kind: EvidenceKind): Promise<string[]>
}
