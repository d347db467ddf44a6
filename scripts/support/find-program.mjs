import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The absolute path of a program that can be run, or null.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env whose PATH is looked through
 */
export function findProgram(name, env = process.env) {
  const isRunnable = (file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  const folders = (env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(isRunnable) ?? null
}
