import { z } from 'zod'
import { errorCodes } from '../../preload/contract/errors'
import type { KeyPlace } from '../../preload/contract/providers'
import { AppError } from '../kernel/errors'
import { KeptJson } from '../kernel/kept-json'
import { storageError } from './storage-error'

/** The system's own way to keep a secret; null where it has none that deserves the name. */
export interface Cipher {
  encrypt(text: string): Promise<Uint8Array>
  /** Rejects for what another user or machine encrypted. */
  decrypt(bytes: Uint8Array): Promise<string>
}

const ownerOnly = 0o600

const fileSchema = z.strictObject({ version: z.literal(1), keys: z.record(z.string(), z.base64()) })

type KeptKeys = KeptJson<z.infer<typeof fileSchema>>

export interface KeyStoreOptions {
  /** Null keeps keys in memory for this run. */
  file: string | null
  cipher: Cipher | null
  /** A key that the environment brings for a slot; asked for each time, never kept. */
  environment: (slot: string) => string | null
}

/** The system's own words, without the key should they hold it; without a cause, which might. */
const notKept = (cause: unknown, key: string): AppError => {
  const words = cause instanceof Error ? cause.message : String(cause)
  const problem = words.replaceAll(key, '…')
  return new AppError(errorCodes.keyNotKept, `the key could not be kept: ${problem}`, {
    parameters: { problem }
  })
}

/**
 * The keys of providers, each in a slot that names its profile and server: encrypted by the system on
 * disk, or in memory for this run where the system cannot. They are never written in the clear, and go to nobody but a call to their provider.
 */
export class KeyStore {
  readonly #options: KeyStoreOptions
  readonly #kept: KeptKeys
  readonly #keys = new Map<string, string>()
  readonly #encrypted: Record<string, string> = {}

  private constructor(options: KeyStoreOptions) {
    const file = options.cipher === null ? null : options.file
    this.#options = options
    this.#kept = new KeptJson({
      file,
      mode: ownerOnly,
      parse: (value) => fileSchema.parse(value)
    })
  }

  /** A key that cannot be decrypted any more is as if it had not been set. */
  static async open(options: KeyStoreOptions): Promise<KeyStore> {
    const store = new KeyStore(options)
    await store.#read()
    return store
  }

  /** Whether a key that is set now will be there at the next start. */
  get lasting(): boolean {
    return this.#options.file !== null && this.#options.cipher !== null
  }

  get(slot: string): string | null {
    return this.#keys.get(slot) ?? this.#options.environment(slot)
  }

  place(slot: string): KeyPlace {
    if (this.#keys.has(slot)) return slot in this.#encrypted ? 'system' : 'run'
    return this.#options.environment(slot) === null ? 'none' : 'environment'
  }

  /**
   * Resolves once the key is kept.
   * @throws {AppError} `provider.key-not-kept`, `storage.*`; then it holds for this run
   */
  async set(slot: string, key: string): Promise<KeyPlace> {
    this.#keys.set(slot, key)
    const { cipher } = this.#options
    if (this.lasting && cipher !== null) {
      try {
        await this.#keep(slot, key, cipher)
      } catch (error) {
        if (this.#keys.get(slot) === key) delete this.#encrypted[slot]
        throw error
      }
    }
    return this.place(slot)
  }

  async forget(slot: string): Promise<void> {
    this.#keys.delete(slot)
    await this.#dropKept(slot)
  }

  async #keep(slot: string, key: string, cipher: Cipher): Promise<void> {
    const bytes = await cipher.encrypt(key).catch(async (error: unknown) => {
      // What was kept before is not the key any more.
      if (this.#keys.get(slot) === key) await this.#dropKept(slot)
      throw notKept(error, key)
    })
    // It may have been forgotten or set again meanwhile.
    if (this.#keys.get(slot) !== key) return
    this.#encrypted[slot] = Buffer.from(bytes).toString('base64')
    await this.#write()
  }

  async #dropKept(slot: string): Promise<void> {
    if (!(slot in this.#encrypted)) return
    delete this.#encrypted[slot]
    await this.#write()
  }

  async #read(): Promise<void> {
    const { file, cipher } = this.#options
    if (cipher === null) return
    const kept = await this.#kept.read().catch((error: unknown) => {
      throw storageError(error, { file: file ?? '' })
    })
    for (const [slot, text] of Object.entries(kept?.keys ?? {})) {
      try {
        this.#keys.set(slot, await cipher.decrypt(Buffer.from(text, 'base64')))
        this.#encrypted[slot] = text
      } catch {
        // Left out of the next file too.
      }
    }
  }

  /** Writes what is encrypted; no keys, no file. */
  async #write(): Promise<void> {
    const keys = { ...this.#encrypted }
    try {
      await this.#kept.write(Object.keys(keys).length === 0 ? null : { version: 1, keys })
    } catch (error) {
      throw storageError(error, { file: this.#options.file ?? '' })
    }
  }
}
