import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** What Electron has a folder shown by on Linux. */
const linuxOpener = 'xdg-open'

const canRun = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Why this system can show no folder; empty when it has what it takes. Only a Linux may lack that,
 * and Electron takes a program that is not there for one that did its work.
 */
export const openerProblem = (system: { platform: string; path: string | undefined }): string => {
  if (system.platform !== 'linux') return ''
  const folders = (system.path ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  return folders.some((folder) => canRun(join(folder, linuxOpener)))
    ? ''
    : `${linuxOpener}: not found`
}
