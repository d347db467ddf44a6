import { z } from 'zod'
import type { KeyPlace } from '../../preload/contract/providers'
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
  /** A key that the environment brings for a profile; asked for each time, never kept. */
  environment: (profile: string) => string | null
}

/**
 * The keys of providers: encrypted by the system on disk, or in memory for this run where the system
 * cannot. They are never written in the clear, and go to nobody but a call to their provider.
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

  get(profile: string): string | null {
    return this.#keys.get(profile) ?? this.#options.environment(profile)
  }

  place(profile: string): KeyPlace {
    if (this.#keys.has(profile)) return this.lasting ? 'system' : 'run'
    return this.#options.environment(profile) === null ? 'none' : 'environment'
  }

  /** Resolves once the key is kept. @throws {AppError} `storage.*`; then it holds for this run */
  async set(profile: string, key: string): Promise<KeyPlace> {
    this.#keys.set(profile, key)
    const { cipher } = this.#options
    if (this.lasting && cipher !== null) {
      const bytes = await cipher.encrypt(key)
      this.#encrypted[profile] = Buffer.from(bytes).toString('base64')
      await this.#write()
    }
    return this.place(profile)
  }

  async forget(profile: string): Promise<void> {
    this.#keys.delete(profile)
    if (!(profile in this.#encrypted)) return
    delete this.#encrypted[profile]
    await this.#write()
  }

  async #read(): Promise<void> {
    const { file, cipher } = this.#options
    if (cipher === null) return
    const kept = await this.#kept.read().catch((error: unknown) => {
      throw storageError(error, { file: file ?? '' })
    })
    for (const [profile, text] of Object.entries(kept?.keys ?? {})) {
      try {
        this.#keys.set(profile, await cipher.decrypt(Buffer.from(text, 'base64')))
        this.#encrypted[profile] = text
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
