import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { inProject, projectRoot } from './project.mjs'

const SIDES = ['main', 'preload', 'renderer']

/**
 * Builds every side as a release is built, and again on each change of a source. electron-vite's own
 * `build` never watches, so its resolved configuration is handed to vite.
 * @param {(side: 'main' | 'preload' | 'renderer') => void} onBuilt called after each good build
 * @returns {Promise<() => Promise<void>>} ends the watching
 */
export async function watchBuild(onBuilt) {
  process.env.NODE_ENV_ELECTRON_VITE = 'production'
  const { resolveConfig } = await load('electron-vite')
  const { build } = await load('vite')
  const { config } = await resolveConfig({ root: projectRoot }, 'build', 'production')
  const watchers = []
  for (const side of SIDES) {
    const options = config[side]
    const watcher = await build({ ...options, build: { ...options.build, watch: {} } })
    watchers.push(watcher)
    // vite prints an error of the build itself; the last good one goes on running.
    watcher.on('event', async (event) => {
      if (event.code === 'BUNDLE_END') {
        await event.result.close()
        onBuilt(side)
      }
    })
  }
  return async () => {
    await Promise.all(watchers.map((watcher) => watcher.close()))
  }
}

function load(name) {
  const entry = createRequire(inProject('package.json')).resolve(name)
  return import(pathToFileURL(entry).href)
}
