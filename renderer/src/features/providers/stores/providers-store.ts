import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { RoleAnalysts, RolePreset } from '../../../../../preload/contract/providers'
import { useRoutes } from '../../../app/bridge-port'
import { useAttempt } from '../../errors/stores/errors-store'
import { createProviderKeeping } from './provider-keeping'
import { createProviderState } from './provider-state'
import { createProviderTrials } from './provider-trials'

/** Models as main tells of them; no key is ever in it. */
export const useProvidersStore = defineStore('providers', () => {
  const call = useRoutes()
  const attempt = useAttempt()
  const kept = createProviderState()
  const { state, loaded, take } = kept
  const load = async (): Promise<void> =>
    void (await take(attempt('provider.list', {}), (value) => value))
  const trying = createProviderTrials(call, load)
  const keeping = createProviderKeeping(call, attempt, kept, { load, forgetTrial: trying.forget })

  const assign = async (roles: RoleAnalysts): Promise<void> => {
    state.value = { ...state.value, roles }
    const answer = await take(attempt('provider.assign', { roles }), (value) => value)
    if (answer === null) await load()
  }
  /** The vendors that it names and none is of, and the roles as they are now; null on failure. */
  const applyPreset = (
    preset: RolePreset
  ): Promise<{ missing: string[]; roles: RoleAnalysts } | null> =>
    take(attempt('provider.preset', { preset }), ({ missing: _missing, ...value }) => value)
  const exportFile = async (): Promise<string | null> =>
    (await attempt('provider.export', {}))?.file ?? null
  const importFile = async (): Promise<{ file: string; added: number } | null> => {
    const answer = await take(attempt('provider.import', {}), ({ providers }) => providers)
    if (answer === null || answer.file === null) return null
    return { file: answer.file, added: answer.added }
  }

  const list = computed(() => state.value.providers)
  const nameOf = (id: string): string =>
    list.value.find(({ profile }) => profile.id === id)?.profile.name ?? id
  return {
    ...{ state, loaded, list, nameOf, load, ...keeping, ...trying },
    ...{ assign, applyPreset, exportFile, importFile }
  }
})
