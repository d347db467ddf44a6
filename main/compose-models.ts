import { dirname, join } from 'node:path'
import {
  deskAnalyst,
  type KeyStoreState,
  type ProviderProfile
} from '../preload/contract/providers'
import { LazyModelAnalyst } from './analysts/lazy-model-analyst'
import type { LocalRuntime } from './analysts/model/local/local-runtime'
import type { ModelChoice, ModelSetup } from './commands/model-choice'
import { keySlot } from './commands/providers/key-slot'
import { ProviderBook } from './commands/providers/provider-book'
import { environmentKey, type Environment } from './commands/providers/vendors'
import type { Analyst } from './engine/ports'
import type { RegistryEvent } from './engine/session-registry'
import { systemClock } from './kernel/clock'
import { DisposableStore, type Disposable } from './kernel/disposables'
import type { Emitter } from './kernel/emitter'
import { loadCharters } from './playbooks/charters'
import { loadEquity } from './playbooks/equity'
import { rolesOf } from './playbooks/plan-stages'
import type { StreamServer } from './server/stream-server'
import { KeyStore, type Cipher } from './storage/key-store'
import { ProviderStore } from './storage/provider-store'

/** Beside the settings: what is the user's, whatever data folder is in use. */
const providersFileName = 'providers.json'
const keysFileName = 'keys.json'

export interface ModelOptions {
  /** Null keeps profiles and keys in memory for this run. */
  settingsFile: string | null
  /** Models that a run brings with it; without them those that are set up answer. */
  model?: ModelSetup | null
  /** How the system keeps keys, or why it cannot; without it they hold for this run. */
  cipher?: { cipher: Cipher | null; state: KeyStoreState }
  /** Variables that may hold keys; without it none does. */
  environment?: Environment
}

export interface Models {
  book: ProviderBook
  choice: ModelChoice
  /** Models of local files: closed once no session runs. */
  local: LocalRuntime | null
}

const noCipher = { cipher: null, state: 'none' } as const

const storeOf = async (
  { settingsFile, model: setup = null }: ModelOptions,
  roles: readonly string[]
): Promise<ProviderStore> => {
  const beside = (name: string): string | null =>
    settingsFile === null ? null : join(dirname(settingsFile), name)
  if (setup === null) return ProviderStore.open(beside(providersFileName))
  const store = await ProviderStore.open(null)
  const { others } = setup
  const rest = others === null ? [] : roles.map((role) => [role, [others, deskAnalyst]])
  const all = { ...Object.fromEntries(rest), ...setup.roles }
  await store.merge({ providers: [...setup.profiles], roles: all })
  return store
}

const keysOf = (
  { settingsFile, model: setup = null, cipher = noCipher, environment = {} }: ModelOptions,
  store: ProviderStore
): Promise<KeyStore> => {
  const fromOutside = (profile: ProviderProfile): string | null =>
    setup === null ? environmentKey(profile, environment) : setup.key(profile)
  return KeyStore.open({
    file: settingsFile === null ? null : join(dirname(settingsFile), keysFileName),
    cipher: cipher.cipher,
    environment: (slot) => {
      const profile = store.list().providers.find((each) => keySlot(each) === slot)
      return profile === undefined ? null : fromOutside(profile)
    }
  })
}

/** One analyst for each profile, so that all sessions share its queue; anew when it is another. */
class ModelAnalysts {
  readonly #made = new Map<string, { as: string; analyst: Analyst }>()
  readonly #book: ProviderBook
  readonly #local: LocalRuntime | null
  readonly #charters = loadCharters()

  constructor(book: ProviderBook, local: LocalRuntime | null) {
    this.#book = book
    this.#local = local
  }

  of(profile: ProviderProfile): Analyst {
    const as = JSON.stringify(profile)
    const known = this.#made.get(profile.id)
    if (known?.as === as) return known.analyst
    const analyst = new LazyModelAnalyst({
      profile,
      key: () => this.#book.keyOf(profile),
      local: this.#local,
      charters: this.#charters,
      clock: systemClock
    })
    this.#made.set(profile.id, { as, analyst })
    return analyst
  }
}

/** Who answers for a role: as the user listed it, and nobody beside. */
const choiceOf = (
  store: ProviderStore,
  { book, local }: Omit<Models, 'choice'>,
  setup: ModelSetup | null
): ModelChoice => {
  const analysts = new ModelAnalysts(book, local)
  return {
    analystsOf: (role, own) => {
      const { providers, roles } = store.list()
      return (roles[role] ?? []).flatMap((id) => {
        if (id === deskAnalyst) return [own]
        const profile = providers.find((each) => each.id === id)
        return profile === undefined ? [] : [analysts.of(profile)]
      })
    },
    named: Object.keys(setup?.roles ?? {}),
    budget: setup?.budget ?? null
  }
}

/** Opens what is set up of models. @throws {AppError} `storage.*` when it cannot be read */
export const openModels = async (
  options: ModelOptions,
  local: LocalRuntime | null = null
): Promise<Models> => {
  const roles = rolesOf(loadEquity())
  const store = await storeOf(options, roles)
  const book = new ProviderBook({
    store,
    keys: await keysOf(options, store),
    keyStore: (options.cipher ?? noCipher).state,
    roles,
    clock: systemClock,
    local
  })
  return { book, local, choice: choiceOf(store, { book, local }, options.model ?? null) }
}

/** Lights by what sessions bring, and tells every page of what has changed. */
export const followModels = (
  book: ProviderBook,
  {
    sessions,
    server
  }: {
    sessions: Pick<Emitter<RegistryEvent>, 'on'>
    server: Pick<StreamServer, 'broadcast'> | null
  }
): Disposable => {
  const following = new DisposableStore()
  following.add(sessions.on((news) => book.health.observe(news)))
  following.add(book.onChanged(() => server?.broadcast({ t: 'changed', what: 'providers' })))
  return following
}
