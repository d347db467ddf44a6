import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SetupError } from '../support/setup-error.mjs'

/**
 * Where the packages shall look for newer ones, by WAR_ROOM_UPDATE_URL and
 * WAR_ROOM_UPDATE_PUBLIC_KEY; null without both, and the program then asks nobody.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ isPinned: boolean, version: string }} electron
 * @param {string} platform
 * @returns {{ url: string, keyFile: string } | null}
 * @throws {SetupError} on half a feed, a wrong address or key, and on a feed for a test package
 */
export function feedOf(env, electron, platform = process.platform) {
  const { WAR_ROOM_UPDATE_URL: url, WAR_ROOM_UPDATE_PUBLIC_KEY: keyFile } = env
  if (url === undefined && keyFile === undefined) {
    return null
  }
  if (url === undefined || keyFile === undefined) {
    throw new SetupError('A feed is WAR_ROOM_UPDATE_URL and WAR_ROOM_UPDATE_PUBLIC_KEY, both.')
  }
  if (!electron.isPinned) {
    throw new SetupError(
      `A package around Electron ${electron.version} is for tests, and takes no update feed.`
    )
  }
  // macOS replaces a signed program alone: an unsigned one would offer each version again and again.
  if (platform === 'darwin' && env.CSC_LINK === undefined && env.CSC_NAME === undefined) {
    throw new SetupError('A feed on macOS needs a signed program: set CSC_LINK or CSC_NAME.')
  }
  checkAddress(url)
  checkKey(keyFile)
  return { url, keyFile }
}

/** The file by which a packaged program knows its feed, resources/app-update.yml. */
export function feedFile({ url }) {
  const lines = ['provider: generic', `url: ${JSON.stringify(url)}`]
  return `${[...lines, 'updaterCacheDirName: war-room-updater'].join('\n')}\n`
}

function checkAddress(url) {
  const address = URL.canParse(url) ? new URL(url) : null
  const isLocal = address?.protocol === 'http:' && address.hostname === '127.0.0.1'
  if (address?.protocol !== 'https:' && !isLocal) {
    throw new SetupError('WAR_ROOM_UPDATE_URL must be an https address (http on 127.0.0.1 only).')
  }
  // The program would refuse it, and never find a newer version.
  const { username, password, search, hash } = address
  if (username + password + search + hash !== '') {
    throw new SetupError('WAR_ROOM_UPDATE_URL names a folder: no name, password or query.')
  }
}

function checkKey(keyFile) {
  try {
    const { asymmetricKeyType: type } = createPublicKey(readFileSync(keyFile, 'utf8'))
    if (type !== 'ed25519') {
      throw new Error(`it is ${type}`)
    }
  } catch (cause) {
    const message = `WAR_ROOM_UPDATE_PUBLIC_KEY must name an Ed25519 public key as PEM (${cause.message}).`
    throw new SetupError(message, { cause })
  }
}
