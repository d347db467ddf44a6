import { providerPresets } from '../../../../../preload/contract/provider-presets'
import { useProvidersStore } from '../../providers/stores/providers-store'

/**
 * What the reader calls a provider that a session names by its id: as it is set up now, or once was
 * by a preset; the id where neither says.
 */
export const useProviderName = (): ((id: string) => string) => {
  const presets = new Map(providerPresets.map(({ id, name }) => [id, name]))
  const providers = useProvidersStore()
  return (id) => {
    const name = providers.nameOf(id)
    return name === id ? (presets.get(id) ?? id) : name
  }
}
