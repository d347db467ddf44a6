import type { ProviderProfile } from '../../../preload/contract/providers'
import { originOf } from './vendors'

/**
 * Where a profile's key lies: under its id and the server that it was set for. A profile with another
 * kind or address looks into another slot, and finds nothing there.
 */
export const keySlot = (profile: Pick<ProviderProfile, 'id' | 'kind' | 'baseUrl'>): string =>
  `${profile.id} ${profile.kind} ${originOf(profile) ?? profile.baseUrl ?? ''}`
