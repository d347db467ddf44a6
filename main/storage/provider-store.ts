import { z } from 'zod'
import { errorCodes } from '../../preload/contract/errors'
import { maximumProviders } from '../../preload/contract/limits'
import {
  deskAnalyst,
  type ProviderProfile,
  type RoleAnalysts
} from '../../preload/contract/providers'
import { providerProfileSchema, roleAnalystsSchema } from '../../preload/contract/providers.schema'
import { Emitter } from '../kernel/emitter'
import type { Disposable } from '../kernel/disposables'
import { AppError } from '../kernel/errors'
import { KeptJson } from '../kernel/kept-json'
import { storageError } from './storage-error'

/** Models that may answer, and who is asked for which role. No key is in it. */
export interface ProviderList {
  providers: ProviderProfile[]
  roles: RoleAnalysts
}

const fileSchema = z.strictObject({
  version: z.literal(1),
  providers: z.array(providerProfileSchema).max(maximumProviders),
  roles: roleAnalystsSchema
})
type ProviderFile = z.infer<typeof fileSchema>

export const unknownProvider = (id: string): AppError =>
  new AppError(errorCodes.providerUnknown, `there is no provider ${id}`, {
    parameters: { provider: id }
  })

/** Each id once and none that is not there; a role that is left without any is the desk's. */
const tidyRoles = (roles: RoleAnalysts, providers: readonly ProviderProfile[]): RoleAnalysts => {
  const known = new Set([deskAnalyst, ...providers.map(({ id }) => id)])
  const tidied = Object.entries(roles).map(([role, ids]): [string, string[]] => [
    role,
    [...new Set(ids)].filter((id) => known.has(id))
  ])
  return Object.fromEntries(tidied.filter(([, ids]) => ids.length > 0))
}

/**
 * Profiles and roles in one JSON file, or in memory where there is none. A file that is broken or of
 * another shape is put aside, never overwritten, and nothing is set up then. What is asked for holds
 * at once; each change resolves once it is on disk and rejects with `storage.*` where it cannot be.
 */
export class ProviderStore implements Disposable {
  readonly #file: string | null
  readonly #kept: KeptJson<ProviderFile>
  readonly #changed = new Emitter<void>()
  #list: ProviderList = { providers: [], roles: {} }

  private constructor(file: string | null) {
    this.#file = file
    this.#kept = new KeptJson({ file, parse: (value) => fileSchema.parse(value) })
  }

  static async open(file: string | null): Promise<ProviderStore> {
    const store = new ProviderStore(file)
    const kept = await store.#kept.read().catch((error: unknown) => {
      throw storageError(error, { file: file ?? '' })
    })
    if (kept === null) return store
    const { providers, roles } = kept
    store.#list = { providers, roles: tidyRoles(roles, providers) }
    return store
  }

  list(): ProviderList {
    return structuredClone(this.#list)
  }

  find(id: string): ProviderProfile | null {
    return structuredClone(this.#list.providers.find((each) => each.id === id) ?? null)
  }

  /** @throws {AppError} `provider.unknown` */
  get(id: string): ProviderProfile {
    const found = this.find(id)
    if (found === null) throw unknownProvider(id)
    return found
  }

  /** Puts profiles in by their ids. Rejects with `provider.too-many`, and none is in then. */
  async put(profiles: readonly ProviderProfile[]): Promise<void> {
    await this.merge({ providers: [...profiles], roles: {} })
  }

  /** As `put`, and gives the roles that are named their analysts. */
  async merge({ providers, roles }: ProviderList): Promise<void> {
    const merged = new Map(this.#list.providers.map((each) => [each.id, each]))
    for (const profile of providers) merged.set(profile.id, structuredClone(profile))
    if (merged.size > maximumProviders) {
      throw new AppError(errorCodes.providerTooMany, `over ${maximumProviders} providers`, {
        parameters: { limit: maximumProviders }
      })
    }
    await this.#change([...merged.values()], { ...this.#list.roles, ...roles })
  }

  /** Takes a profile and its places in roles away. Rejects with `provider.unknown`. */
  async remove(id: string): Promise<void> {
    this.get(id)
    const { providers, roles } = this.#list
    await this.#change(
      providers.filter((each) => each.id !== id),
      roles
    )
  }

  /** All roles anew; one that is not among them is the desk's. Rejects with `provider.unknown`. */
  async assign(roles: RoleAnalysts): Promise<void> {
    const named = new Set(Object.values(roles).flat())
    named.delete(deskAnalyst)
    for (const id of named) this.get(id)
    await this.#change(this.#list.providers, roles)
  }

  onChanged(handler: () => void): Disposable {
    return this.#changed.on(handler)
  }

  dispose(): void {
    this.#changed.dispose()
  }

  async #change(providers: ProviderProfile[], roles: RoleAnalysts): Promise<void> {
    this.#list = { providers, roles: tidyRoles(roles, providers) }
    const written = this.#kept.write({ version: 1, ...this.list() })
    this.#changed.emit()
    try {
      await written
    } catch (error) {
      throw storageError(error, { file: this.#file ?? '' })
    }
  }
}
