import { get } from '../setup/http.mjs'

// Electron's releases, and the tools that electron-builder calls.
const DOWNLOADS = 'https://github.com/electron/electron/releases'
const REACH_LIMIT_MS = 5000

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
