import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const groupAndOthers = 0o077

/** What in a folder, itself included, is open to others than its owner: its mode and path. */
export const sharedPaths = (folder: string): string[] =>
  [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  ]
    .map((path) => ({ path, found: lstatSync(path, { throwIfNoEntry: false }) }))
    .filter(({ found }) => found !== undefined && !found.isSymbolicLink())
    .filter(({ found }) => ((found?.mode ?? 0) & groupAndOthers) !== 0)
    .map(({ path, found }) => `${((found?.mode ?? 0) & 0o7777).toString(8)} ${path}`)
