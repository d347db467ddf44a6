import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { executableOf } from '../setup/runtime-sources.mjs'

/**
 * Which Chromium and Node.js the Electron in node_modules holds, as it says itself.
 * @param {string} projectFolder
 * @returns {{ chromium?: string, node?: string }} empty when no Electron is set up
 */
export function electronHolds(projectFolder) {
  const folder = join(projectFolder, 'node_modules', 'electron', 'dist')
  const executable = join(folder, executableOf(process.platform))
  if (!existsSync(executable)) {
    return {}
  }
  // Without an app, an Electron that is told to be Node needs neither display nor sandbox.
  const words = execFileSync(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8'
  })
  const { chrome, node } = JSON.parse(words)
  return { chromium: chrome, node }
}
