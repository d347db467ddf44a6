import { defineStore } from 'pinia'
import { computed, reactive, ref, watch, type Ref } from 'vue'
import type { SessionRequest } from '../../../../../preload/contract/routes'
import type { SessionState } from '../../../../../preload/contract/session-state'
import type { EvidenceKind } from '../../../../../preload/contract/words'
import { useText } from '../../../app/use-text'
import { useEvidenceDrafts, type EvidenceDrafts } from '../composables/evidence-drafts'
import type { NamedEvidence } from '../composables/named-evidence'
import { usePriceRange } from '../composables/price-range'
import { useRoleChoice, type RoleChoice } from '../composables/role-choice'
import { isDay, meaningOf } from '../composables/subject-text'
import { useMandateStore } from './mandate-store'

/** The mandate, which learns of each subject before a request can be made of it. */
const useMandateOf = (subjectName: Ref<string | null>): ReturnType<typeof useMandateStore> => {
  const mandate = useMandateStore()
  watch(subjectName, mandate.follow, { flush: 'sync' })
  return mandate
}

const inputsOf = (state: SessionState, kind: EvidenceKind): NamedEvidence[] =>
  state.inputs.filter((input) => input.kind === kind)

/** What a person would type for the subject again: its symbol, or the file that it was read from. */
const typedAgain = (subject: string, file: string): string =>
  meaningOf(subject) === 'symbol' && file === `${subject}.csv` ? subject : file

interface Fields {
  drafts: EvidenceDrafts
  asOf: Ref<string>
  prompt: Ref<string>
  marketContext: Ref<string>
  mandate: ReturnType<typeof useMandateStore>
  chooseRoles: RoleChoice['choose']
}

interface Fills {
  takeUp: (evidence: NamedEvidence, day: string | null) => void
  restore: (state: SessionState) => void
}

/** What fills the panel other than a person's typing. */
const useFills = (fields: Fields): Fills => {
  const { drafts, asOf, prompt, marketContext, mandate, chooseRoles } = fields
  const { subject, benchmark, notes, fundamentals } = drafts

  /** Takes up a subject as of a day. Notes and question are about a subject: another one has none. */
  const takeUp = (evidence: NamedEvidence, day: string | null): void => {
    if (subject.value !== null && subject.value.sha256 !== evidence.sha256) {
      notes.value = []
      prompt.value = ''
      marketContext.value = ''
    }
    drafts.takeSubject(evidence, evidence.name)
    asOf.value = day ?? ''
  }

  /** Fills the panel from a session, as after a reload. */
  const restore = (state: SessionState): void => {
    const prices = inputsOf(state, 'prices')[0]
    const name = state.subject?.name ?? prices?.name ?? null
    mandate.restore(state.mandate, name)
    if (prices !== undefined && name !== null) {
      drafts.takeSubject({ ...prices, name }, typedAgain(name, prices.name))
    }
    benchmark.value = inputsOf(state, 'benchmark')[0] ?? null
    notes.value = inputsOf(state, 'notes')
    fundamentals.value = inputsOf(state, 'fundamentals')[0] ?? null
    asOf.value = state.asOfAsked ?? ''
    prompt.value = state.prompt
    marketContext.value = state.marketContext
    chooseRoles(state.settings?.mode ?? 'god', state.settings?.roles ?? [])
  }

  return { takeUp, restore }
}

/** What the next session will be about. */
export const useCommandStore = defineStore('command', () => {
  const { language } = useText()
  const asOf = ref('')
  const range = usePriceRange(asOf)
  const drafts = useEvidenceDrafts(range)
  const { choose: chooseRoles, ...roleChoice } = useRoleChoice()
  const { typed, subject, benchmark, notes, fundamentals, reading } = drafts
  const { mode, chosenRoles, hasRoles } = roleChoice
  const mandate = useMandateOf(drafts.subjectName)
  const prompt = ref('')
  const marketContext = ref('')

  const asOfValid = computed(() => asOf.value === '' || isDay(asOf.value))
  const named = computed(() => typed.value.trim() !== '')
  const valid = computed(() => asOfValid.value && hasRoles.value && mandate.problems.length === 0)
  const rangeWrong = computed(() => !range.valid.value && meaningOf(typed.value) !== 'file')
  const ready = computed(() => named.value && valid.value && !rangeWrong.value && !reading.value)

  const request = (): SessionRequest | null => {
    if (subject.value === null) return null
    return {
      subject: { name: subject.value.name, sha256: subject.value.sha256 },
      benchmark: benchmark.value?.sha256 ?? null,
      notes: notes.value.map((note) => note.sha256),
      fundamentals: fundamentals.value?.sha256 ?? null,
      asOf: asOf.value === '' ? null : asOf.value,
      mode: mode.value,
      roles: mode.value === 'god' ? [] : chosenRoles.value,
      prompt: prompt.value.trim(),
      marketContext: marketContext.value.trim(),
      language: language.value,
      mandate: mandate.mandate
    }
  }

  const fields = { drafts, asOf, prompt, marketContext, mandate, chooseRoles }
  const told = { asOf, asOfValid, prompt, marketContext, ready, rangeWrong, request }
  return { ...drafts, ...roleChoice, ...told, ...useFills(fields), range: reactive(range) }
})
