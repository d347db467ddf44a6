import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectRoot } from '../support/project.mjs'
import { isEntry, runMain } from '../support/run-main.mjs'
import { SetupError } from '../support/setup-error.mjs'

const KEY_VARIABLE = 'WAR_ROOM_UPDATE_SIGNING_KEY'
/** What electron-builder writes beside its packages: latest.yml, latest-mac.yml, latest-linux.yml … */
const CHANNEL_FILE = /^[a-z]+(-mac|-linux(-[a-z0-9]+)?)?\.yml$/
const NOT_CHANNELS = new Set(['builder-debug.yml', 'builder-effective-config.yml'])
/** Signed too where it lies there, so that a first download can be held to the same key. */
const CHECKSUMS = 'SHA256SUMS'
const SECRET_MODE = 0o600

/**
 * The Ed25519 signature of a file's exact bytes, as it lies beside the file.
 * @param {Buffer} bytes
 * @param {import('node:crypto').KeyObject} key
 * @returns {string}
 */
export function signatureOf(bytes, key) {
  return `${sign(null, bytes, key).toString('base64')}\n`
}

/**
 * Signs each channel file of a folder, `latest.yml` gets `latest.yml.sig`, and its list of checksums.
 * @param {string} folder
 * @param {import('node:crypto').KeyObject} key
 * @returns {string[]} the names of the files that were signed
 * @throws {SetupError} when there is none
 */
export function signFeed(folder, key) {
  const there = readdirSync(folder).sort()
  const channels = there.filter((name) => CHANNEL_FILE.test(name) && !NOT_CHANNELS.has(name))
  if (channels.length === 0) {
    throw new SetupError(
      `There is no channel file (latest*.yml) in ${folder}. Run npm run dist first.`
    )
  }
  const names = [...channels, ...there.filter((name) => name === CHECKSUMS)]
  for (const name of names) {
    const file = join(folder, name)
    writeFileSync(`${file}.sig`, signatureOf(readFileSync(file), key))
  }
  return names
}

/**
 * The private key that an environment names, from its PEM file.
 * @param {NodeJS.ProcessEnv} env
 * @throws {SetupError} without one; nothing of what the file holds is repeated
 */
export function signingKey(env) {
  const file = env[KEY_VARIABLE]
  if (file === undefined || file === '') {
    throw new SetupError(
      `${KEY_VARIABLE} must name the private key (PEM) that signs the update feed.`
    )
  }
  const key = readKey(file)
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new SetupError(`${KEY_VARIABLE} does not name an Ed25519 private key as PEM.`)
  }
  return key
}

function readKey(file) {
  try {
    return createPrivateKey(readFileSync(file))
  } catch {
    return null
  }
}

/**
 * Makes a pair: `<name>.private.pem`, for its owner alone to read, and `<name>.public.pem`. A file
 * that is there is never written over.
 * @param {string} name path without the ends
 * @returns {{ privateFile: string, publicFile: string }}
 */
export function newKeyPair(name) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' }
  })
  const privateFile = resolve(`${name}.private.pem`)
  const publicFile = resolve(`${name}.public.pem`)
  try {
    writeFileSync(privateFile, privateKey, { flag: 'wx', mode: SECRET_MODE })
    writeFileSync(publicFile, publicKey, { flag: 'wx' })
  } catch (error) {
    throw new SetupError(`No pair was made (${error.code}: ${error.path}).`)
  }
  return { privateFile, publicFile }
}

function main([first, second]) {
  if (first === '--new-key') {
    const { privateFile, publicFile } = newKeyPair(second ?? 'update-feed')
    console.log(`Private key: ${privateFile} (keep it off the feed and out of the repository)`)
    console.log(`Public key: ${publicFile} (WAR_ROOM_UPDATE_PUBLIC_KEY of npm run dist)`)
    return
  }
  const folder = first ?? join(projectRoot, 'dist')
  for (const name of signFeed(folder, signingKey(process.env))) {
    console.log(`Signed ${name}: ${name}.sig`)
  }
}

if (isEntry(import.meta.url)) {
  await runMain(main)
}
