import { ensureBuilt } from './build.mjs'
import { ensureReady } from './setup.mjs'
import { runMain } from './support/run-main.mjs'
import { runSuite } from './support/suite.mjs'
import { summaryLine } from './support/test-summary.mjs'

const LIMIT_MS = 4 * 60 * 60 * 1000

await runMain(async (args) => {
  await ensureReady()
  await ensureBuilt()
  const config = 'vitest.stress.config.ts'
  const counts = await runSuite({ config, args, limitMs: LIMIT_MS })
  process.stdout.write(`${summaryLine(counts)}\n`)
  return counts.exitCode === 0 && counts.failed === 0 ? 0 : 1
})
