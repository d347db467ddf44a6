import type { ProviderProfile } from '../../../preload/contract/providers'

/** Kinds that are reached over HTTP. */
export type RemoteProfile = ProviderProfile & { kind: Exclude<ProviderProfile['kind'], 'llama'> }

export const isRemote = (profile: ProviderProfile): profile is RemoteProfile =>
  profile.kind !== 'llama'
