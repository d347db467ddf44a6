import { providerPresets } from '../../../preload/contract/provider-presets'
import type { ProviderKind, ProviderProfile } from '../../../preload/contract/providers'

/** The terminal knows no analysts, and asks this too. */
export { needsKey } from '../../analysts/model/needs-key'

export type Environment = Readonly<Record<string, string | undefined>>
type Addressed = Pick<ProviderProfile, 'kind' | 'baseUrl'>

/** Whose own service answers at an address, and which variables hold its key. */
export interface Vendor {
  /** As in the presets. */
  id: string
  origin: string
  variables: readonly string[]
}

const vendors: readonly Vendor[] = [
  { id: 'openai', origin: 'https://api.openai.com', variables: ['OPENAI_API_KEY'] },
  { id: 'perplexity', origin: 'https://api.perplexity.ai', variables: ['PERPLEXITY_API_KEY'] },
  { id: 'anthropic', origin: 'https://api.anthropic.com', variables: ['ANTHROPIC_API_KEY'] },
  {
    id: 'google',
    origin: 'https://generativelanguage.googleapis.com',
    variables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY']
  }
]

/** Every variable that may hold a key. */
export const keyVariables: readonly string[] = vendors.flatMap(({ variables }) => variables)

const ownVendors: Readonly<Record<Exclude<ProviderKind, 'llama'>, string>> = {
  'openai-compatible': 'openai',
  anthropic: 'anthropic',
  google: 'google'
}

/** Scheme, host and port that a profile's calls go to; null for a local file. */
export const originOf = ({ kind, baseUrl }: Addressed): string | null => {
  if (kind === 'llama') return null
  if (baseUrl !== null) return new URL(baseUrl).origin
  return vendors.find(({ id }) => id === ownVendors[kind])?.origin ?? null
}

/** Whose service a profile's address is; null for all that have no vendor of their own here. */
export const vendorAt = (profile: Addressed): Vendor | null => {
  const origin = originOf(profile)
  return vendors.find((vendor) => vendor.origin === origin) ?? null
}

/** As `vendorAt`, for those that are spoken to in their own way. */
export const vendorOf = (profile: Addressed): string | null => {
  const id = vendorAt(profile)?.id ?? null
  return providerPresets.find((preset) => preset.id === id)?.kind === profile.kind ? id : null
}

/** A variable's value without what surrounds it; null for one that is not set or empty. */
export const variableOf = (environment: Environment, name: string): string | null => {
  const value = environment[name]?.trim() ?? ''
  return value === '' ? null : value
}

/**
 * The key that the environment has for a profile: from the variables of whoever is at its address, and
 * never one for another. Null without one.
 */
export const environmentKey = (profile: Addressed, environment: Environment): string | null =>
  (vendorAt(profile)?.variables ?? [])
    .map((name) => variableOf(environment, name))
    .find((key) => key !== null) ?? null
