import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../package.json'
import { compose } from './compose'
import { systemClock } from './kernel/clock'
import { silentLog } from './kernel/log'
import { stderrLog } from './observe/stderr-log'
import { isThere, journalFiles } from './storage/journal-files'
import { openStorage } from './storage/storage'
import { storageError } from './storage/storage-error'
import { createProcessHost } from './terminal/process-host'
import { runTerminal } from './terminal/run-terminal'
import type { TerminalParts } from './terminal/terminal-context'

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
const openEngine: TerminalParts['openEngine'] = (given) => {
  const { paceCharactersPerSecond, dataFolder, model, log } = given
  const options = {
    info,
    mainFolder,
    settingsFile: null,
    settings: { paceCharactersPerSecond },
    language: 'en' as const,
    stream: false,
    dataFolder,
    model,
    log,
    onFault: (where: string, error: unknown) => host.stderr.write(`${where}: ${String(error)}\n`)
  }
  return compose(options)
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

const parts: TerminalParts = {
  openEngine,
  openArchive,
  openLog: (level) =>
    level === null ? silentLog : stderrLog(level, { write: (text) => host.stderr.write(text) })
}

process.exitCode = await runTerminal(process.argv.slice(2), host, parts)
