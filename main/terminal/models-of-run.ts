import type { ProviderProfile } from '../../preload/contract/providers'
import type { ModelSetup } from '../commands/model-choice'
import { modelSetup } from './model-setup'
import type { RoomArguments } from './room-arguments'
import type { CommandContext } from './terminal-context'

/** The models that a folder keeps, as far as the terminal uses them. */
export interface StoredProviders {
  find(id: string): ProviderProfile | null
  /** Takes a file of profiles and roles in. Rejects with `provider.import-invalid`, `storage.*`. */
  importFrom(path: string): Promise<{ file: string; added: number }>
  dispose(): void
}

/** Opens the models of a data folder; absolute. Rejects with `storage.*`. */
export type OpenStoredProviders = (folder: string) => Promise<StoredProviders>

/**
 * The models of a run, null for none, from its options and from what its data folder keeps.
 * @throws {UsageProblem} for a model or a key that is not there
 */
export const modelsOfRun = async (
  { provider, dataFolder }: Pick<RoomArguments, 'provider' | 'dataFolder'>,
  { host, openProviders }: CommandContext
): Promise<ModelSetup | null> => {
  if (provider === null) return null
  const kept = dataFolder === null ? null : await openProviders(dataFolder)
  try {
    const stored = (id: string): ProviderProfile | null => kept?.find(id) ?? null
    return modelSetup(provider, { environment: host.environment, stored })
  } finally {
    kept?.dispose()
  }
}
