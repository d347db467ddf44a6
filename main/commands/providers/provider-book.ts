import { errorCodes, type ErrorCode, type ErrorShape } from '../../../preload/contract/errors'
import type {
  KeyStoreState,
  ProviderProfile,
  Providers,
  ProviderStatus,
  ProviderTrial,
  RoleAnalysts,
  RolePreset
} from '../../../preload/contract/providers'
import { localMissing } from '../../analysts/model/local/local-errors'
import type { LocalRuntime } from '../../analysts/model/local/local-runtime'
import {
  listAnyModels,
  testAnyProvider,
  type ProviderCallOptions
} from '../../analysts/model/provider-calls'
import type { Principal } from '../../engine/feed'
import type { Clock } from '../../kernel/clock'
import { DisposableStore, type Disposable } from '../../kernel/disposables'
import { Emitter } from '../../kernel/emitter'
import { AppError, errorShape } from '../../kernel/errors'
import type { KeyStore } from '../../storage/key-store'
import type { ProviderStore } from '../../storage/provider-store'
import { keySlot } from './key-slot'
import { readProviderFile, writeProviderFile } from './provider-file'
import { ProviderHealth, type Outcome } from './provider-health'
import { ProviderTrials } from './provider-trials'
import { assignPreset } from './role-presets'
import { needsKey } from './vendors'

export interface ProviderBookParts {
  store: ProviderStore
  keys: KeyStore
  keyStore: KeyStoreState
  /** The roles of the playbook. */
  roles: readonly string[]
  clock: Clock
  /** The optional runtime for local files; null where there can be none. */
  local: LocalRuntime | null
}

const noKey = ({ name }: ProviderProfile): ErrorShape =>
  errorShape(
    new AppError(errorCodes.providerNoKey, `${name}: no key is set`, {
      parameters: { provider: name, detail: 'no key is set' }
    })
  )

/** Codes of a provider that was not called, since something of ours is missing. */
const unsetCodes: ReadonlySet<ErrorCode> = new Set([
  errorCodes.providerNoKey,
  errorCodes.providerLocalMissing
])

/** What is sent, and where to: with another of these a model is another. */
const isSameModel = (one: ProviderProfile, other: ProviderProfile): boolean =>
  keySlot(one) === keySlot(other) && one.baseUrl === other.baseUrl && one.model === other.model

/**
 * All models that are set up: their profiles, keys, roles and lights. A key goes to the server that it
 * was set for and to no other; nothing that this gives out holds one but `keyOf`, which is for calls.
 */
export class ProviderBook implements Disposable {
  readonly health = new ProviderHealth()
  readonly #parts: ProviderBookParts
  readonly #trials: ProviderTrials
  readonly #keysChanged = new Emitter<void>()
  readonly #listening = new DisposableStore()

  constructor(parts: ProviderBookParts) {
    this.#parts = parts
    this.#trials = new ProviderTrials(parts.clock)
  }

