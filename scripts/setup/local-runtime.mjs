import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inTurn } from '../support/turn.mjs'
import { runNpm } from './npm.mjs'
import { ownedName, sweepOrphans } from './owned-name.mjs'

const VERSION = '3.22.1'
const NAME = 'local-runtime'
/** The runtime's compiled part, by system; as in main/analysts/model/local/runtime-folder.ts. */
const PARTS = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'mac-x64',
  'darwin-arm64': 'mac-arm64-metal',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64'
}

/**
 * Installs the optional runtime for local models where the tests look for it: a folder of its own,
 * since npm would take other packages' compiled parts out of the project's. What fails is said and no
 * more: the tests that need it say so themselves.
 * @param {{ projectFolder: string, talk: (line: string) => void }} options
 * @returns {Promise<{ changed: boolean }>}
 */
export async function ensureLocalRuntime({ projectFolder, talk }) {
  const part = PARTS[`${process.platform}-${process.arch}`]
  const work = join(projectFolder, '.cache')
  const folder = join(work, NAME)
  if (part === undefined || isReady(folder, part)) {
    return { changed: false }
  }
  return inTurn(join(work, `${NAME}.lock`), async () => {
    if (isReady(folder, part)) {
      return { changed: false }
    }
    await sweepOrphans(work, NAME)
    talk('Installing the runtime for local models (85 MB, for the tests)')
    try {
      await install(folder, part, join(work, ownedName(NAME)))
      return { changed: true }
    } catch (error) {
      talk(`The runtime for local models could not be installed: ${error.message}`)
      return { changed: false }
    }
  })
}

async function install(folder, part, temporary) {
  await mkdir(temporary, { recursive: true })
  const packages = [`node-llama-cpp@${VERSION}`, `@node-llama-cpp/${part}@${VERSION}`]
  const options = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund']
  await runNpm(['install', '--prefix', temporary, ...packages, ...options], { cwd: temporary })
  await rm(folder, { recursive: true, force: true })
  await rename(temporary, folder)
}

function isReady(folder, part) {
  const packages = ['node-llama-cpp', join('@node-llama-cpp', part)]
  return packages.every((name) => versionIn(join(folder, 'node_modules', name)) === VERSION)
}

function versionIn(folder) {
  const path = join(folder, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : null
}
