import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { staleFiles } from './locales.mjs'
import { ensureReady } from './setup.mjs'
import { inProject, projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'

const CACHE = 'node_modules/.cache/war-room'
const SIDES = ['main', 'preload', 'renderer']

const types = (side) => ({
  name: `types (${side})`,
  bin: 'vue-tsc/bin/vue-tsc.js',
  args: ['--noEmit', '-p', `tsconfig.${side}.json`, '--incremental'].concat(
    '--tsBuildInfoFile',
    `${CACHE}/types-${side}.json`
  )
})

// The longest first, so that no processor waits at the end for one that began late.
const tools = [
  types('test'),
  {
    name: 'prettier',
    bin: 'prettier/bin/prettier.cjs',
    args: ['.', '--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content'].concat(
      '--cache-location',
      `${CACHE}/prettier`
    )
  },
  {
    name: 'eslint',
    bin: 'eslint/bin/eslint.js',
    args: [
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-strategy',
      'content',
      '--cache-location'
    ].concat(`${CACHE}/eslint`)
  },
  types('renderer'),
  types('main'),
  types('preload'),
  {
    name: 'imports',
    bin: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: [...SIDES, '--config', '.dependency-cruiser.cjs', '--output-type', 'err']
  }
]

/**
 * Runs every check, whether or not an earlier one failed, as many at once as there are processors.
 * @param {{ onResult?: (result: CheckResult) => void }} options called as each check ends
 * @returns {Promise<CheckResult[]>}
 * @typedef {{ name: string, ok: boolean, output: string, seconds: number }} CheckResult
 */
export async function runChecks({ onResult = () => undefined } = {}) {
  mkdirSync(inProject(CACHE), { recursive: true })
  const waiting = [() => checkCatalogue(), ...tools.map((tool) => () => runTool(tool))]
  const results = []
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await next()
      results.push(result)
      onResult(result)
    }
  }
  const workers = Math.max(1, Math.min(availableParallelism(), waiting.length))
  await Promise.all(Array.from({ length: workers }, worker))
  return results
}

/** Prints a check's result: one line, and the tool's own words when it failed. */
export function printResult({ name, ok, output, seconds }) {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`)
  if (!ok) {
    process.stdout.write(`${output.trimEnd()}\n`)
  }
}

async function checkCatalogue() {
  const stale = staleFiles().map(({ name }) => name)
  const output = `Out of date in locales/zh-CN: ${stale.join(', ')} (node scripts/locales.mjs)`
  return { name: 'catalogue', ok: stale.length === 0, output, seconds: 0 }
}

function runTool({ name, bin, args }) {
  const startedMs = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inProject('node_modules', bin), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let output = ''
    const end = (ok) => {
      resolve({ name, ok, output, seconds: (performance.now() - startedMs) / 1000 })
    }
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => {
      output += error.message
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

if (isEntry(import.meta.url)) {
  await runMain(async () => {
    await ensureReady({ electron: false, system: false })
    const results = await runChecks({ onResult: printResult })
    const failed = results.filter(({ ok }) => !ok)
    const names = failed.map(({ name }) => name).join(', ')
    process.stdout.write(failed.length > 0 ? `Failed: ${names}\n` : 'All checks passed\n')
    return failed.length > 0 ? 1 : 0
  })
}
