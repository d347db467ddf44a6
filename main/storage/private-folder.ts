import { chmod, lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'

const groupAndOthers = 0o077

/** What the program keeps, by name: a folder that a person named may hold other things too. */
const ours =
  /^(journal\..*|writer\.lock.*|prices\.db.*|(settings|providers|keys|board)\.json.*|monitor-token.*|evidence|logs|crashes|data)$/

/** Takes the group's and everybody's rights away. A link is left: what it leads to is not ours. */
const tighten = async (path: string): Promise<'folder' | 'file' | 'link'> => {
  const found = await lstat(path)
  if (found.isSymbolicLink()) return 'link'
  const mode = found.mode & 0o7777
  if ((mode & groupAndOthers) !== 0) await chmod(path, mode & ~groupAndOthers)
  return found.isDirectory() ? 'folder' : 'file'
}

/** Paths that went or are not ours to change: they stay as they are. Gives how many. */
const tightenTree = async (path: string): Promise<number> => {
  try {
    if ((await tighten(path)) !== 'folder') return 0
    let left = 0
    for await (const { name } of await opendir(path)) left += await tightenTree(join(path, name))
    return left
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 0 : 1
  }
}

/**
 * Makes what an earlier run left in `folder` its owner's alone, and resolves with how many paths it
 * could not. `whole`: the folder is the program's own, with all that is in it; otherwise what is ours in
 * it by name, and the folder itself only where nothing else is in it. Does nothing on Windows, where
 * a user's folders are private by where they lie.
 */
export const tightenFolder = async (
  folder: string,
  { whole, platform = process.platform }: { whole: boolean; platform?: NodeJS.Platform }
): Promise<number> => {
  if (platform === 'win32') return 0
  if (whole) return tightenTree(folder)
  let left = 0
  let foreign = false
  try {
    for await (const { name } of await opendir(folder)) {
      if (ours.test(name)) left += await tightenTree(join(folder, name))
      else foreign = true
    }
    if (!foreign) await tighten(folder)
  } catch (error) {
    left += (error as NodeJS.ErrnoException).code === 'ENOENT' ? 0 : 1
  }
  return left
}
