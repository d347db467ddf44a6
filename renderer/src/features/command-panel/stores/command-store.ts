import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { SessionRequest } from '../../../../../preload/contract/routes'
import type { SessionState } from '../../../../../preload/contract/session-state'
import type { EvidenceKind } from '../../../../../preload/contract/words'
import { useText } from '../../../app/use-text'
import { useEvidenceDrafts, type NamedEvidence } from '../composables/evidence-drafts'
import { useRoleChoice } from '../composables/role-choice'
import { isDay } from '../composables/subject-text'

/** What the next session will be about. */
export const useCommandStore = defineStore('command', () => {
  const { language } = useText()
  const drafts = useEvidenceDrafts()
  const { choose: chooseRoles, ...roleChoice } = useRoleChoice()
  const { typed, subject, benchmark, notes, reading } = drafts
  const { mode, chosenRoles, hasRoles } = roleChoice
  const asOf = ref('')
  const prompt = ref('')

  const asOfValid = computed(() => asOf.value === '' || isDay(asOf.value))
  const named = computed(() => typed.value.trim() !== '')
  const ready = computed(() => named.value && asOfValid.value && hasRoles.value && !reading.value)

  const request = (): SessionRequest | null => {
    if (subject.value === null) return null
    return {
      subject: { name: subject.value.name, sha256: subject.value.sha256 },
      benchmark: benchmark.value?.sha256 ?? null,
      notes: notes.value.map((note) => note.sha256),
      asOf: asOf.value === '' ? null : asOf.value,
      mode: mode.value,
      roles: mode.value === 'god' ? [] : chosenRoles.value,
      prompt: prompt.value.trim(),
      language: language.value,
      mandate: null
    }
  }

  /** Fills the panel from a session, as after a reload. */
  const restore = (state: SessionState): void => {
    const find = (kind: EvidenceKind): NamedEvidence[] =>
      state.inputs.filter((input) => input.kind === kind)
    const prices = find('prices')[0]
    if (prices !== undefined) drafts.takeSubject(prices, prices.name)
    benchmark.value = find('benchmark')[0] ?? null
    notes.value = find('notes')
    asOf.value = state.asOfAsked ?? ''
    prompt.value = state.prompt
    chooseRoles(state.settings?.mode ?? 'god', state.settings?.roles ?? [])
  }

  return { ...drafts, ...roleChoice, asOf, prompt, asOfValid, ready, request, restore }
})
