import { spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { newKeyPair, signFeed } from '../../scripts/dist/sign-feed.mjs'

const folder = mkdtempSync(join(tmpdir(), 'war-room-checksums-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { privateFile, publicFile } = newKeyPair(join(folder, 'key'))
const key = createPrivateKey(readFileSync(privateFile))

const hasTool = spawnSync('openssl', ['version']).status === 0

const verified = (): boolean => {
  const [list, signature] = ['SHA256SUMS', 'SHA256SUMS.sig'].map((name) =>
    readFileSync(join(folder, name))
  ) as [Buffer, Buffer]
  const bytes = Buffer.from(signature.toString(), 'base64')
  return verify(null, list, createPublicKey(readFileSync(publicFile)), bytes)
}

/** By the very commands of SECURITY.md, where the machine has what they call. */
const verifiedByHand = (): boolean => {
  const security = readFileSync(join(import.meta.dirname, '../../SECURITY.md'), 'utf8')
  const [, commands = 'exit 9'] = /```\n(base64 [^`]+)```/.exec(security) ?? []
  return spawnSync('sh', ['-ec', commands], { cwd: folder }).status === 0
}

it('is how a person holds the list of checksums to the key of the updates', () => {
  writeFileSync(join(folder, 'latest.yml'), 'version: 1.0.0\n')
  expect(signFeed(folder, key)).toEqual(['latest.yml'])
  expect(existsSync(join(folder, 'SHA256SUMS.sig'))).toBe(false)
  writeFileSync(join(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  war-room.deb\n`)
  expect(signFeed(folder, key)).toEqual(['latest.yml', 'SHA256SUMS'])
  copyFileSync(publicFile, join(folder, 'update-key.pem'))
  expect([verified(), verifiedByHand()]).toEqual([true, hasTool])
  writeFileSync(join(folder, 'SHA256SUMS'), `${'1'.repeat(64)}  war-room.deb\n`)
  expect([verified(), verifiedByHand()]).toEqual([false, false])
})
