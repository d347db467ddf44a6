import { settingsChangeSchema, settingsSchema } from '../../preload/contract/routes.schema'
import type { Settings } from '../../preload/contract/settings'
import { Emitter } from '../kernel/emitter'
import type { Disposable } from '../kernel/disposables'
import { KeptJson } from '../kernel/kept-json'

type KeptSettings = KeptJson<Partial<Settings>>

/**
 * Settings in one JSON file, or in memory where there is none. A file that is broken or of another
 * shape is put aside, never overwritten, and the defaults hold.
 */
export class SettingsStore implements Disposable {
  readonly #kept: KeptSettings
  readonly #changed = new Emitter<Settings>()
  #settings: Settings

  private constructor(kept: KeptSettings, settings: Settings) {
    this.#kept = kept
    this.#settings = settings
  }

  static async open(file: string | null, defaults: Settings): Promise<SettingsStore> {
    const kept: KeptSettings = new KeptJson({
      file,
      parse: (value) => settingsChangeSchema.parse(value)
    })
    // A file of a program that knew fewer settings is read; the others have their defaults.
    return new SettingsStore(kept, { ...defaults, ...(await kept.read()) })
  }

  get(): Settings {
    return structuredClone(this.#settings)
  }

  /** Resolves once the change is on disk; changes are written in their order. */
  async set(change: Partial<Settings>): Promise<Settings> {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...change })
    const settings = this.get()
    const written = this.#kept.write(settings)
    this.#changed.emit(settings)
    await written
    return settings
  }

  onChanged(handler: (settings: Settings) => void): Disposable {
    return this.#changed.on(handler)
  }

  dispose(): void {
    this.#changed.dispose()
  }
}
