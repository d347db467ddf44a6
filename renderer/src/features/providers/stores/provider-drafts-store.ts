import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { ProviderPreset } from '../../../../../preload/contract/provider-presets'
import type { ProviderProfile } from '../../../../../preload/contract/providers'
import { draftOf, draftOfPreset, type ProviderDraft } from '../composables/provider-draft'
import { useProvidersStore } from './providers-store'

/**
 * Profiles that are being written, kept while the settings are closed. There is no key in them: one
 * that is half typed is gone with its field.
 */
export const useProviderDraftsStore = defineStore('provider-drafts', () => {
  const providers = useProvidersStore()
  const drafts = ref<Record<string, ProviderDraft>>({})

  const kept = computed(() => new Set(providers.list.map(({ profile }) => profile.id)))
  /** New profiles, the oldest first. */
  const fresh = computed(() => Object.values(drafts.value).filter(({ id }) => !kept.value.has(id)))
  const put = (draft: ProviderDraft): void => {
    drafts.value = { ...drafts.value, [draft.id]: draft }
  }
  const begin = (preset: ProviderPreset): string => {
    const draft = draftOfPreset(preset, [...kept.value, ...Object.keys(drafts.value)])
    put(draft)
    return draft.id
  }
  /** As it was left, else as it is kept. */
  const read = (id: string, profile: ProviderProfile | null): ProviderDraft | null =>
    drafts.value[id] ?? (profile === null ? null : draftOf(profile))
  const discard = (id: string): void => {
    const others = Object.entries(drafts.value).filter(([key]) => key !== id)
    drafts.value = Object.fromEntries(others)
  }
  const isChanged = (id: string): boolean => drafts.value[id] !== undefined
  return { fresh, put, begin, read, discard, isChanged }
})
