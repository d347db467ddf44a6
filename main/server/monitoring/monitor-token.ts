import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCodes } from '../../../preload/contract/errors'
import { AppError } from '../../kernel/errors'

const tokenBytes = 32
const tokenShape = /^[A-Za-z0-9_-]{43}$/
/** The token and a line end, which an editor may have added. */
const maximumFileBytes = 45
const folderMode = 0o700
const fileMode = 0o600
const othersMode = 0o077
const modesMean = process.platform !== 'win32'

const textOf = async (file: string): Promise<string | null> => {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const { mode, size } = await handle.stat()
    const readByOthers = modesMean && (mode & othersMode) !== 0
    const isFile = (mode & constants.S_IFMT) === constants.S_IFREG
    if (!isFile || readByOthers || size > maximumFileBytes) return null
    return (await handle.readFile('utf8')).trimEnd()
  } finally {
    await handle.close()
  }
}

const kept = async (file: string): Promise<string | null> => {
  try {
    const text = await textOf(file)
    return text !== null && tokenShape.test(text) ? text : null
  } catch {
    return null
  }
}

const make = async (file: string): Promise<string> => {
  const token = randomBytes(tokenBytes).toString('base64url')
  const next = `${file}.${process.pid}.tmp`
  await mkdir(dirname(file), { recursive: true, mode: folderMode })
  await rm(next, { force: true })
  try {
    const handle = await open(next, 'wx', fileMode)
    try {
      await handle.writeFile(`${token}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(next, file)
    return token
  } catch (error) {
    await rm(next, { force: true })
    throw error
  }
}

/**
 * The bearer token for `/health` and `/metrics`: 256 random bits as base64url in a file that only
 * its owner may read. It is kept from run to run; one that is unreadable, of another shape, or
 * readable by others is replaced.
 * @throws {AppError} `storage.io` when there is none and none can be written
 */
export const openMonitorToken = async (file: string): Promise<string> => {
  try {
    return (await kept(file)) ?? (await make(file))
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new AppError(errorCodes.storageIo, `The monitoring token cannot be kept (${detail}).`, {
      parameters: { detail },
      cause: error
    })
  }
}
