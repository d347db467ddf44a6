import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomId } from '../kernel/ids'

/** A file that has not got its name yet. */
export const growingSuffix = '.tmp'
const folderMode = 0o700
const fileMode = 0o600

/** After a rename the folder itself is synced, or a power cut could take the new name away. */
const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch {
    // Some systems cannot sync a folder; the file itself is whole all the same.
  }
}

/** Makes `folder` and what is missing above it. Resolves with whether it was missing. */
const makeFolder = async (folder: string): Promise<boolean> => {
  const made = await mkdir(folder, { recursive: true, mode: folderMode })
  return made !== undefined
}

/**
 * Writes a file whole or not at all: beside its name, synced, then renamed.
 * @throws the file system's own error; nothing of the new file is left then
 */
export const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const folder = dirname(path)
  if (await makeFolder(folder)) await syncFolder(dirname(folder))
  const growing = join(folder, `.${randomId(12)}${growingSuffix}`)
  try {
    const handle = await open(growing, 'wx', fileMode)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(growing, path)
  } catch (error) {
    await rm(growing, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

/** The sha256 of a file's content, read piece by piece. */
export const hashOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}
