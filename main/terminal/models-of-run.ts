import type { ProviderProfile } from '../../preload/contract/providers'
import type { ModelSetup } from '../commands/model-choice'
import { modelSetup } from './model-setup'
import type { RoomArguments } from './room-arguments'
import type { CommandContext } from './terminal-context'

type ModelsAsked = Pick<RoomArguments, 'provider' | 'dataFolder' | 'importFile'>

/**
 * The models of a run, null for none, from its options and from what its data folder keeps,
 * which takes in a file first where one is named.
 * @throws {UsageProblem} for a model or a key that is not there
 * @throws {AppError} `provider.import-invalid`, `storage.*`
 */
export const modelsOfRun = async (
  { provider, dataFolder, importFile }: ModelsAsked,
  { host, openProviders }: Pick<CommandContext, 'host' | 'openProviders'>
): Promise<ModelSetup | null> => {
  if (provider === null && importFile === null) return null
  const kept = dataFolder === null ? null : await openProviders(dataFolder)
  try {
    if (importFile !== null) await kept?.importFrom(importFile)
    if (provider === null) return null
    const stored = (id: string): ProviderProfile | null => kept?.find(id) ?? null
    return modelSetup(provider, { environment: host.environment, stored })
  } finally {
    kept?.dispose()
  }
}
