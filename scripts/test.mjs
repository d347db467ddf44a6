import { ensureBuilt } from './build.mjs'
import { printResult, runChecks } from './check.mjs'
import { ensureReady } from './setup.mjs'
import { ensureLocalRuntime } from './setup/local-runtime.mjs'
import { countStep } from './support/count-step.mjs'
import { projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'
import { SetupError } from './support/setup-error.mjs'
import { runSuite } from './support/suite.mjs'
import { addCounts, summaryLine } from './support/test-summary.mjs'

const PLAIN = 'vitest.config.ts'
const PROJECTS = ['unit', 'component', 'stream', 'setup']
const OWN_CONFIG = { e2e: { config: 'vitest.e2e.config.ts' } }
const NAMES = ['check', ...PROJECTS, ...Object.keys(OWN_CONFIG)]

/**
 * The runs that `npm test` makes. Without an argument that is everything; `npm test -- e2e cancel`
 * makes one suite's run, of the files whose path holds `cancel`.
 * @param {string[]} args
 * @returns {{ name: string, run: () => Promise<{ passed: number, failed: number }> }[]}
 */
export function planRuns(args) {
  const [name, ...rest] = args
  if (name === undefined) {
    return [checks(), suite('unit', { config: PLAIN }), suite('e2e', OWN_CONFIG.e2e)]
  }
  if (!NAMES.includes(name)) {
    throw new SetupError(`There is no suite ${name}; there are: ${NAMES.join(', ')}.`)
  }
  if (name === 'check') {
    return [checks()]
  }
  const own = OWN_CONFIG[name] ?? { config: PLAIN, args: ['--project', name] }
  return [suite(name, { ...own, args: [...(own.args ?? []), ...rest] })]
}

function suite(name, options) {
  return { name, run: () => runSuite(options) }
}

function checks() {
  const run = async () => {
    const results = await runChecks({ onResult: printResult })
    const passed = results.filter(({ ok }) => ok).length
    return { passed, failed: results.length - passed }
  }
  return { name: 'check', run }
}

async function test(args) {
  const plan = planRuns(args)
  let stopped = null
  process.on('SIGINT', () => (stopped = 130))
  process.on('SIGTERM', () => (stopped = 143))
  const counts = [await countStep('set-up', ensureReady)]
  // After a failed build the suites run on what stands there; after a failed set-up nothing can.
  const ready = counts[0].failed === 0
  // It waits for the network, and nothing before the suites needs it.
  const runtime = ready ? countStep('local runtime', () => readyLocalRuntime(plan)) : null
  if (ready) {
    counts.push(await countStep('build', ensureBuilt))
  }
  for (const { name, run } of plan) {
    if (name === 'unit' && runtime !== null) {
      counts.push(await runtime)
    }
    if (ready && stopped === null) {
      process.stdout.write(`\n── ${name}\n`)
      counts.push(await run())
    }
  }
  const sum = addCounts(counts)
  process.stdout.write(`${summaryLine(sum)}\n`)
  return stopped ?? (sum.failed > 0 ? 1 : 0)
}

/** What the models' tests, of the unit suite, need beside all that is installed. */
async function readyLocalRuntime(plan) {
  if (plan.some(({ name }) => name === 'unit')) {
    const talk = (line) => process.stderr.write(`${line}\n`)
    await ensureLocalRuntime({ projectFolder: projectRoot, talk })
  }
}

if (isEntry(import.meta.url)) {
  await runMain(test)
}
