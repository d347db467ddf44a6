import type { BoardChoice } from '../../preload/contract/board'
import type { EvidenceKind } from '../../preload/contract/words'
import type { UpdateNews } from './updates/update-news'

/** What a window's dialogs hang on to: its number, or null for the whole program. */
export type DialogOwner = number | null

/** Every question that the shell asks a person. Tests answer through their own. */
export interface DialogsPort {
  /** Paths of the chosen files; empty when the dialog was dismissed. */
  chooseFiles(owner: DialogOwner, kind: EvidenceKind): Promise<string[]>
  /** Paths of price files, or of one folder; empty when the dialog was dismissed. */
  chooseForBoard(owner: DialogOwner, what: BoardChoice): Promise<string[]>
  /** A file of profiles and roles; null when the dialog was dismissed. */
  chooseProviders(owner: DialogOwner): Promise<string | null>
  /** Where to write one, with a name to begin with; null when the dialog was dismissed. */
  saveProviders(owner: DialogOwner, name: string): Promise<string | null>
  /** Whether to quit although this many sessions run. */
  confirmQuit(running: number): Promise<boolean>
  pageCrashed(owner: DialogOwner): Promise<'reload' | 'close'>
  /** Whether to restart now for this newer version, of so many bytes where that is known. */
  offerUpdate(
    owner: DialogOwner,
    offer: { version: string; bytes: number | null }
  ): Promise<boolean>
  tellUpdate(owner: DialogOwner, news: UpdateNews): Promise<void>
  /** Why the program cannot start; it ends after this. */
  cannotStart(reason: string): Promise<void>
  about(owner: DialogOwner): Promise<void>
  keyboard(owner: DialogOwner): Promise<void>
  /** The system could not show the folder; `reason` is its own word for it. */
  folderNotOpened(owner: DialogOwner, folder: string, reason: string): Promise<void>
}
