import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureKeptFolder } from './kept-folder.mjs'
import { runNpm } from './npm.mjs'

const NAME = 'electronegativity'
const LOCK = 'package-lock.json'

/**
 * Installs the scanner by its own lock file in a folder of its own, without scripts. Its 400 packages
 * would more than half again what the project installs, for one test.
 * @param {{ projectFolder: string, talk: (line: string) => void }} options
 * @returns {Promise<string>} the folder
 * @throws {import('../support/setup-error.mjs').SetupError} with npm's reason
 */
export async function ensureElectronegativity({ projectFolder, talk }) {
  const source = join(projectFolder, 'scripts', NAME)
  const { folder } = await ensureKeptFolder({
    projectFolder,
    name: NAME,
    isReady: (kept) => isReady(kept, source),
    fill: (temporary) => {
      talk('Installing electronegativity (150 MB, for the test that scans the program)')
      return install(source, temporary)
    }
  })
  return folder
}

async function install(source, temporary) {
  for (const name of ['package.json', LOCK]) {
    copyFileSync(join(source, name), join(temporary, name))
  }
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  await runNpm(['ci', ...options], { cwd: temporary })
}

// npm makes its record at the very end; the folder is put in its place only after that.
function isReady(folder, source) {
  const installed = join(folder, LOCK)
  return (
    existsSync(join(folder, 'node_modules', '.package-lock.json')) &&
    readFileSync(installed, 'utf8') === readFileSync(join(source, LOCK), 'utf8')
  )
}
