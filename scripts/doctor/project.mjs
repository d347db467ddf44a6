import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dependenciesReady } from '../setup/dependencies.mjs'
import { findRuntime } from '../setup/electron-runtime.mjs'
import { checkNodeVersion } from '../setup/node-version.mjs'
import { isBuilt } from '../support/build-stamp.mjs'

const SET_UP = 'npm start sets it up'

/** Findings about this clone: Node, dependencies, the Electron runtime, the build. */
export function lookAtProject(projectFolder, env) {
  const runtime = findRuntime({ electronFolder: join(projectFolder, 'node_modules/electron'), env })
  return [
    node(),
    dependencies(projectFolder),
    electron(projectFolder, runtime),
    ...libraries(runtime),
    build(projectFolder)
  ]
}

function node() {
  try {
    checkNodeVersion()
    return { name: 'Node', status: 'ok', text: process.versions.node }
  } catch (error) {
    return { name: 'Node', status: 'bad', text: error.message }
  }
}

function dependencies(projectFolder) {
  const name = 'dependencies'
  try {
    return dependenciesReady(projectFolder)
      ? { name, status: 'ok', text: 'as package-lock.json says' }
      : { name, status: 'bad', text: `not as package-lock.json says; ${SET_UP}` }
  } catch (error) {
    return { name, status: 'bad', text: error.message }
  }
}

function electron(projectFolder, runtime) {
  const name = 'Electron'
  if (runtime === null) {
    return { name, status: 'bad', text: `no runtime; ${SET_UP}` }
  }
  const wanted = packageVersion(projectFolder)
  const line = `${runtime.version} (${runtime.executable})`
  return runtime.version === wanted || wanted === null
    ? { name, status: 'ok', text: line }
    : { name, status: 'ok', text: `${line}, standing in for ${wanted}` }
}

/** Libraries that the Electron binary asks for and the system lacks, on Linux. */
function libraries(runtime) {
  if (process.platform !== 'linux' || runtime === null) {
    return []
  }
  const result = spawnSync('ldd', [runtime.executable], { encoding: 'utf8' })
  if (result.error) {
    return []
  }
  const missing = [...result.stdout.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name)
  const name = 'libraries'
  return missing.length === 0
    ? [{ name, status: 'ok', text: 'all that Electron asks for are there' }]
    : [{ name, status: 'bad', text: `missing: ${missing.join(' ')}; ${SET_UP}` }]
}

function build(projectFolder) {
  const name = 'build'
  return isBuilt(projectFolder)
    ? { name, status: 'ok', text: 'up to date' }
    : { name, status: 'note', text: 'out of date; npm start builds it' }
}

function packageVersion(projectFolder) {
  try {
    const path = join(projectFolder, 'node_modules/electron/package.json')
    return JSON.parse(readFileSync(path, 'utf8')).version
  } catch {
    return null
  }
}
