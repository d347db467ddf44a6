import { stat } from 'node:fs/promises'
import { UsageProblem } from './usage-problem'

const isFolder = async (path: string): Promise<boolean | null> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Whatever else is wrong with it is told by whoever opens it.
    return null
  }
}

/** Refuses a file where a run would keep its sessions. @throws {UsageProblem} `data-not-folder` */
export const assertMayKeep = async (folder: string | null): Promise<void> => {
  if (folder === null || (await isFolder(folder)) !== false) return
  throw new UsageProblem('data-not-folder', { folder })
}

/**
 * Refuses to look for sessions where there is no folder: a mistyped one would be made, and be empty.
 * @throws {UsageProblem} `data-missing`, `data-not-folder`
 */
export const assertKept = async (folder: string): Promise<void> => {
  await assertMayKeep(folder)
  if ((await isFolder(folder)) === null) throw new UsageProblem('data-missing', { folder })
}
