import { computed, ref, type ComputedRef } from 'vue'
import type { ErrorShape } from '../../../../../preload/contract/errors'
import type { ProviderProfile } from '../../../../../preload/contract/providers'
import { useText } from '../../../app/use-text'
import { useProviderDraftsStore } from '../stores/provider-drafts-store'
import { useProvidersStore } from '../stores/providers-store'
import { problemsOf, profileOf } from './check-draft'
import type { DraftField, ProviderDraft } from './provider-draft'
import { useProviderWords } from './provider-words'
import { refusedField } from './refused-field'

export interface ProviderFormState {
  draft: ComputedRef<ProviderDraft | null>
  /** What is wrong with a field, as soon as it was tried to save. */
  problem: (field: DraftField) => string | null
  change: (part: Partial<ProviderDraft>) => void
  /** What main refused that is no field's. */
  failure: ComputedRef<string | null>
  /** Whether it was kept. */
  save: () => Promise<boolean>
}

/** A provider's form over its draft. */
export const useProviderForm = (
  id: () => string,
  profile: () => ProviderProfile | null
): ProviderFormState => {
  const { t, errorText, language } = useText()
  const providers = useProvidersStore()
  const drafts = useProviderDraftsStore()
  const words = useProviderWords()
  const tried = ref(false)
  let busy = false
  const refused = ref<ErrorShape | null>(null)

  const draft = computed(() => drafts.read(id(), profile()))
  const problems = computed(() => (draft.value ? problemsOf(draft.value, language.value) : {}))
  const problem = (field: DraftField): string | null => {
    const found = problems.value[field]
    if (tried.value && found !== undefined) return words.problem(field, found)
    return refusedField(refused.value) === field ? t('providers.wrong.refused') : null
  }
  const failure = computed(() => {
    if (refused.value === null) return null
    const field = refusedField(refused.value)
    return field !== null && field in (draft.value ?? {}) ? null : errorText(refused.value)
  })
  const change = (part: Partial<ProviderDraft>): void => {
    refused.value = null
    if (draft.value !== null) drafts.put({ ...draft.value, ...part })
  }
  const save = async (): Promise<boolean> => {
    tried.value = true
    if (busy || draft.value === null || Object.keys(problems.value).length > 0) return false
    busy = true
    refused.value = await providers.save(profileOf(draft.value, language.value))
    busy = false
    if (refused.value !== null) return false
    tried.value = false
    drafts.discard(id())
    return true
  }
  return { draft, problem, change, failure, save }
}
