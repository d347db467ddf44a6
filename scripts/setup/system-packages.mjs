import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { SetupError } from '../support/setup-error.mjs'
import { runPackageTool } from './package-tool.mjs'

// Each need lists the names that Debian and Ubuntu releases have given to the same package.
const NEEDS = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libxss1'],
  ['libdrm2'],
  ['libxkbcommon0'],
  ['xvfb'],
  ['xauth'],
  ['fonts-dejavu-core'],
  ['fonts-noto-cjk'],
  ['gnome-keyring']
]
/** What making packages and trying them as installed needs beyond that. */
export const PACKAGING_NEEDS = [
  ['p7zip-full', '7zip'],
  ['desktop-file-utils'],
  ['shared-mime-info'],
  ['libglib2.0-bin'],
  ['lintian'],
  ['xdotool'],
  ['x11-utils']
]
const UPDATES_FOLDER = '/var/lib/dpkg/updates'
// The time is for an apt of somebody else, or of a run that was killed, to finish.
const APT_OPTIONS = ['-y', '--no-install-recommends']
  .concat('-o', 'Dpkg::Use-Pty=0')
  .concat('-o', 'DPkg::Lock::Timeout=300')
const APT_SIZES = /^(?:Need to get|After this operation|Fetched) /
const INSTALLED = 'install ok installed'

/**
 * Makes sure that the libraries, the virtual display and the fonts which Electron needs are there.
 * On a Debian as root it installs them, and says so; otherwise it prints the command that would.
 * On other systems it does nothing.
 * @param {{ talk: (line: string) => void, env?: NodeJS.ProcessEnv, isRoot?: boolean,
 *   updatesFolder?: string, osRelease?: string, more?: string[][] }} options more: other needs
 *   beside Electron's own
 * @returns {Promise<{ missing: string[], installed: string[] }>} what is missing afterwards
 * @throws {SetupError} when apt was run and failed
 */
export async function ensureSystemPackages(options) {
  const { talk, env = process.env, isRoot = process.getuid?.() === 0 } = options
  if (!isDebian(options.osRelease)) {
    return { missing: [], installed: [] }
  }
  const needs = [...NEEDS, ...(options.more ?? [])]
  const missing = missingPackages(env, needs)
  if (missing === null || missing.length === 0) {
    return { missing: [], installed: [] }
  }
  const interrupted = hasInterruptedUpdate(options.updatesFolder)
  if (!isRoot) {
    const fix = interrupted ? 'sudo dpkg --configure -a && ' : ''
    const names = missing.map((names) => pickName(names, env)).join(' ')
    talk(
      `System packages are missing. To install them: ${fix}sudo apt-get update && ` +
        `sudo apt-get install -y --no-install-recommends ${names}`
    )
    return { missing: missing.map(([name]) => name), installed: [] }
  }
  if (interrupted) {
    talk('An earlier package installation was cut short: running dpkg --configure -a')
    await runPackageTool('dpkg', ['--configure', '-a'], env)
  }
  return { missing: [], installed: await installMissing(missing, talk, env) }
}

/** The needs that no installed package meets; null where there is no dpkg. */
export function missingPackages(env = process.env, needs = NEEDS) {
  const names = needs.flat()
  const query = ['-W', '-f', '${Package}\t${Status}\n', ...names]
  const result = spawnSync('dpkg-query', query, { env, encoding: 'utf8' })
  if (result.error) {
    return null
  }
  const present = new Set()
  for (const line of result.stdout.split('\n')) {
    const [name, status] = line.split('\t')
    if (status === INSTALLED) {
      present.add(name)
    }
  }
  return needs.filter((alternatives) => !alternatives.some((name) => present.has(name)))
}

async function installMissing(missing, talk, env) {
  talk(`Installing system packages with apt: ${missing.map(([name]) => name).join(' ')}`)
  // One unreachable list need not matter: what is known already may be enough.
  const stale = await runPackageTool('apt-get', ['update', '-qq'], env).catch(
    (error) => error.message
  )
  const names = missing.map((alternatives) => pickName(alternatives, env))
  const relay = (line) => (APT_SIZES.test(line) ? talk(`  apt: ${line}`) : undefined)
  const install = ['install', ...APT_OPTIONS, ...names]
  await runPackageTool('apt-get', install, env, relay).catch((error) => {
    throw new SetupError(`${error.message}${stale ? ` Before that, ${stale}` : ''}`)
  })
  const left = missingPackages(env, missing) ?? []
  if (left.length > 0) {
    const rest = left.map(([name]) => name).join(' ')
    throw new SetupError(`apt-get ended well, but these packages are still missing: ${rest}.`)
  }
  talk(`System packages are ready (${names.length} asked for)`)
  return names
}

/** The first of a package's names for which apt has a version to install. */
function pickName(alternatives, env) {
  if (alternatives.length === 1) {
    return alternatives[0]
  }
  const known = alternatives.find((name) => {
    const result = spawnSync('apt-cache', ['policy', name], { env, encoding: 'utf8' })
    return /Candidate: (?!\(none\))\S/.test(result.stdout ?? '')
  })
  return known ?? alternatives[0]
}

/** dpkg keeps unfinished work here; it refuses to go on until `dpkg --configure -a` was run. */
function hasInterruptedUpdate(folder = UPDATES_FOLDER) {
  try {
    return existsSync(folder) && readdirSync(folder).length > 0
  } catch {
    return false
  }
}

/** True on Debian and what is made from it. */
export function isDebian(path = '/etc/os-release') {
  try {
    return /^ID(?:_LIKE)?=.*(?:debian|ubuntu)/m.test(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
}
