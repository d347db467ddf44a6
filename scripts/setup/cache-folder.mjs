import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Where finished runtimes are kept for the next clone: the user's cache folder. */
export function cacheFolder(env = process.env, platform = process.platform) {
  const folder = join(userCache(env, platform), 'war-room')
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return folder
  } catch {
    // A home that cannot be written to, as some build machines have.
    return join(tmpdir(), `war-room-cache-${process.getuid?.() ?? 'user'}`)
  }
}

function userCache(env, platform) {
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) {
    return env.XDG_CACHE_HOME
  }
  if (platform === 'win32' && env.LOCALAPPDATA) {
    return env.LOCALAPPDATA
  }
  return platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache')
}
