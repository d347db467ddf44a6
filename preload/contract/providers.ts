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
