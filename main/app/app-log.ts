import {
  closeSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync
} from 'node:fs'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { isLogged, type Log, type LogWeight } from '../kernel/log'
import { logLine } from '../observe/log-line'

export const logFileName = 'war-room.log'
/** Size from which on a log file is put aside, and how many of those are kept. */
export const maximumLogBytes = 5 * 1024 * 1024
export const keptLogFiles = 3

const folderMode = 0o700
const fileMode = 0o600
const lineEnd = 10

export interface AppLogOptions {
  /** `<data>/logs`; it is made when there is none. */
  folder: string
  level: LogWeight
  maximumBytes?: number
  /** Milliseconds since 1970. */
  wallMs?: () => number
  /** Told once when the file cannot be written, and again only after it could be in between. */
  onTrouble?: () => void
}

/** What the library could not write it would print; here it is counted and goes no further. */
let failedWrites = 0

/** `war-room.log` is the youngest, then `war-room.1.log`; what is beyond the last goes. */
const putAside = (folder: string): void => {
  const name = (age: number): string =>
    join(folder, age === 0 ? logFileName : logFileName.replace(/(?=[.]log$)/, `.${age}`))
  rmSync(name(keptLogFiles), { recursive: true, force: true })
  for (let age = keptLogFiles - 1; age >= 0; age -= 1) {
    try {
      renameSync(name(age), name(age + 1))
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!missing) throw error
    }
  }
}

/** Makes the file ours alone to read; true when its last line was cut off by a crash or full disk. */
const prepare = (folder: string): boolean => {
  mkdirSync(folder, { recursive: true, mode: folderMode })
  const file = openSync(join(folder, logFileName), 'a+', fileMode)
  try {
    const found = fstatSync(file)
    // What the name leads to may be none of ours: a device.
    if (found.isFile()) fchmodSync(file, fileMode)
    const { size } = found
    const last = Buffer.alloc(1)
    return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== lineEnd
  } finally {
    closeSync(file)
  }
}

const fileLogger = ({
  folder,
  maximumBytes = maximumLogBytes
}: AppLogOptions): ((line: string) => void) => {
  electronLog.transports.console.writeFn = () => {
    failedWrites += 1
  }
  const logger = electronLog.create({ logId: folder })
  const { file, console, remote } = logger.transports
  // Without a name the library looks for a package.json and throws where there is none.
  file.setAppName('war-room')
  file.resolvePathFn = () => join(folder, logFileName)
  file.maxSize = maximumBytes
  file.writeOptions = { flag: 'a', mode: fileMode, encoding: 'utf8' }
  file.transforms = [({ data }) => data[0]]
  file.archiveLogFn = (current) => {
    try {
      putAside(folder)
    } catch {
      // A file that cannot be moved must not grow for ever.
      current.clear()
    }
  }
  file.level = 'silly'
  console.level = false
  remote.level = false
  const { ipc } = logger.transports as { ipc?: { level: unknown } }
  if (ipc !== undefined) ipc.level = false
  return (line) => logger.info(line)
}

/** JSON lines in one file, put aside by size. A line is in the file when `write` returns. */
class AppLog implements Log {
  readonly #options: AppLogOptions
  readonly #writeLine: (line: string) => void
  #ready = false
  #troubled = false

  constructor(options: AppLogOptions) {
    this.#options = options
    this.#writeLine = fileLogger(options)
  }

  write(...[level, event, fields]: Parameters<Log['write']>): void {
    const { level: threshold, wallMs = () => Date.now() } = this.#options
    if (!isLogged(level, threshold)) return
    try {
      this.#append(logLine(wallMs(), level, event, fields))
      this.#troubled = false
    } catch {
      this.#trouble()
    }
  }

  /** Whatever went wrong, the next line begins anew: folder, file, and a line of its own. */
  #append(line: string): void {
    const torn = !this.#ready && prepare(this.#options.folder)
    const failedBefore = failedWrites
    this.#ready = false
    this.#writeLine(torn ? `\n${line}` : line)
    if (failedWrites > failedBefore) throw new Error('the log file could not be written')
    this.#ready = true
  }

  #trouble(): void {
    if (this.#troubled) return
    this.#troubled = true
    try {
      this.#options.onTrouble?.()
    } catch {
      // Whoever is told must not hurt whoever logs.
    }
  }
}

/**
 * The app's log file. It never throws: a line that cannot be written, on a full disk for one, is
 * lost and the program goes on. Nothing goes to the console or to a page.
 */
export const createAppLog = (options: AppLogOptions): Log => new AppLog(options)
