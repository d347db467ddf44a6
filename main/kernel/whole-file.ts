import { open, rename, unlink, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { randomId } from './ids'

/** The file system as far as a whole write needs it; tests let each step fail. */
export interface FileSystem {
  open(path: string, flags: string, mode: number): Promise<FileHandle>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
}

const nodeFiles: FileSystem = { open, rename, unlink }
const defaultMode = 0o666
const permissionBits = 0o7777

/** The name under which a target grows, in its own folder, so that a rename can finish it. */
export const growingName = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomId(8)}.tmp`)

/** After a rename the folder itself is synced, or a power cut could bring the old name back. */
const syncFolder = async (folder: string, files: FileSystem): Promise<void> => {
  try {
    const handle = await files.open(folder, 'r', 0)
    await handle.sync().finally(() => handle.close())
  } catch {
    // Some systems cannot sync a folder; the file itself is whole all the same.
  }
}

export interface WriteOptions {
  files?: FileSystem
  /** The file's mode, whatever the process's mask would make of it. */
  mode?: number
}

const settleMode = async (handle: FileHandle, mode: number | undefined): Promise<void> => {
  if (mode === undefined || ((await handle.stat()).mode & permissionBits) === mode) return
  // Some disks keep no modes; the file is then as all others there.
  await handle.chmod(mode).catch(() => undefined)
}

/**
 * Writes a file whole or not at all: beside its target, synced, then renamed over it. Whatever
 * happens, the target is either as it was or complete.
 * @throws the file system's own error; the target is then as it was
 */
export const writeWholeFile = async (
  path: string,
  text: string,
  { files = nodeFiles, mode }: WriteOptions = {}
): Promise<void> => {
  const growing = growingName(path)
  const handle = await files.open(growing, 'wx', mode ?? defaultMode)
  try {
    try {
      await settleMode(handle, mode)
      await handle.writeFile(text, 'utf8')
      await handle.sync()
    } finally {
      await handle.close()
    }
    await files.rename(growing, path)
  } catch (error) {
    await files.unlink(growing).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(path), files)
}
