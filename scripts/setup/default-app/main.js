// Stands in for Electron's own default_app.asar, which the runtime from the npm registry lacks.
// It must be an ES module that awaits at the top level: Electron holds `ready` back until the entry
// module has finished, and an application has to register its schemes before `ready`.
import { existsSync, readFileSync } from 'node:fs'
import Module from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

function readArguments(args) {
  const result = { modules: [], version: false, target: null }
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]
    if (arg === '-r' || arg === '--require') {
      index += 1
      result.modules.push(args[index])
    } else if (arg.startsWith('--require=')) {
      result.modules.push(arg.slice('--require='.length))
    } else if (arg === '-v' || arg === '--version') {
      result.version = true
    } else if (!arg.startsWith('-')) {
      // Everything after the target belongs to the application.
      result.target = arg
      break
    }
  }
  return result
}

function describe(folder) {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) {
    return null
  }
  const data = JSON.parse(readFileSync(path, 'utf8'))
  if (data.version) {
    app.setVersion(data.version)
  }
  if (data.productName ?? data.name) {
    app.setName(data.productName ?? data.name)
  }
  if (data.desktopName) {
    app.setDesktopName(data.desktopName)
  }
  return folder
}

async function load(target) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const path = resolve(target)
  const folder = describe(path)
  const entry = Module._resolveFilename(path, null, true)
  app.setAppPath(folder ?? dirname(entry))
  await import(pathToFileURL(entry).href)
}

const { modules, version, target } = readArguments(process.argv.slice(1))

if (version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
if (modules.length > 0) {
  Module._preloadModules(modules)
}
if (target === null) {
  console.error('electron: give the folder of an application, such as: electron .')
  process.exit(1)
}
try {
  await load(target)
} catch (error) {
  console.error(`electron: the application at ${target} could not be loaded.`)
  console.error(error)
  process.exit(1)
}
