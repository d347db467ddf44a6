import { errorCodes } from '../../preload/contract/errors'
import type { Notice } from '../../preload/contract/notices'
import type { ForecastLedger, Journal, SessionArchive } from '../engine/ports'
import type { EvidenceFiles } from '../evidence/evidence-store'
import { AppError } from '../kernel/errors'
import type { Log } from '../kernel/log'
import { assertKept } from './data-folder'

/** Kept sessions as the terminal reads them; `Storage` of `openStorage` fits. */
export interface RoomArchive {
  readonly archive: Pick<SessionArchive, 'list' | 'find'>
  readonly journal: Pick<Journal, 'read'>
  readonly ledger: Pick<ForecastLedger, 'find' | 'records' | 'clear'>
  readonly evidence: Pick<EvidenceFiles, 'get'>
  /** What the person has to know of the opening itself. */
  readonly notices: readonly Notice[]
  close(): Promise<void>
}

export interface OpenArchiveOptions {
  folder: string
  /** Reads beside a running writer, and changes nothing. */
  readOnly: boolean
  log: Log
}

/** Opens a data folder's sessions; null when nothing was ever kept in it. */
export type OpenRoomArchive = (options: OpenArchiveOptions) => Promise<RoomArchive | null>

/** What keeps a writer out and a reader not. */
const writerOnly: ReadonlySet<string> = new Set([
  errorCodes.storageLocked,
  errorCodes.storageReadOnly,
  errorCodes.storageFull
])

/**
 * Opens kept sessions for reading. As the writer where it may, since that ends what a crash left
 * running; beside the writer, or where nothing can be written, it only reads.
 * @throws {UsageProblem} `data-missing`, `data-not-folder`
 * @throws {AppError} `storage.*`
 */
export const openKept = async (
  open: OpenRoomArchive,
  { folder, log }: { folder: string; log: Log }
): Promise<RoomArchive | null> => {
  await assertKept(folder)
  try {
    return await open({ folder, readOnly: false, log })
  } catch (error) {
    if (!(error instanceof AppError) || !writerOnly.has(error.code)) throw error
    return open({ folder, readOnly: true, log })
  }
}
