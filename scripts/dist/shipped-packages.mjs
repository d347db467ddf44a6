import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// Where each side's build says whose code its bundles hold (electron.vite.config.ts).
const SIDES = ['main', 'preload', 'renderer']
/** Not in a bundle but laid beside it, and the one whose data file is the bundled case. */
const BESIDE = ['@photostructure/sqlite', 'node-gyp-build', 'vega-datasets']
/** What build tools put into bundles by themselves, by the name that they give such a module. */
const TOOLS = [
  [/^rolldown\//, 'rolldown'],
  [/^vite\//, 'vite'],
  [/^plugin-vue:/, '@vitejs/plugin-vue']
]

/**
 * Every npm package of which something is shipped: code in a bundle, or files beside it. Needs out/.
 * @param {string} projectFolder
 * @returns {{ name: string, version: string, license: string, folder: string }[]} by name, then
 *   version; license: the SPDX expression of its package.json; folder: absolute
 */
export function shippedPackages(projectFolder) {
  const bundled = SIDES.flatMap((side) =>
    JSON.parse(readFileSync(join(projectFolder, 'out', 'packages', `${side}.json`), 'utf8'))
  )
  const paths = [...bundled.map(folderOf), ...BESIDE.map((name) => `node_modules/${name}`)]
  return [...new Set(paths)]
    .map((path) => describe(join(projectFolder, path)))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
    .filter((one, index, all) => index === 0 || !isSame(one, all[index - 1]))
}

function folderOf(source) {
  if (source.startsWith('node_modules/')) {
    return source
  }
  const tool = TOOLS.find(([pattern]) => pattern.test(source))
  if (tool === undefined) {
    throw new Error(`A bundle holds “${source}”, and nobody knows whose that is.`)
  }
  return `node_modules/${tool[1]}`
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof license !== 'string') {
    throw new Error(`${name} ${version} names no licence in its package.json.`)
  }
  return { name, version, license, folder }
}

// The same version may stand in several folders.
function isSame(a, b) {
  return a.name === b.name && a.version === b.version
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}
