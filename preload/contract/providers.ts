import type { ErrorShape } from './errors'

export const providerKinds = ['openai-compatible', 'anthropic', 'google', 'llama'] as const
export type ProviderKind = (typeof providerKinds)[number]

/**
 * A model that may answer for roles. Prices are in US dollars a million tokens; null where they are
 * not known. It holds no key: those are kept apart and never leave main.
 */
export interface ProviderProfile {
  id: string
  name: string
  kind: ProviderKind
  /** Null for the kind's own address; for `llama` the GGUF file's path. */
  baseUrl: string | null
  model: string
  inputPrice: number | null
  outputPrice: number | null
  contextTokens: number
  maximumOutputTokens: number
  maximumConcurrent: number
  /** ISO date up to which the model may have read of what happened; null = not known. */
  knownUntil: string | null
}

/** Where a profile's key comes from; `run`: typed in for this run, kept nowhere. */
export type KeyPlace = 'system' | 'run' | 'environment' | 'none'

/** How a provider does: nothing to call it with; answers; slow or limited; fails. */
export const providerLights = ['unset', 'ready', 'slow', 'failing'] as const
export type ProviderLight = (typeof providerLights)[number]

export interface ProviderStatus {
  profile: ProviderProfile
  key: KeyPlace
  /** Whether its address asks for a key. */
  needsKey: boolean
  light: ProviderLight
  /** Why the light is as it is; null where nothing is wrong or nothing was tried. */
  reason: ErrorShape | null
}

/** In a role's list of analysts: the built-in one. Every other entry is a profile's id. */
export const deskAnalyst = 'desk'

/** Who is asked for a role, the first choice first; a role that is not in it is the desk's. */
export type RoleAnalysts = Record<string, string[]>

/** Ready-made assignments; `founders`: a vendor for each role (docs/providers.md). */
export type RolePreset = { kind: 'desk' } | { kind: 'one'; provider: string } | { kind: 'founders' }

/** Where keys are kept: encrypted by the system, or for this run only, and why. */
export type KeyStoreState = 'system' | 'none' | 'plain-text'

/** All there is to know about models in the page; no key is in it. */
export interface Providers {
  providers: ProviderStatus[]
  roles: RoleAnalysts
  keyStore: KeyStoreState
  /** Whether the optional runtime for local GGUF files is installed. */
  localRuntime: boolean
}

/** What trying a provider came to. */
export interface ProviderTrial {
  light: ProviderLight
  error: ErrorShape | null
  tookMs: number
}
