import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Mandate } from '../../../../../preload/contract/mandate'
import { useFormats } from '../../../app/use-formats'
import {
  draftOfMandate,
  plainDraft,
  readMandate,
  tidied,
  type MandateDraft,
  type MandateNumber
} from '../composables/mandate-draft'
import { rememberDraft, rememberedDraft } from '../composables/remembered-mandate'

const notHeld = { cost: '', held: null }

/** For whom the next session plans. What is typed is remembered between runs. */
export const useMandateStore = defineStore('mandate', () => {
  const formats = useFormats()
  const draft = shallowRef<MandateDraft>(rememberedDraft())
  const reading = computed(() => readMandate(draft.value, formats.value.locale))
  const mandate = computed(() => reading.value.mandate)
  const problems = computed(() => reading.value.problems)
  const untouched = computed(() => mandate.value === null && problems.value.length === 0)
  let subject: string | null = null

  const keep = (next: MandateDraft): void => {
    draft.value = next.position === 'holding' ? next : { ...next, ...notHeld }
    rememberDraft(draft.value)
  }
  const change = (part: Partial<MandateDraft>): void => {
    const about = 'cost' in part || 'position' in part ? { held: subject } : {}
    keep({ ...draft.value, ...about, ...part })
  }
  const tidy = (name: MandateNumber): void =>
    change({ [name]: tidied(draft.value[name], formats.value) })
  const reset = (): void => keep({ ...plainDraft })

  /**
   * Learns of the subject, null while the one typed is not read. A holding is of one subject: another
   * one starts without.
   */
  const follow = (name: string | null): void => {
    subject = name
    const { position, held } = draft.value
    if (name === null || position !== 'holding' || held === name) return
    keep({ ...draft.value, ...(held === null ? { held: name } : { position: null }) })
  }

  /** Fills the fields from a session; what is remembered stays what a person typed. */
  const restore = (from: Mandate | null, name: string | null): void => {
    subject = name
    draft.value = draftOfMandate(from, name, formats.value)
  }
  return { draft, mandate, problems, untouched, change, tidy, reset, follow, restore }
})
