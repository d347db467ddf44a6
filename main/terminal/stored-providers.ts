import type { ProviderProfile } from '../../preload/contract/providers'

/** The models that a folder keeps, as far as the terminal uses them. */
export interface StoredProviders {
  find(id: string): ProviderProfile | null
  /** Takes a file of profiles and roles in. Rejects with `provider.import-invalid`, `storage.*`. */
  importFrom(path: string): Promise<{ file: string; added: number }>
  dispose(): void
}

/** Opens the models of a data folder; absolute. Rejects with `storage.*`. */
export type OpenStoredProviders = (folder: string) => Promise<StoredProviders>
