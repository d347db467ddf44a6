import { providerPresets } from '../../../preload/contract/provider-presets'
import type { ProviderProfile } from '../../../preload/contract/providers'
import type { RemoteProfile } from './remote-profile'

/** Where each kind's own service answers. */
export const ownAddresses: Record<RemoteProfile['kind'], string> = {
  'openai-compatible': 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta'
}

/** Services that answer nobody without a key: those of the presets that are not on this machine. */
const keyedOrigins: ReadonlySet<string> = new Set(
  [...Object.values(ownAddresses), ...providerPresets.map(({ baseUrl }) => baseUrl ?? '')]
    .filter((address) => address.startsWith('https:'))
    .map((address) => new URL(address).origin)
)

/** Whether whoever is at a profile's address asks for a key; a server of one's own may do without. */
export const needsKey = ({ kind, baseUrl }: Pick<ProviderProfile, 'kind' | 'baseUrl'>): boolean =>
  kind !== 'llama' && keyedOrigins.has(new URL(baseUrl ?? ownAddresses[kind]).origin)
