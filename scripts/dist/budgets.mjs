import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MEGABYTE = 1_000_000

/** What a download and the program in it may weigh, in bytes. */
export const sizeBudgets = { deb: 95 * MEGABYTE, application: 25 * MEGABYTE }

/** Bytes of everything below `path`, a file or a folder. */
export function sizeOf(path) {
  const info = statSync(path, { throwIfNoEntry: false })
  if (info === undefined) {
    return 0
  }
  return info.isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : info.size
}

/** Bytes of the program itself in an unpacked folder, without Electron. */
export function applicationSize(resourcesFolder) {
  const parts = ['app.asar', 'app.asar.unpacked']
  return parts.reduce((sum, part) => sum + sizeOf(join(resourcesFolder, part)), 0)
}

/** A line such as `deb 81.3 MB of 95 MB`, and whether it is within the budget. */
export function budgetLine(name, bytes, budget = sizeBudgets[name]) {
  const of = (value) => `${(value / MEGABYTE).toFixed(1)} MB`
  return { line: `${name}: ${of(bytes)} (at most ${of(budget)})`, within: bytes <= budget }
}
