import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertSigned, feedKey } from '../../../../main/app/updates/feed-signature'
import { newKeyPair, signFeed, signingKey } from '../../../../scripts/dist/sign-feed.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-sign-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const variable = 'WAR_ROOM_UPDATE_SIGNING_KEY'

describe('the feed', () => {
  it('is signed so that the program with the public key of the pair believes it', () => {
    const { privateFile, publicFile } = newKeyPair(join(folder, 'pair'))
    const channels = ['latest-linux-arm64.yml', 'latest-linux.yml', 'latest-mac.yml', 'latest.yml']
    for (const name of [...channels, 'builder-debug.yml', 'app.txt']) {
      writeFileSync(join(folder, name), `of ${name}\n`)
    }
    expect(signFeed(folder, signingKey({ [variable]: privateFile }))).toEqual(channels)
    const signed = readdirSync(folder).filter((name) => name.endsWith('.sig'))
    expect(signed.sort()).toEqual(channels.map((name) => `${name}.sig`))
    const pem = readFileSync(publicFile, 'utf8')
    for (const name of channels) {
      const bytes = readFileSync(join(folder, name))
      const signature = readFileSync(join(folder, `${name}.sig`), 'utf8')
      assertSigned(bytes, signature, feedKey(pem))
      expect(verify(null, bytes, createPublicKey(pem), Buffer.from(signature, 'base64'))).toBe(true)
    }
  })

  it('is not signed without a key, or with one of another kind, and no key is told', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    const file = join(folder, 'rsa.pem')
    writeFileSync(file, rsa.export({ type: 'pkcs8', format: 'pem' }))
    for (const env of [{}, { [variable]: '' }, { [variable]: file }, { [variable]: '/nowhere' }]) {
      expect(() => signingKey(env)).toThrow(/^WAR_ROOM_UPDATE_SIGNING_KEY [^\n]+$/)
    }
  })

  it('without a channel file is an error', () => {
    const { privateFile } = newKeyPair(join(folder, 'pair'))
    expect(() => signFeed(folder, signingKey({ [variable]: privateFile }))).toThrow(/latest/)
  })
})

describe('a new pair of keys', () => {
  it('has a private one for its owner alone, and takes no other one’s place', () => {
    const { privateFile, publicFile } = newKeyPair(join(folder, 'pair'))
    expect(statSync(privateFile).mode & 0o777).toBe(0o600)
    const before = readFileSync(publicFile, 'utf8')
    expect(() => newKeyPair(join(folder, 'pair'))).toThrow(/No pair was made/)
    expect(readFileSync(publicFile, 'utf8')).toBe(before)
    expect(readFileSync(publicFile, 'utf8')).not.toContain('PRIVATE')
  })
})
