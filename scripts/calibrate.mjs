import { readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureReady } from './setup.mjs'
import { calibrationSection, withSection } from './support/calibration-table.mjs'
import { inProject, projectRoot } from './support/project.mjs'
import { personFolder } from './support/room.mjs'
import { isEntry, runMain } from './support/run-main.mjs'
import { SetupError } from './support/setup-error.mjs'

const BUNDLED = inProject('node_modules', 'vega-datasets', 'data', 'sp500-2000.csv')
const DOCUMENT = inProject('docs', 'desk.md')

/**
 * Walks the desk forward through price files (the bundled series without any) and writes what its
 * forecasts would have scored into docs/desk.md, between the marks of that section.
 */
async function calibrate(args) {
  const unknown = args.find((arg) => arg.startsWith('-'))
  if (unknown !== undefined) {
    throw new SetupError(`There is no option ${unknown}. Usage: npm run calibrate -- FILE…`)
  }
  await ensureReady({ electron: false, system: false })
  const files = args.length === 0 ? [BUNDLED] : args.map((arg) => resolve(personFolder(), arg))
  const desk = await loadDesk()
  const results = files.map((file) => calibrateFile(file, desk))
  const section = calibrationSection(results)
  writeFileSync(DOCUMENT, withSection(readFileSync(DOCUMENT, 'utf8'), section))
  process.stdout.write(`${section}\n`)
  return 0
}

function calibrateFile(path, { readPrices, calibrateOn, stanceOf }) {
  const name = basename(path)
  const file = readPrices(readBytes(path), name)
  let told = -1
  const result = calibrateOn(file, {
    name,
    stanceOf,
    onProgress: (share) => {
      const tenth = Math.floor(share * 10)
      if (tenth > told) process.stderr.write(`${name}: ${tenth * 10} %\n`)
      told = Math.max(told, tenth)
    }
  })
  if (result.steps === 0) {
    throw new SetupError(`${name} has too few sessions: ${result.bars}.`)
  }
  return result
}

function readBytes(path) {
  try {
    return readFileSync(path)
  } catch {
    throw new SetupError(`${basename(path)} cannot be read.`)
  }
}

/** The desk's own parts, which are TypeScript: vite loads them as it would a configuration file. */
async function loadDesk() {
  const { runnerImport } = await import(
    pathToFileURL(inProject('node_modules', 'vite', 'dist', 'node', 'index.js')).href
  )
  const config = { root: projectRoot, configFile: false, logLevel: 'error' }
  const load = async (...parts) => (await runnerImport(inProject('main', ...parts), config)).module
  const { readPrices } = await load('evidence', 'price-file.ts')
  const { calibrate: calibrateOn } = await load('evidence', 'record', 'calibration.ts')
  const { stanceOf } = await load('analysts', 'desk', 'scheme', 'stance.ts')
  return { readPrices, calibrateOn, stanceOf }
}

if (isEntry(import.meta.url)) {
  await runMain(calibrate)
}
