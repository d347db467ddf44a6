import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asideSuffix } from '../../../main/kernel/kept-json'
import { KeyStore, type Cipher } from '../../../main/storage/key-store'
import { memoryCipher as cipherOf } from '../../support/memory-cipher'

const canary = 'sk-canary-7f3a91'
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-keys-'))
  file = join(folder, 'keys.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

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

  it('that the system refuses hold for this run, are told, and leave no older one behind', async () => {
    const good = cipherOf()
    const words = `no room for ${canary}`
    let refuses = false
    const cipher: Cipher = {
      ...good,
      encrypt: async (text) => {
        if (refuses) throw new Error(words)
        return good.encrypt(text)
      }
    }
    const store = await KeyStore.open({ file, cipher, environment })
    await store.set('one', 'older')
    refuses = true
    const refused = store.set('one', canary)
    await expect(refused).rejects.toMatchObject({ code: 'provider.key-not-kept' })
    await expect(refused).rejects.not.toThrow(canary)
    expect([store.get('one'), store.place('one')]).toEqual([canary, 'run'])
    expect((await KeyStore.open({ file, cipher: good, environment })).get('one')).toBeNull()
  })

  it('that are forgotten while the system still encrypts them are not kept', async () => {
    const store = await KeyStore.open({ file, cipher: cipherOf(), environment })
    await Promise.all([store.set('one', canary), store.forget('one')])
    expect([store.get('one'), existsSync(file)]).toEqual([null, false])
  })
})
