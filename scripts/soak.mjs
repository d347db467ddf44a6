import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureReady } from './setup.mjs'
import { inProject, projectRoot } from './support/project.mjs'
import { runMain } from './support/run-main.mjs'
import { SetupError } from './support/setup-error.mjs'

const DEFAULT_MINUTES = 10
// Below this there are too few samples to lay a line through.
const LEAST_MINUTES = 1
const DEFAULT_SEED = 1

/** Runs test/soak: `--minutes N` (10), `--seed N`. Exit code 1 when memory grows over the limit. */
await runMain(async (args) => {
  const minutes = readNumber(args, '--minutes', DEFAULT_MINUTES)
  const seed = readNumber(args, '--seed', DEFAULT_SEED)
  if (minutes < LEAST_MINUTES) {
    throw new SetupError(`--minutes wants ${LEAST_MINUTES} at least.`)
  }
  await ensureReady({ electron: false, system: false })
  await ensureBuilt()
  const { runnerImport } = await import(
    pathToFileURL(inProject('node_modules', 'vite', 'dist', 'node', 'index.js')).href
  )
  const config = { root: projectRoot, configFile: false, logLevel: 'error' }
  const { module } = await runnerImport(inProject('test', 'soak', 'soak.ts'), config)
  const held = await module.runSoak({ minutes, seed, say })
  return held ? 0 : 1
})

function readNumber(args, name, fallback) {
  const at = args.indexOf(name)
  if (at < 0) {
    return fallback
  }
  const value = Number(args[at + 1])
  if (!Number.isFinite(value)) {
    throw new SetupError(`${name} wants a number.`)
  }
  return value
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
