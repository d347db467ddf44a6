import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { ensureReady } from './setup.mjs'
import { clearStamp } from './support/build-stamp.mjs'
import { personFolder } from './support/room.mjs'
import { inProject, projectRoot } from './support/project.mjs'
import { runMain } from './support/run-main.mjs'

const LOOK_MS = 300
const OUTPUTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
// The page is reloaded by hand (View → Reload): its state is worth more than a restart.
const RESTARTING = OUTPUTS.slice(0, 2)

/**
 * Builds and rebuilds on every change, and keeps an Electron running on the result. It is served by
 * app:// with the policy of a release: there is no second origin.
 */
async function develop(args) {
  const { electron } = await ensureReady()
  // A watch build may be cut short at any time, so the next start builds on its own.
  clearStamp(projectRoot)
  const startedMs = Date.now()
  const builder = spawn(
    process.execPath,
    [inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--watch'],
    { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] }
  )
  const state = { window: null, over: false, code: 0 }
  const end = (code) => {
    state.over = true
    state.code = code
  }
  builder.on('error', () => end(1))
  builder.on('close', (code) => end(code ?? 1))
  process.on('SIGINT', () => end(130))
  process.on('SIGTERM', () => end(143))
  await keepRunning(state, { executable: electron.executable, args, startedMs })
  state.window?.kill()
  builder.kill()
  return state.code
}

async function keepRunning(state, { executable, args, startedMs }) {
  let shown = 0
  while (!state.over) {
    const ready = OUTPUTS.every((path) => changedMs(path) >= startedMs)
    const latest = Math.max(...RESTARTING.map(changedMs))
    // Quiet for one look, so that a half-written bundle is not started.
    if (ready && latest > shown && Date.now() - latest > LOOK_MS) {
      shown = latest
      state.window?.kill()
      state.window = openWindow(executable, args)
    }
    await delay(LOOK_MS)
  }
}

function openWindow(executable, args) {
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  const child = spawn(executable, [projectRoot, ...args], {
    env,
    cwd: personFolder(),
    stdio: 'inherit'
  })
  child.on('error', (error) => process.stderr.write(`Electron: ${error.message}\n`))
  return child
}

function changedMs(path) {
  return statSync(inProject(path), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

await runMain(develop)
