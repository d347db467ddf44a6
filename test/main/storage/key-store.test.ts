import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asideSuffix } from '../../../main/kernel/kept-json'
import { KeyStore, type Cipher } from '../../../main/storage/key-store'

const canary = 'sk-canary-7f3a91'
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-keys-'))
  file = join(folder, 'keys.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Stands in for the system's key store: real encryption under a key of this test. */
const cipherOf = (secret = randomBytes(32)): Cipher => ({
  encrypt: async (text) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', secret, iv)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body])
  },
  decrypt: async (bytes) => {
    const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  }
})

const environment = (): null => null

describe('keys', () => {
  it('are there after a restart, and nowhere in the clear', async () => {
    const cipher = cipherOf()
    const store = await KeyStore.open({ file, cipher, environment })
    expect(await store.set('one', canary)).toBe('system')
    expect(readFileSync(file, 'latin1')).not.toContain(canary)
    expect(readFileSync(file, 'latin1')).not.toContain(Buffer.from(canary).toString('base64'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const next = await KeyStore.open({ file, cipher, environment })
    expect([next.get('one'), next.place('one')]).toEqual([canary, 'system'])
  })

  it('hold for this run alone, and touch no disk, where the system cannot encrypt', async () => {
    const store = await KeyStore.open({ file, cipher: null, environment })
    expect(await store.set('one', canary)).toBe('run')
    expect([store.get('one'), store.lasting, existsSync(file)]).toEqual([canary, false, false])
  })

  it('are forgotten for good; without any left there is no file', async () => {
    const cipher = cipherOf()
    const store = await KeyStore.open({ file, cipher, environment })
    await Promise.all([store.set('one', canary), store.set('two', 'other')])
    await store.forget('one')
    expect((await KeyStore.open({ file, cipher, environment })).place('one')).toBe('none')
    await store.forget('two')
    expect(existsSync(file)).toBe(false)
  })

  it('come from the environment where none was set, and are not kept', async () => {
    const from = (profile: string): string | null => (profile === 'one' ? 'from-env' : null)
    const store = await KeyStore.open({ file, cipher: cipherOf(), environment: from })
    expect([store.get('one'), store.place('one')]).toEqual(['from-env', 'environment'])
    await store.set('one', canary)
    expect([store.get('one'), store.place('one')]).toEqual([canary, 'system'])
    await store.forget('one')
    expect(store.get('one')).toBe('from-env')
  })

  it('that another machine encrypted are as if they were not set, and the rest stay', async () => {
    const cipher = cipherOf()
    const store = await KeyStore.open({ file, cipher, environment })
    await store.set('one', canary)
    const elsewhere = await KeyStore.open({ file, cipher: cipherOf(), environment })
    expect(elsewhere.get('one')).toBeNull()
    await elsewhere.set('two', 'fresh')
    expect(elsewhere.get('two')).toBe('fresh')
  })

  it.each(['', '{', '{"version":2}', '[]'])('in a broken file (%j) are put aside', async (text) => {
    writeFileSync(file, text)
    const store = await KeyStore.open({ file, cipher: cipherOf(), environment })
    expect(store.place('one')).toBe('none')
    expect(readFileSync(`${file}${asideSuffix}`, 'utf8')).toBe(text)
  })
})
