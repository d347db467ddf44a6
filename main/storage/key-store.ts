import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { KeyPlace } from '../../preload/contract/providers'
import { writeWholeFile } from '../kernel/whole-file'
import { storageError } from './storage-error'

/** The system's own way to keep a secret; null where it has none that deserves the name. */
export interface Cipher {
  encrypt(text: string): Promise<Uint8Array>
  /** Rejects for what another user or machine encrypted. */
  decrypt(bytes: Uint8Array): Promise<string>
}

/** A file of keys that could not be used is kept aside under its name and this. */
export const brokenKeysSuffix = '.bad'

const ownerOnly = 0o600

const fileSchema = z.strictObject({ version: z.literal(1), keys: z.record(z.string(), z.base64()) })

const read = async (file: string): Promise<Record<string, string>> => {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw storageError(error, { file })
  }
  try {
    return fileSchema.parse(JSON.parse(text)).keys
  } catch {
    await rename(file, `${file}${brokenKeysSuffix}`)
    return {}
  }
}

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
  readonly #keys: Map<string, string>
  readonly #encrypted: Record<string, string>
  #writing: Promise<unknown> = Promise.resolve()

  private constructor(
    options: KeyStoreOptions,
    keys: Map<string, string>,
    encrypted: Record<string, string>
  ) {
    this.#options = options
    this.#keys = keys
    this.#encrypted = encrypted
  }

  /** A key that cannot be decrypted any more is as if it had not been set. */
  static async open(options: KeyStoreOptions): Promise<KeyStore> {
    const { file, cipher } = options
    if (file === null || cipher === null) return new KeyStore(options, new Map(), {})
    const encrypted = await read(file)
    const keys = new Map<string, string>()
    for (const [profile, text] of Object.entries(encrypted)) {
      try {
        keys.set(profile, await cipher.decrypt(Buffer.from(text, 'base64')))
      } catch {
        delete encrypted[profile]
      }
    }
    return new KeyStore(options, keys, encrypted)
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

  /** Writes what is encrypted, in the order of the changes; no keys, no file. */
  async #write(): Promise<void> {
    const { file } = this.#options
    if (file === null) return
    const keys = { ...this.#encrypted }
    const writing = this.#writing.then(async () => {
      if (Object.keys(keys).length === 0) return rm(file, { force: true })
      await mkdir(dirname(file), { recursive: true })
      const text = `${JSON.stringify({ version: 1, keys }, null, 2)}\n`
      await writeWholeFile(file, text, { mode: ownerOnly })
    })
    this.#writing = writing.catch(() => undefined)
    try {
      await writing
    } catch (error) {
      throw storageError(error, { file })
    }
  }
}
