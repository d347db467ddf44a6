import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// All other packages are inside the bundles; this one finds its compiled part beside itself.
const KEPT_PACKAGES = {
  '@photostructure/sqlite': ['package.json', 'LICENSE', 'dist/index.mjs'],
  'node-gyp-build': ['package.json', 'LICENSE', 'index.js', 'node-gyp-build.js']
}
// Electron is built on glibc, Alpine's musl is for Node alone.
const PREBUILD = '@photostructure+sqlite.glibc.node'
const BUNDLES = ['out/main', 'out/preload', 'out/renderer']
// The terminal room needs a Node to run on, which an installed program does not bring.
const NOT_SHIPPED = [join('out', 'main', 'headless.js')]
const FROM_PACKAGE_JSON = [
  'name',
  'productName',
  'desktopName',
  'description',
  'license',
  'type',
  'main'
]

/**
 * Lays out exactly what an installed program holds: the bundles, the one package that stays beside
 * them with its compiled part for each processor of the platform, and the licences.
 * @param {{ projectFolder: string, folder: string, version: string, platform: string,
 *   licences: string }} options folder: made anew; licences: the text of LICENSES.txt
 */
export function stageApp({ projectFolder, folder, version, platform, licences }) {
  rmSync(folder, { recursive: true, force: true })
  for (const bundle of BUNDLES) {
    cpSync(join(projectFolder, bundle), join(folder, bundle), { recursive: true })
  }
  for (const name of NOT_SHIPPED) {
    rmSync(join(folder, name))
  }
  for (const [name, files] of Object.entries(KEPT_PACKAGES)) {
    for (const file of files) {
      copy(projectFolder, folder, join('node_modules', name, file))
    }
  }
  copyPrebuilds(projectFolder, folder, platform)
  writeFileSync(join(folder, 'package.json'), packageJson(projectFolder, version))
  writeFileSync(join(folder, 'LICENSES.txt'), licences)
}

function copyPrebuilds(projectFolder, folder, platform) {
  const prebuilds = join('node_modules', '@photostructure', 'sqlite', 'prebuilds')
  for (const name of readdirSync(join(projectFolder, prebuilds)).sort()) {
    if (name.startsWith(`${platform}-`)) {
      copy(projectFolder, folder, join(prebuilds, name, PREBUILD))
    }
  }
}

function copy(projectFolder, folder, path) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  cpSync(join(projectFolder, path), join(folder, path))
}

function packageJson(projectFolder, version) {
  const whole = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))
  const kept = Object.fromEntries(FROM_PACKAGE_JSON.map((key) => [key, whole[key]]))
  const sqlite = '@photostructure/sqlite'
  const dependencies = { [sqlite]: whole.dependencies[sqlite] }
  const shipped = { ...kept, version, author: { name: whole.productName }, dependencies }
  return `${JSON.stringify(shipped, null, 2)}\n`
}
