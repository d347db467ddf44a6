import { join } from 'node:path'
import { filedMethods } from './analysts/desk/summary/forecasts'
import { ForecastKeeper } from './engine/forecast-keeper'
import { pastSessions } from './engine/past-sessions'
import type { EvidenceWorkers } from './evidence/evidence-worker'
import { systemClock } from './kernel/clock'
import { errorShape } from './kernel/errors'
import type { Log } from './kernel/log'
import { MemoryJournal } from './storage/memory-journal'
import { openStorage, type Storage } from './storage/storage'

/** The storage; what only a disk has is null in memory. */
export interface Kept extends Pick<Storage, 'journal' | 'notices' | 'close'> {
  archive: Storage['archive'] | null
  evidence: Storage['evidence'] | null
  ledger: Storage['ledger'] | null
  meter: Storage['meter'] | null
}

interface KeptOptions {
  /** Null keeps everything in memory for this run. */
  dataFolder: string | null
  mainFolder: string
  log: Log
}

/** @throws {AppError} `storage.*` when the data folder cannot be used */
export const openKept = async ({ dataFolder, mainFolder, log }: KeptOptions): Promise<Kept> => {
  if (dataFolder === null) {
    const journal = new MemoryJournal()
    const close = (): Promise<void> => journal.close()
    const onDisk = { archive: null, evidence: null, ledger: null, meter: null }
    return { journal, ...onDisk, notices: [], close }
  }
  const workerFile = join(mainFolder, 'storage.worker.js')
  return openStorage({ folder: dataFolder, workerFile, clock: systemClock, log })
}

interface KeeperParts {
  storage: Pick<Kept, 'ledger' | 'archive' | 'journal'>
  workers: EvidenceWorkers
  log: Log
}

/** What keeps the record of a subject; null where nothing is kept. */
export const forecastKeeper = ({ storage, workers, log }: KeeperParts): ForecastKeeper | null => {
  const { ledger, archive, journal } = storage
  if (ledger === null || archive === null) return null
  return new ForecastKeeper({
    ledger,
    past: pastSessions({ archive, journal }),
    workers,
    clock: systemClock,
    methodsOf: filedMethods,
    onFault: (error) => log.write('warning', 'forecasts.failed', { code: errorShape(error).code })
  })
}
