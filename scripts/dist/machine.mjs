import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { get } from '../setup/http.mjs'

// Electron's releases, and the tools that electron-builder calls.
const DOWNLOADS = 'https://github.com/electron/electron/releases'
const REACH_LIMIT_MS = 5000

/** The absolute path of a program on this machine's PATH, or null. */
export function findTool(name, path = process.env.PATH ?? '') {
  const isRunnable = (file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  return (
    path
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find(isRunnable) ?? null
  )
}

/** Whether what packaging downloads can be had here. */
export async function canDownload(url = DOWNLOADS) {
  try {
    const response = await get(url, { firstByteMs: REACH_LIMIT_MS })
    response.destroy()
    return true
  } catch {
    return false
  }
}
