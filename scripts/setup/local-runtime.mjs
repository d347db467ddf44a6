import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../support/project.mjs'
import { ensureKeptFolder } from './kept-folder.mjs'
import { runNpm } from './npm.mjs'

/** The one version that the program was written for, and the compiled part for each system. */
const RUNTIME = JSON.parse(
  readFileSync(inProject('preload', 'contract', 'local-runtime.json'), 'utf8')
)
const NAME = 'local-runtime'

/**
 * Installs the optional runtime for local models where the tests look for it: a folder of its own,
 * since npm would take other packages' compiled parts out of the project's. What fails is said and no
 * more: the tests that need it say so themselves.
 * @param {{ projectFolder: string, talk: (line: string) => void }} options
 * @returns {Promise<{ changed: boolean }>}
 */
export async function ensureLocalRuntime({ projectFolder, talk }) {
  const part = RUNTIME.parts[`${process.platform}-${process.arch}`]
  if (part === undefined) {
    return { changed: false }
  }
  try {
    const { changed } = await ensureKeptFolder({
      projectFolder,
      name: NAME,
      isReady: (folder) => isReady(folder, part),
      fill: (temporary) => {
        talk('Installing the runtime for local models (85 MB, for the tests)')
        return install(part, temporary)
      }
    })
    return { changed }
  } catch (error) {
    talk(`The runtime for local models could not be installed: ${error.message}`)
    return { changed: false }
  }
}

async function install(part, temporary) {
  const packages = packagesOf(part).map((name) => `${name}@${RUNTIME.version}`)
  const options = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund']
  await runNpm(['install', '--prefix', temporary, ...packages, ...options], { cwd: temporary })
}

function isReady(folder, part) {
  return packagesOf(part).every(
    (name) => versionIn(join(folder, 'node_modules', name)) === RUNTIME.version
  )
}

function packagesOf(part) {
  return [RUNTIME.name, `@${RUNTIME.name}/${part}`]
}

function versionIn(folder) {
  const path = join(folder, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : null
}
