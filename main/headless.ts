import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import type { Settings } from '../preload/contract/settings'
import { openModels } from './compose-models'
import { compose, type ComposeOptions, type WarRoom } from './compose'
import { systemClock } from './kernel/clock'
import { silentLog } from './kernel/log'
import { keepFilesPrivate } from './kernel/private-files'
import { stderrLog } from './observe/stderr-log'
import { isThere, journalFiles } from './storage/journal-files'
import { tightenFolder } from './storage/private-folder'
import { openStorage } from './storage/storage'
import { storageError } from './storage/storage-error'
import { createProcessHost } from './terminal/process-host'
import { runTerminal } from './terminal/run-terminal'
import type { TerminalParts } from './terminal/terminal-context'

keepFilesPrivate()

const host = createProcessHost()
const mainFolder = dirname(fileURLToPath(import.meta.url))
const workerFile = join(mainFolder, 'storage.worker.js')

const info = {
  version,
  electron: '',
  chrome: '',
  node: process.versions.node,
  platform: process.platform
}

/** The whole program without pages: settings live for this run only, so every machine runs alike. */
const openProgram = async (
  options: Pick<ComposeOptions, 'dataFolder' | 'log' | 'model'> & { settings: Partial<Settings> }
): Promise<WarRoom> => {
  if (options.dataFolder !== null) await tightenFolder(options.dataFolder, { whole: false })
  return compose({
    info,
    mainFolder,
    settingsFile: null,
    language: 'en',
    stream: false,
    onFault: (where, error) => host.stderr.write(`${where}: ${String(error)}\n`),
    ...options
  })
}

const openEngine: TerminalParts['openEngine'] = ({
  paceCharactersPerSecond,
  priceTemplate,
  ...rest
}) => openProgram({ ...rest, settings: { paceCharactersPerSecond, priceTemplate } })

/** A board is a program like a room; it keeps nothing of its own. */
const openBoard: TerminalParts['openBoard'] = async ({ dataFolder, log }) => {
  const room = await openProgram({ dataFolder, log, settings: {} })
  const { board, notices } = room
  return {
    notices,
    rows: (files, options) => board.runner.rows(files, options),
    close: () => room.close()
  }
}

/** A folder without a journal keeps nothing, and looking into it must not make one. */
const keepsSessions = (folder: string): boolean => {
  const { journal, growing } = journalFiles(folder)
  try {
    return isThere(journal) || isThere(growing)
  } catch (error) {
    throw storageError(error, { folder })
  }
}

const openArchive: TerminalParts['openArchive'] = async ({ folder, readOnly, log }) =>
  keepsSessions(folder)
    ? openStorage({ folder, workerFile, clock: systemClock, log, readOnly })
    : null

/** Models of a data folder; their keys are the environment's. */
const openProviders: TerminalParts['openProviders'] = async (folder) => {
  const { book } = await openModels({ settingsFile: join(folder, 'settings.json') })
  return book
}

const parts: TerminalParts = {
  openEngine,
  openBoard,
  openArchive,
  openProviders,
  openLog: (level) =>
    level === null ? silentLog : stderrLog(level, { write: (text) => host.stderr.write(text) })
}

process.exitCode = await runTerminal(process.argv.slice(2), host, parts)
