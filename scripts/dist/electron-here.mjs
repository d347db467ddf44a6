import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../support/setup-error.mjs'

/**
 * The Electron that packages are made around here, and whether it is the one that package.json pins.
 * @param {string} projectFolder
 * @returns {{ folder: string, version: string, pinned: string, isPinned: boolean }}
 * @throws {SetupError} when no Electron is set up
 */
export function electronHere(projectFolder) {
  const folder = join(projectFolder, 'node_modules', 'electron', 'dist')
  const { devDependencies } = readJson(join(projectFolder, 'package.json'))
  const pinned = devDependencies.electron
  let version
  try {
    version = electronVersionIn(folder)
  } catch (cause) {
    throw new SetupError('There is no Electron yet; node scripts/setup.mjs brings it.', { cause })
  }
  return { folder, version, pinned, isPinned: version === pinned }
}

/** The version of Electron that a folder holds, as the folder itself says. */
export function electronVersionIn(folder) {
  return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
}

/**
 * The version that a package carries. One around another Electron than the pinned one is a test
 * package and says so in its version, so that no file of it can be taken for a release.
 * @param {string} version package.json's
 * @param {{ version: string, isPinned: boolean }} electron
 */
export function packageVersion(version, electron) {
  return electron.isPinned ? version : `${version}-electron${electron.version.split('.')[0]}-test`
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
