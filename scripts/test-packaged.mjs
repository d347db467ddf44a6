import { existsSync } from 'node:fs'
import { auditProject } from './audit.mjs'
import { ensureReady } from './setup.mjs'
import { ensureSystemPackages, PACKAGING_NEEDS } from './setup/system-packages.mjs'
import { runNode } from './support/child.mjs'
import { countStep } from './support/count-step.mjs'
import { isRoot } from './support/display.mjs'
import { inProject, projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'
import { SetupError } from './support/setup-error.mjs'
import { runSuite } from './support/suite.mjs'
import { addCounts, summaryLine } from './support/test-summary.mjs'

const CONFIG = 'vitest.packaged.config.ts'
const PROJECTS = ['built', 'driven']
const LEFT_OUT =
  'Left out: the tests of the installed program, which need root to install the package and to add ' +
  'a user. Run them as root: npm run test:packaged'

/**
 * Makes the packages, or takes those in the folder that WAR_ROOM_DIST names, and tries them: as
 * built, and, as root, installed with apt and used by a fresh user.
 * @param {string[]} args parts of the paths of the test files to run; none for all
 */
async function testPackaged(args) {
  let stopped = null
  process.on('SIGINT', () => (stopped = 130))
  process.on('SIGTERM', () => (stopped = 143))
  const steps = [
    { name: 'set-up', run: setUp },
    { name: 'npm run dist', run: makePackages }
  ]
  const counts = []
  for (const { name, run } of steps) {
    if (addCounts(counts).failed === 0 && stopped === null) {
      counts.push(await countStep(name, run))
    }
  }
  if (addCounts(counts).failed === 0 && stopped === null) {
    counts.push(...(await Promise.all(suitesOf(args).map(runSuite))))
    counts.push(await countStep('installed', tellLeftOut))
    counts.push(await countStep('npm run audit', auditProject))
  }
  const sum = addCounts(counts)
  process.stdout.write(`${summaryLine(sum)}\n`)
  return stopped ?? (sum.failed > 0 ? 1 : 0)
}

/** What looks at files keeps a processor busy, what drives windows mostly waits: side by side. */
function suitesOf(args) {
  const all = args.length > 0 ? [args] : PROJECTS.map((name) => ['--project', name])
  return all.map((words) => ({ config: CONFIG, args: words }))
}

async function setUp() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg')) {
    throw new SetupError('These tests are of the Linux packages and need a Debian.')
  }
  const talk = (line) => process.stderr.write(`${line}\n`)
  await ensureReady({ system: false })
  const { missing } = await ensureSystemPackages({ talk, more: PACKAGING_NEEDS })
  if (missing.length > 0) {
    throw new SetupError(`System packages are missing: ${missing.join(' ')}.`)
  }
}

async function makePackages() {
  if (process.env.WAR_ROOM_DIST) {
    return
  }
  const stdio = ['ignore', 'inherit', 'inherit']
  const code = await runNode(inProject('scripts', 'dist.mjs'), [], { cwd: projectRoot, stdio })
  if (code !== 0) {
    throw new SetupError(`The packages cannot be made (${code}); the reason stands above.`)
  }
}

/** Silence is no pass: a build that has to prove the packages fails without root. */
async function tellLeftOut() {
  if (isRoot()) {
    return
  }
  if (process.env.CI) {
    throw new SetupError(LEFT_OUT)
  }
  process.stdout.write(`${LEFT_OUT}\n`)
}

if (isEntry(import.meta.url)) {
  await runMain(testPackaged)
}
