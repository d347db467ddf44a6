import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureReady } from './setup.mjs'
import { formatTable } from './support/bench-table.mjs'
import { inProject, projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'
import { SetupError } from './support/setup-error.mjs'

const FOLDER = inProject('test', 'bench')
const FILE = /^p\d+[\w-]*\.ts$/i

/**
 * Runs the benchmarks of test/bench/p*.ts one after the other. Each such file exports `rows`, an
 * array of `{ id, run }`; `run()` resolves with one row or several:
 * `{ metric, unit, ours, baseline: number | null, baselineName?, aim: number | null, note? }`.
 * A ratio is ours to baseline; an aim is an upper bound, or a lower one with `more: true`.
 */
async function bench(args) {
  const only = readRow(args)
  await ensureReady({ electron: false, system: false })
  await ensureBuilt()
  const wanted = (await findRows()).filter(({ id }) => only === null || id === only)
  if (wanted.length === 0) {
    throw new SetupError(only === null ? 'There is no benchmark.' : `There is no row ${only}.`)
  }
  const results = []
  for (const { id, run } of wanted) {
    process.stderr.write(`Running ${id}\n`)
    const rows = [await run()].flat()
    results.push(...rows.map((row) => ({ id, ...row, ratio: ratioOf(row) })))
  }
  process.stdout.write(`${formatTable(results)}\n`)
  mkdirSync(inProject('test-results'), { recursive: true })
  writeFileSync(inProject('test-results', 'bench.json'), `${JSON.stringify(results, null, 2)}\n`)
  return results.some((row) => row.void) ? 1 : 0
}

function ratioOf({ ours, baseline }) {
  return baseline === null ? null : ours / baseline
}

function readRow(args) {
  const at = args.indexOf('--row')
  if (at < 0) {
    return null
  }
  if (args[at + 1] === undefined) {
    throw new SetupError('--row wants the id of a row, such as P7.')
  }
  return args[at + 1].toUpperCase()
}

/** Benchmarks are TypeScript: vite loads them as it would a configuration file. */
async function findRows() {
  const { runnerImport } = await import(
    pathToFileURL(inProject('node_modules', 'vite', 'dist', 'node', 'index.js')).href
  )
  const rows = []
  for (const name of readdirSync(FOLDER).filter((file) => FILE.test(file))) {
    const config = { root: projectRoot, configFile: false, logLevel: 'error' }
    const { module } = await runnerImport(inProject('test', 'bench', name), config)
    if (!Array.isArray(module.rows)) {
      throw new SetupError(`test/bench/${basename(name)} exports no rows.`)
    }
    rows.push(...module.rows)
  }
  return rows.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

if (isEntry(import.meta.url)) {
  await runMain(bench)
}
