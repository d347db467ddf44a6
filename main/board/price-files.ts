import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'

const priceFileName = /[.]csv$/i
const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** A file that is not there is left to its reader, who says so in its row. */
const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

const filesIn = async (folder: string): Promise<string[]> => {
  const file = basename(folder)
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    // A link is followed when it is read; one to a folder then costs its row.
    const files = entries.filter((entry) => !entry.isDirectory() && priceFileName.test(entry.name))
    return files.map(({ name }) => join(folder, name)).sort(byName)
  } catch (cause) {
    throw new AppError(errorCodes.evidenceUnreadable, `${file}: cannot be listed`, {
      cause,
      parameters: { file }
    })
  }
}

/**
 * Files as they are, and a folder as its `*.csv` by name, as they are now; folders in it are left out.
 * Absolute paths, in the order given, each once.
 * @throws {AppError} `evidence.unreadable` for a folder that cannot be listed
 */
export const priceFilesAt = async (paths: readonly string[]): Promise<string[]> => {
  const found = await Promise.all(
    paths.map(async (path) => ((await isFolder(path)) ? filesIn(path) : [path]))
  )
  return [...new Set(found.flat())]
}
