import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  EvidenceOrigin,
  ImportedEvidence,
  SessionRequest
} from '../../../../../preload/contract/routes'
import type { SessionState } from '../../../../../preload/contract/session-state'
import type { EvidenceKind, Mode } from '../../../../../preload/contract/words'
import { useText } from '../../../app/use-text'
import { useAttempt } from '../../errors/stores/errors-store'
import { useRecentSubjects } from '../composables/recent-subjects'
import { isDay, originOf } from '../composables/subject-text'
import { usePlaybookStore } from './playbook-store'

export type NamedEvidence = Pick<ImportedEvidence, 'name' | 'sha256'> & Partial<ImportedEvidence>

/** What the subject's field shows for evidence that came in another way than by typing. */
const shownAs = (origin: EvidenceOrigin, name: string): string => {
  if (origin.from === 'path') return origin.path
  return origin.from === 'bundled' ? origin.id : name
}

/** What the next session will be about: kept as typed until it is read, then by its content. */
export const useCommandStore = defineStore('command', () => {
  const attempt = useAttempt()
  const playbook = usePlaybookStore()
  const { language } = useText()
  const { recent, remember } = useRecentSubjects()

  const typed = ref('')
  const confirmed = ref('')
  const subject = shallowRef<NamedEvidence | null>(null)
  const reading = ref(false)
  const benchmark = shallowRef<NamedEvidence | null>(null)
  const notes = shallowRef<NamedEvidence[]>([])
  const asOf = ref('')
  const mode = ref<Mode>('god')
  const leftOut = ref<ReadonlySet<string>>(new Set())
  const prompt = ref('')

  const asOfValid = computed(() => asOf.value === '' || isDay(asOf.value))
  const chosenRoles = computed(() =>
    playbook.roles.map((role) => role.id).filter((id) => !leftOut.value.has(id))
  )
  const hasRoles = computed(() => mode.value === 'god' || chosenRoles.value.length > 0)
  const ready = computed(
    () => typed.value.trim() !== '' && asOfValid.value && hasRoles.value && !reading.value
  )

  const takeSubject = (evidence: NamedEvidence, asTyped: string): void => {
    subject.value = evidence
    typed.value = asTyped
    confirmed.value = asTyped
  }

  const takeNotes = (added: readonly NamedEvidence[]): void => {
    const known = new Set(notes.value.map((note) => note.sha256))
    notes.value = [...notes.value, ...added.filter((note) => !known.has(note.sha256))]
  }

  const take = (kind: EvidenceKind, evidence: ImportedEvidence, asTyped: string): void => {
    if (kind === 'prices') takeSubject(evidence, asTyped)
    else if (kind === 'benchmark') benchmark.value = evidence
    else takeNotes([evidence])
  }

  /** Reads evidence; on an error everything stays as it was. */
  const importFrom = async (kind: EvidenceKind, origin: EvidenceOrigin): Promise<boolean> => {
    if (kind === 'prices') reading.value = true
    const evidence = await attempt('evidence.import', { kind, origin })
    if (kind === 'prices') reading.value = false
    if (evidence === null) return false
    take(kind, evidence, shownAs(origin, evidence.name))
    if (kind === 'prices' && origin.from === 'path') {
      remember({ typed: origin.path, name: evidence.name })
    }
    return true
  }

  /** Opens the system's dialog and takes what was chosen there. */
  const choose = async (kind: EvidenceKind): Promise<void> => {
    const chosen = await attempt('evidence.choose', { kind })
    for (const evidence of chosen ?? []) take(kind, evidence, evidence.name)
  }

  /** Reads the typed subject unless it is the one already read. */
  const confirmSubject = async (): Promise<boolean> => {
    const text = typed.value.trim()
    if (text === '') return false
    if (subject.value !== null && text === confirmed.value) return true
    return importFrom('prices', originOf(text))
  }

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
      language: language.value
    }
  }

  const removeNotes = (sha256: string): void => {
    notes.value = notes.value.filter((note) => note.sha256 !== sha256)
  }
  const switchRole = (id: string, on: boolean): void => {
    const next = new Set(leftOut.value)
    if (on) next.delete(id)
    else next.add(id)
    leftOut.value = next
  }

  /** Fills the panel from a session, as after a reload. */
  const restore = (state: SessionState): void => {
    const find = (kind: EvidenceKind): NamedEvidence[] =>
      state.inputs.filter((input) => input.kind === kind)
    const prices = find('prices')[0]
    if (prices !== undefined) takeSubject(prices, prices.name)
    benchmark.value = find('benchmark')[0] ?? null
    notes.value = find('notes')
    asOf.value = state.asOfAsked ?? ''
    prompt.value = state.prompt
    mode.value = state.settings?.mode ?? 'god'
    const chosen = new Set(state.settings?.roles ?? [])
    const all = mode.value === 'god' ? [] : playbook.roles.map((role) => role.id)
    leftOut.value = new Set(all.filter((id) => !chosen.has(id)))
  }

  return {
    ...{ typed, subject, reading, benchmark, notes, asOf, mode, prompt, recent },
    ...{ asOfValid, chosenRoles, hasRoles, ready },
    ...{
      importFrom,
      choose,
      confirmSubject,
      takeSubject,
      restore,
      request,
      removeNotes,
      switchRole
    }
  }
})
