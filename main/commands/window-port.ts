import type { BoardChoice } from '../../preload/contract/board'
import type { EvidenceKind } from '../../preload/contract/words'
import type { Principal } from '../engine/feed'

/** What a route may ask of the window that called it. A terminal has none. */
export interface WindowPort {
  close(): void
  /** Opens a second window beside this one, and says who that is. */
  openAnother(): Principal
  /** Paths chosen in the system's file dialog; empty when it was dismissed. */
  chooseFiles(kind: EvidenceKind): Promise<string[]>
  /** Price files, or one folder with price files; empty when the dialog was dismissed. */
  chooseForBoard(what: BoardChoice): Promise<string[]>
  /** A file of profiles and roles to read; null when the dialog was dismissed. */
  chooseProviders(): Promise<string | null>
  /** Where to write one, with a name to begin with; null when the dialog was dismissed. */
  saveProviders(name: string): Promise<string | null>
}
