import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { settingsChangeSchema, settingsSchema } from '../../preload/contract/routes.schema'
import type { Settings } from '../../preload/contract/settings'
import { Emitter } from '../kernel/emitter'
import type { Disposable } from '../kernel/disposables'

/** A settings file that could not be used is kept aside under its name and this. */
export const brokenSettingsSuffix = '.bad'

/** A file of a program that knew fewer settings is read; the others have their defaults. */
const parsed = (text: string, defaults: Settings): Settings | null => {
  try {
    const result = settingsChangeSchema.safeParse(JSON.parse(text))
    return result.success ? { ...defaults, ...result.data } : null
  } catch {
    return null
  }
}

const read = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Writes the whole file or leaves the former one: a new file, synced, takes the old one's name. */
const replaceFile = async (file: string, text: string): Promise<void> => {
  const next = `${file}.${process.pid}.tmp`
  await mkdir(dirname(file), { recursive: true })
  try {
    const handle = await open(next, 'w')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(next, file)
  } catch (error) {
    await rm(next, { force: true })
    throw error
  }
}

/**
 * Settings in one JSON file, or in memory where there is none. A file that is broken or of another
 * shape is put aside, never overwritten, and the defaults hold.
 */
export class SettingsStore implements Disposable {
  readonly #file: string | null
  readonly #changed = new Emitter<Settings>()
  #settings: Settings
  #writing: Promise<unknown> = Promise.resolve()

  private constructor(file: string | null, settings: Settings) {
    this.#file = file
    this.#settings = settings
  }

  static async open(file: string | null, defaults: Settings): Promise<SettingsStore> {
    if (file === null) return new SettingsStore(file, defaults)
    const text = await read(file)
    const settings = text === null ? null : parsed(text, defaults)
    if (text !== null && settings === null) await rename(file, `${file}${brokenSettingsSuffix}`)
    return new SettingsStore(file, settings ?? defaults)
  }

  get(): Settings {
    return structuredClone(this.#settings)
  }

  /** Resolves once the change is on disk; changes are written in their order. */
  async set(change: Partial<Settings>): Promise<Settings> {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...change })
    const settings = this.get()
    const text = `${JSON.stringify(settings, null, 2)}\n`
    const file = this.#file
    const writing = this.#writing.then(() => (file === null ? undefined : replaceFile(file, text)))
    this.#writing = writing.catch(() => undefined)
    this.#changed.emit(settings)
    await writing
    return settings
  }

  onChanged(handler: (settings: Settings) => void): Disposable {
    return this.#changed.on(handler)
  }

  dispose(): void {
    this.#changed.dispose()
  }
}
