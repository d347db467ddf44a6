import { describe, expect, it } from 'vitest'
import { systemCipher } from '../../../main/app/system-cipher'

type Storage = Parameters<typeof systemCipher>[0]

const older = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => Buffer.from([...text].reverse().join('')),
  decryptString: (bytes: Buffer) => [...bytes.toString()].reverse().join('')
}

const newer = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => older.encryptString(text),
  decryptStringAsync: async (bytes: Buffer) => ({
    result: older.decryptString(bytes),
    shouldReEncrypt: false
  })
}

const cipherOf = (storage: object, platform: NodeJS.Platform = 'linux') =>
  systemCipher(storage as Storage, platform)

describe("the system's key store", () => {
  it.each([
    ['blocking', older],
    ['asynchronous', newer]
  ])('gives a secret back through its %s calls', async (_name, storage) => {
    const { cipher, state } = await cipherOf(storage)
    const bytes = await cipher?.encrypt('secret')
    expect(Buffer.from(bytes ?? []).toString()).toBe('terces')
    expect(await cipher?.decrypt(bytes ?? new Uint8Array())).toBe('secret')
    expect(state).toBe('system')
  })

  it('is refused where it hides nothing, and is never asked to encrypt', async () => {
    const plain = { ...older, getSelectedStorageBackend: () => 'basic_text' }
    expect(await cipherOf(plain)).toEqual({ cipher: null, state: 'plain-text' })
  })

  it('is none where there is none', async () => {
    const none = { ...newer, isAsyncEncryptionAvailable: async () => false }
    expect(await cipherOf(none)).toEqual({ cipher: null, state: 'none' })
    expect(await cipherOf({ ...older, isEncryptionAvailable: () => false }, 'darwin')).toEqual({
      cipher: null,
      state: 'none'
    })
  })
})
