import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { ensureReady } from './setup.mjs'
import { clearStamp } from './support/build-stamp.mjs'
import { projectRoot } from './support/project.mjs'
import { personFolder } from './support/room.mjs'
import { runMain } from './support/run-main.mjs'
import { watchBuild } from './support/watch-build.mjs'

const SIDES = 3
const SIGNAL_BASE = 128
// A change of a shared file builds several sides: one restart for all of them.
const QUIET_MS = 200

/**
 * Builds and rebuilds on every change, and keeps an Electron running on the result. It is served by
 * app:// with the policy of a release: there is no second origin.
 */
async function develop(args) {
  const { electron } = await ensureReady()
  // A watch build may be cut short at any time, so the next start builds on its own.
  clearStamp(projectRoot)
  const window = new DevelopmentWindow(electron.executable, args)
  const built = new Set()
  const stopWatching = await watchBuild((side) => {
    built.add(side)
    // The page is reloaded by hand (View → Reload): its state is worth more than a restart.
    if (built.size === SIDES && (side !== 'renderer' || !window.shown)) {
      window.restartSoon()
    }
  })
  const code = await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => resolve(SIGNAL_BASE + constants.signals[signal]))
    }
  })
  window.close()
  await stopWatching()
  return code
}

class DevelopmentWindow {
  shown = false
  #executable
  #args
  #child = null
  #timer = null
  #closed = false

  constructor(executable, args) {
    this.#executable = executable
    this.#args = args
  }

  restartSoon() {
    this.shown = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#restart(), QUIET_MS)
  }

  close() {
    clearTimeout(this.#timer)
    this.#closed = true
    this.#child?.kill()
  }

  #restart() {
    const old = this.#child
    // Only one instance runs at a time: the new one waits until the old one is gone.
    if (old !== null && old.exitCode === null && old.signalCode === null) {
      if (!old.killed) {
        old.once('close', () => this.#restart())
        old.kill()
      }
      return
    }
    if (!this.#closed) {
      this.#open()
    }
  }

  #open() {
    const env = { ...process.env }
    delete env.ELECTRON_RUN_AS_NODE
    const options = { env, cwd: personFolder(), stdio: 'inherit' }
    this.#child = spawn(this.#executable, [projectRoot, ...this.#args], options)
    this.#child.on('error', (error) => process.stderr.write(`Electron: ${error.message}\n`))
  }
}

await runMain(develop)
