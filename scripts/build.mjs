import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { makeSimplified } from './locales.mjs'
import { ensureReady } from './setup.mjs'
import { clearStamp, hashInputs, isBuilt, writeStamp } from './support/build-stamp.mjs'
import { projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'
import { SetupError } from './support/setup-error.mjs'
import { inTurn } from './support/turn.mjs'

/**
 * Builds out/ with electron-vite when it is older than what it is made from. The tool's own words go
 * to stderr, so that a script's stdout stays its own; on success they are left out.
 * @param {{ projectFolder?: string, force?: boolean, talk?: (line: string) => void }} options
 * @returns {Promise<boolean>} true when something was built
 * @throws {SetupError} when the build fails, after the tool has said why
 */
export async function ensureBuilt(options = {}) {
  const { projectFolder = projectRoot, force = false, talk = say } = options
  if (!force && isBuilt(projectFolder)) {
    return false
  }
  const turn = join(projectFolder, 'node_modules', '.cache', 'war-room-build')
  return inTurn(turn, async () => {
    makeSimplified(projectFolder)
    // Taken before the build: a file that is saved meanwhile makes the next one build again.
    const inputs = hashInputs(projectFolder)
    if (!force && isBuilt(projectFolder, inputs)) {
      return false
    }
    const startedMs = performance.now()
    talk('Building')
    clearStamp(projectFolder)
    await runElectronVite(projectFolder)
    writeStamp(projectFolder, inputs)
    talk(`Built (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`)
    return true
  })
}

function runElectronVite(projectFolder) {
  const tool = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tool, 'build'], {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let words = ''
    child.stdout.on('data', (chunk) => (words += chunk))
    child.stderr.on('data', (chunk) => (words += chunk))
    child.on('error', (cause) => reject(new SetupError('The build cannot start.', { cause })))
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve()
        return
      }
      process.stderr.write(words)
      reject(new SetupError(`The build failed (${signal ?? code}); its reason stands above.`))
    })
  })
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

if (isEntry(import.meta.url)) {
  await runMain(async (args) => {
    await ensureReady({ electron: false, system: false })
    const built = await ensureBuilt({ force: args.includes('--force') })
    if (!built) {
      say('Nothing to build: out/ is up to date (--force builds all the same)')
    }
  })
}
