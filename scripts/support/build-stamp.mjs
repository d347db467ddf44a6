import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['main', 'preload', 'renderer', 'locales']
const FILES = [
  ...['electron.vite.config.ts', 'package.json', 'package-lock.json'],
  ...['resources/icon.svg', 'scripts/dist/icons.mjs']
]
const STAMP = join('out', '.build-stamp')
const OUTPUTS = ['out/main/index.js', 'out/main/headless.js', 'out/preload/index.cjs']

/**
 * What the build is made from, as one hash over each file's name, size and time of change: reading
 * all of it would cost more than the whole start should.
 * @param {string} projectFolder
 */
export function hashInputs(projectFolder) {
  const hash = createHash('sha256')
  for (const file of FILES) {
    addFile(hash, projectFolder, file)
  }
  for (const folder of FOLDERS) {
    addFolder(hash, projectFolder, folder)
  }
  return hash.digest('hex')
}

/** True when out/ was made from what the inputs are now. */
export function isBuilt(projectFolder, inputs = hashInputs(projectFolder)) {
  const there = OUTPUTS.every((path) => existsSync(join(projectFolder, path)))
  return there && readStamp(projectFolder) === inputs
}

/** Forgets the last build, so that one which is cut short is done again. */
export function clearStamp(projectFolder) {
  rmSync(join(projectFolder, STAMP), { force: true })
}

/** Says that out/ was made from these inputs: the last act of a build. */
export function writeStamp(projectFolder, inputs) {
  writeFileSync(join(projectFolder, STAMP), inputs)
}

function readStamp(projectFolder) {
  try {
    return readFileSync(join(projectFolder, STAMP), 'utf8')
  } catch {
    return null
  }
}

function addFolder(hash, projectFolder, folder) {
  const path = join(projectFolder, folder)
  if (!existsSync(path)) {
    return
  }
  const entries = readdirSync(path, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      addFolder(hash, projectFolder, name)
    } else {
      addFile(hash, projectFolder, name)
    }
  }
}

function addFile(hash, projectFolder, name) {
  const info = statSync(join(projectFolder, name), { throwIfNoEntry: false })
  hash.update(`${name}\0${info?.size ?? 'none'}\0${info?.mtimeMs ?? 'none'}\n`)
}
