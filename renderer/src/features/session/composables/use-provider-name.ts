import { providerPresets } from '../../../../../preload/contract/provider-presets'

/** What the reader calls a provider that a session names by its id; the id where it is not known. */
export const useProviderName = (): ((id: string) => string) => {
  const presets = new Map(providerPresets.map(({ id, name }) => [id, name]))
  return (id) => presets.get(id) ?? id
}
