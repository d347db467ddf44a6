import * as electron from 'electron'
import type { KeyStoreState } from '../../preload/contract/providers'
import type { Cipher } from '../storage/key-store'

type SafeStorage = Electron.SafeStorage

export interface SystemCipher {
  /** Null where the system keeps no secrets. */
  cipher: Cipher | null
  state: KeyStoreState
}

/** The older line of Electron has the blocking calls alone. */
const hasAsync = (storage: Partial<SafeStorage>): boolean =>
  storage.isAsyncEncryptionAvailable !== undefined

const asyncCipher = (storage: SafeStorage): Cipher => ({
  encrypt: (text) => storage.encryptStringAsync(text),
  decrypt: async (bytes) => (await storage.decryptStringAsync(Buffer.from(bytes))).result
})

const blockingCipher = (storage: SafeStorage): Cipher => ({
  encrypt: async (text) => storage.encryptString(text),
  decrypt: async (bytes) => storage.decryptString(Buffer.from(bytes))
})

/**
 * How this system keeps secrets. On Linux Chromium falls back to a password that is written in its
 * own source (`basic_text`): that hides nothing, and is refused.
 */
export const systemCipher = async (
  storage: SafeStorage = electron.safeStorage,
  platform: NodeJS.Platform = process.platform
): Promise<SystemCipher> => {
  if (platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text') {
    return { cipher: null, state: 'plain-text' }
  }
  const available = hasAsync(storage)
    ? await storage.isAsyncEncryptionAvailable()
    : storage.isEncryptionAvailable()
  if (!available) return { cipher: null, state: 'none' }
  return {
    cipher: hasAsync(storage) ? asyncCipher(storage) : blockingCipher(storage),
    state: 'system'
  }
}
