import type { ProviderProfile } from '../../../preload/contract/providers'

/** Kinds that are reached over HTTP. */
export type RemoteProfile = ProviderProfile & { kind: Exclude<ProviderProfile['kind'], 'llama'> }

/** A model of a GGUF file, by its path: `baseUrl`. */
export type LocalProfile = ProviderProfile & { kind: 'llama' }

/** The same profile, so typed that its kind tells the two apart. */
export const byKind = (profile: ProviderProfile): RemoteProfile | LocalProfile =>
  profile as RemoteProfile | LocalProfile
