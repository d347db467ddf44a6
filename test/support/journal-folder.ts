import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../main/kernel/clock'
import { silentLog } from '../../main/kernel/log'
import { openStorage, type Storage } from '../../main/storage/storage'

/** A data folder that is gone after the test. */
export const dataFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-data-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Opens a folder for the time of `use`. */
export const withStorage = async <T>(
  options: { folder: string; workerFile: string; readOnly?: boolean },
  use: (storage: Storage) => Promise<T>
): Promise<T> => {
  const storage = await openStorage({ ...options, clock: systemClock, log: silentLog })
  try {
    return await use(storage)
  } finally {
    await storage.close()
  }
}
