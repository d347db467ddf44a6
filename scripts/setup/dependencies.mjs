import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SetupError } from '../support/setup-error.mjs'
import { inTurn, isAlive } from '../support/turn.mjs'
import { InstallWatch } from './install-watch.mjs'
import { runNpm } from './npm.mjs'
import { ownedName } from './owned-name.mjs'

const STAMP = '.war-room-dependencies.json'
const HIDDEN_LOCK = '.package-lock.json'
const LOOK_MS = 500
const LEFTOVER_MS = 10 * 60 * 1000

/**
 * Makes sure that node_modules is what package-lock.json says, by `npm ci` when it is not. No package
 * runs a script of its own meanwhile (docs/dependencies.md). The stamp is written last, so an
 * installation that was killed is done again.
 * @param {{ projectFolder: string, talk: (line: string) => void }} options
 * @returns {Promise<{ changed: boolean }>}
 * @throws {SetupError} with npm's reason
 */
export async function ensureDependencies({ projectFolder, talk }) {
  // Not inside node_modules: npm ci empties it.
  const work = join(projectFolder, '.cache')
  const lock = join(work, 'dependencies.lock')
  if (dependenciesReady(projectFolder) && !existsSync(lock)) {
    return { changed: false }
  }
  return inTurn(lock, async () => {
    await waitForLeftover(work, talk)
    const modules = join(projectFolder, 'node_modules')
    const ready = dependenciesReady(projectFolder) || installedByHand(projectFolder)
    if (!ready) {
      rmSync(join(modules, STAMP), { force: true })
      await install(projectFolder, work, talk)
    }
    await writeStamp(modules, describeWanted(projectFolder))
    return { changed: !ready }
  })
}

/** True when the stamp says that node_modules belongs to this package-lock.json. */
export function dependenciesReady(projectFolder) {
  const stamp = readText(join(projectFolder, 'node_modules', STAMP))
  return stamp === describeWanted(projectFolder)
}

// Packages with native parts differ by platform, so a folder copied from another one does not count.
function describeWanted(projectFolder) {
  const lock = readText(join(projectFolder, 'package-lock.json'))
  if (lock === null) {
    throw new SetupError('package-lock.json is missing: the clone is not complete.')
  }
  const lockSha256 = createHash('sha256').update(lock).digest('hex')
  return JSON.stringify({ lockSha256, platform: process.platform, arch: process.arch })
}

/**
 * npm writes its own record of node_modules at the very end of an installation. When that record
 * holds exactly what the lock file asks for, somebody ran npm by hand and nothing is left to do.
 */
function installedByHand(projectFolder) {
  const hidden = readPackages(join(projectFolder, 'node_modules', HIDDEN_LOCK))
  const locked = readPackages(join(projectFolder, 'package-lock.json'))
  if (hidden === null || locked === null) {
    return false
  }
  const spared = (entry) => entry.optional || entry.devOptional || entry.peer
  const complete = Object.entries(locked).every(
    ([path, entry]) => path === '' || path in hidden || spared(entry)
  )
  const same = Object.entries(hidden).every(
    ([path, entry]) =>
      locked[path]?.version === entry.version &&
      locked[path]?.integrity === entry.integrity &&
      existsSync(join(projectFolder, path, 'package.json'))
  )
  return complete && same
}

async function install(projectFolder, work, talk) {
  const locked = readPackages(join(projectFolder, 'package-lock.json')) ?? {}
  const paths = Object.keys(locked).filter((path) => path !== '' && isMeant(locked[path]))
  talk(`Installing ${paths.length} dependencies with npm ci (a few minutes the first time)`)
  const watch = new InstallWatch(projectFolder, paths, talk)
  const record = join(work, 'npm-ci.pid')
  try {
    const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']
    await runNpm(['ci', ...options, '--prefer-offline'], {
      cwd: projectFolder,
      onStart: (pid) => writeFileSync(record, String(pid))
    })
    talk(`Dependencies are ready (${watch.summary()})`)
  } finally {
    watch.end()
    rmSync(record, { force: true })
  }
}

/** Packages with native parts name the platforms that they are meant for. */
function isMeant({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch))
}

/**
 * When a run was killed, the npm that it had started may still be writing into node_modules; two at
 * once would spoil it. What that one leaves is then looked at like any other installation.
 */
async function waitForLeftover(work, talk) {
  const record = join(work, 'npm-ci.pid')
  const pid = Number(readText(record) ?? 0)
  const untilMs = performance.now() + LEFTOVER_MS
  if (isNpm(pid)) {
    talk('An npm ci that an earlier run had started is still at work: waiting for it')
  }
  while (isNpm(pid) && performance.now() < untilMs) {
    await delay(LOOK_MS)
  }
  rmSync(record, { force: true })
}

function isNpm(pid) {
  const command = process.platform === 'linux' ? readText(`/proc/${pid}/cmdline`) : 'npm'
  return isAlive(pid) && command !== null && command.includes('npm')
}

async function writeStamp(modules, text) {
  await mkdir(modules, { recursive: true })
  const temporary = join(modules, ownedName(STAMP))
  await writeFile(temporary, text)
  await rename(temporary, join(modules, STAMP))
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
