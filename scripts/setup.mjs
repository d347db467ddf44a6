import { cacheFolder } from './setup/cache-folder.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { ensureElectron } from './setup/electron-runtime.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'
import { projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'

/**
 * Makes the clone ready to run: Node, dependencies, system libraries and fonts, the Electron runtime.
 * Each step looks first and does nothing when nothing is to do. All talk goes to stderr.
 * @param {{ projectFolder?: string, electron?: boolean, system?: boolean, talk?: (line: string) => void }} options
 *   electron, system: false leaves out the steps that only a window needs
 * @returns {Promise<{ electron: { version: string, executable: string } | null, missingPackages: string[] }>}
 */
export async function ensureReady(options = {}) {
  const { projectFolder = projectRoot, electron = true, system = true, talk = say } = options
  checkNodeVersion()
  await ensureDependencies({ projectFolder, talk })
  const packages = system ? await ensureSystemPackages({ talk }) : { missing: [] }
  const runtime = electron
    ? await ensureElectron({ projectFolder, cacheFolder: cacheFolder(), talk })
    : null
  return { electron: runtime, missingPackages: packages.missing }
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

if (isEntry(import.meta.url)) {
  await runMain(async (args) => {
    if (args.includes('--system-only')) {
      await ensureSystemPackages({ talk: say })
      return
    }
    const { electron } = await ensureReady()
    say(`Ready: Electron ${electron.version}.`)
  })
}
