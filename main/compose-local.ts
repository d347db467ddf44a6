import { join } from 'node:path'
import { LocalThread } from './analysts/model/local/local-runtime'
import { systemClock } from './kernel/clock'

/** Where the optional runtime is installed, below the data folder. */
const runtimeFolderName = 'local-runtime'

/**
 * Models of local files, for all sessions. Their runtime lies in the data folder, or in a clone's
 * own cache, where `npm test` puts it. Nothing is loaded before the first call.
 */
export const openLocal = ({
  mainFolder,
  dataFolder
}: {
  mainFolder: string
  dataFolder: string | null
}): LocalThread =>
  new LocalThread({
    folders: [
      ...(dataFolder === null ? [] : [join(dataFolder, runtimeFolderName)]),
      join(mainFolder, '..', '..', '.cache', runtimeFolderName)
    ],
    workerFile: join(mainFolder, 'local.worker.js'),
    clock: systemClock
  })