  status(): Providers {
    const { store, keyStore, local } = this.#parts
    const { providers, roles } = store.list()
    return {
      providers: providers.map((profile) => this.#statusOf(profile)),
      roles,
      keyStore,
      localRuntime: local?.available() ?? false
    }
  }

  /** Null for an id that is none's. */
  find(id: string): ProviderProfile | null {
    return this.#parts.store.find(id)
  }

  /** The key for a call to a profile's own server; null without one. */
  keyOf(profile: ProviderProfile): string | null {
    return this.#parts.keys.get(keySlot(profile))
  }

  async save(profile: ProviderProfile): Promise<void> {
    const former = this.#parts.store.find(profile.id)
    const saved = this.#parts.store.put([profile])
    await Promise.all([saved, this.#replaced(former)])
  }

  async remove(id: string): Promise<void> {
    const { store, keys } = this.#parts
    const profile = store.get(id)
    const removed = store.remove(id)
    this.health.forget(id)
    await Promise.all([removed, keys.forget(keySlot(profile))])
  }

  /** Rejects with `provider.key-not-kept` where it holds for this run alone. */
  async setKey(id: string, key: string): Promise<void> {
    const kept = this.#parts.keys.set(keySlot(this.#parts.store.get(id)), key)
    this.#keyChanged(id)
    try {
      await kept
    } finally {
      // Where it lies is known only now.
      this.#keysChanged.emit()
    }
  }

  async forgetKey(id: string): Promise<void> {
    const forgotten = this.#parts.keys.forget(keySlot(this.#parts.store.get(id)))
    this.#keyChanged(id)
    await forgotten
  }

  async assign(roles: RoleAnalysts): Promise<void> {
    const known = this.#parts.roles
    const role = Object.keys(roles).find((each) => !known.includes(each))
    if (role !== undefined) {
      const parameters = { role, known: known.join(', ') }
      throw new AppError(errorCodes.inputUnknownRole, `there is no role ${role}`, { parameters })
    }
    await this.#parts.store.assign(roles)
  }

  /** Gives the names of the vendors that were not found. */
  async preset(preset: RolePreset): Promise<string[]> {
    const { store, roles } = this.#parts
    if (preset.kind === 'one') store.get(preset.provider)
    const profiles = store.list().providers
    const assigned = assignPreset(preset, { roles, profiles })
    await store.assign(assigned.roles)
    return assigned.missing
  }

  /** Asks a stored profile's server for one word; its light says how that went. */
  async test(id: string, principal: Principal): Promise<ProviderTrial> {
    const { store } = this.#parts
    const profile = store.get(id)
    const key = this.keyOf(profile)
    const told = await this.#call(profile, principal, testAnyProvider)
    const { error, tookMs } = told
    if (error !== null && unsetCodes.has(error.code)) return { light: 'unset', error, tookMs }
    const light = told.light === 'limited' ? 'slow' : told.light
    const now = store.find(id)
    if (now !== null && isSameModel(profile, now) && this.keyOf(now) === key) {
      this.health.note(id, { light, reason: error })
    }
    return { light, error, tookMs }
  }

  async models(id: string, principal: Principal): Promise<string[]> {
    return this.#call(this.#parts.store.get(id), principal, listAnyModels)
  }

  /** Writes all but keys; gives the file's own name. */
  exportTo(path: string): Promise<string> {
    return writeProviderFile(path, this.#parts.store.list())
  }

  /** Takes a file's profiles and roles in, all or none; gives how many profiles there were. */
  async importFrom(path: string): Promise<{ file: string; added: number }> {
    const { store, roles } = this.#parts
    const ids = store.list().providers.map(({ id }) => id)
    const { file, ...list } = await readProviderFile(path, { roles, providers: ids })
    const former = list.providers.map(({ id }) => store.find(id))
    const merged = store.merge(list)
    await Promise.all([merged, ...former.map((each) => this.#replaced(each))])
    return { file, added: list.providers.length }
  }

  /** Calls when `status` may give something else. */
  onChanged(handler: () => void): Disposable {
    const all = new DisposableStore()
    all.add(this.#parts.store.onChanged(handler))
    all.add(this.health.onChanged(handler))
    all.add(this.#keysChanged.on(handler))
    return this.#listening.add(all)
  }

  /** Ends the calls of a window that is gone. */
  release(principal: Principal): Promise<void> {
    return this.#trials.cancel(principal)
  }

  close(): Promise<void> {
    return this.#trials.close()
  }

  dispose(): void {
    this.#listening.dispose()
    this.health.dispose()
    this.#keysChanged.dispose()
    this.#parts.store.dispose()
  }

  /** Forgets key and light of what a profile was, where it is another now. */
  async #replaced(former: ProviderProfile | null): Promise<void> {
    const { store, keys } = this.#parts
    const now = former === null ? null : store.find(former.id)
    if (former === null || now === null || isSameModel(former, now)) return
    this.health.forget(former.id)
    if (keySlot(former) !== keySlot(now)) await keys.forget(keySlot(former))
  }

  #keyChanged(id: string): void {
    this.health.forget(id)
    this.#keysChanged.emit()
  }

  #call<T>(
    profile: ProviderProfile,
    principal: Principal,
    call: (profile: ProviderProfile, options: ProviderCallOptions) => Promise<T>
  ): Promise<T> {
    const { clock, local } = this.#parts
    return this.#trials.run({ principal, provider: profile.name }, (signal) =>
      call(profile, { key: this.keyOf(profile), clock, local, signal })
    )
  }

  #statusOf(profile: ProviderProfile): ProviderStatus {
    const key = this.#parts.keys.place(keySlot(profile))
    const asksForKey = needsKey(profile)
    const unset = this.#unset(profile, asksForKey && key === 'none')
    const outcome: Outcome = this.health.of(profile.id) ?? { light: 'ready', reason: null }
    const { light, reason } = unset === null ? outcome : { light: 'unset' as const, reason: unset }
    return { profile, key, needsKey: asksForKey, light, reason }
  }

  #unset(profile: ProviderProfile, lacksKey: boolean): ErrorShape | null {
    if (lacksKey) return noKey(profile)
    const isMissing = profile.kind === 'llama' && this.#parts.local?.available() !== true
    return isMissing ? errorShape(localMissing()) : null
  }
}
