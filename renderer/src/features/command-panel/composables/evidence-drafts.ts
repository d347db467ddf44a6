import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { EvidenceOrigin, ImportedEvidence } from '../../../../../preload/contract/routes'
import type { EvidenceKind } from '../../../../../preload/contract/words'
import { useAttempt } from '../../errors/stores/errors-store'
import { useRecentSubjects, type RecentSubject } from './recent-subjects'
import { originOf } from './subject-text'

/** Evidence by its content; what else is known of it only when this window read it. */
export type NamedEvidence = Pick<ImportedEvidence, 'name' | 'sha256'> & Partial<ImportedEvidence>

export interface EvidenceDrafts {
  typed: Ref<string>
  subject: ShallowRef<NamedEvidence | null>
  benchmark: ShallowRef<NamedEvidence | null>
  notes: ShallowRef<NamedEvidence[]>
  /** The subject that the typed text stands for; null while that is not read. */
  subjectName: ComputedRef<string | null>
  reading: Ref<boolean>
  recent: Ref<RecentSubject[]>
  takeSubject: (evidence: NamedEvidence, asTyped: string) => void
  importFrom: (kind: EvidenceKind, origin: EvidenceOrigin) => Promise<boolean>
  choose: (kind: EvidenceKind) => Promise<void>
  confirmSubject: () => Promise<boolean>
  removeNotes: (sha256: string) => void
}

/** What the subject's field shows for evidence that came in another way than by typing. */
const shownAs = (origin: EvidenceOrigin, name: string): string => {
  if (origin.from === 'path') return origin.path
  return origin.from === 'bundled' ? origin.id : name
}

type Kept = Pick<EvidenceDrafts, 'typed' | 'subject' | 'subjectName' | 'benchmark' | 'notes'> & {
  confirmed: Ref<string>
  takeSubject: EvidenceDrafts['takeSubject']
  take: (kind: EvidenceKind, evidence: ImportedEvidence, asTyped: string) => void
}

const useKept = (): Kept => {
  const typed = ref('')
  const confirmed = ref('')
  const subject = shallowRef<NamedEvidence | null>(null)
  const benchmark = shallowRef<NamedEvidence | null>(null)
  const notes = shallowRef<NamedEvidence[]>([])
  const subjectName = computed(() =>
    typed.value.trim() === confirmed.value ? (subject.value?.name ?? null) : null
  )
  const takeSubject = (evidence: NamedEvidence, asTyped: string): void => {
    subject.value = evidence
    typed.value = asTyped
    confirmed.value = asTyped
  }
  const take: Kept['take'] = (kind, evidence, asTyped) => {
    if (kind === 'prices') takeSubject(evidence, asTyped)
    else if (kind === 'benchmark') benchmark.value = evidence
    else if (!notes.value.some((note) => note.sha256 === evidence.sha256)) {
      notes.value = [...notes.value, evidence]
    }
  }
  return { typed, confirmed, subject, subjectName, benchmark, notes, takeSubject, take }
}

/** The evidence of the next session: as typed until it is read, then by its content. */
export const useEvidenceDrafts = (): EvidenceDrafts => {
  const attempt = useAttempt()
  const { recent, remember } = useRecentSubjects()
  const { confirmed, take, ...kept } = useKept()
  const { typed, subject, notes } = kept
  const reading = ref(false)

  /** Reads evidence; on an error everything stays as it was. */
  const importFrom: EvidenceDrafts['importFrom'] = async (kind, origin) => {
    reading.value = kind === 'prices'
    const evidence = await attempt('evidence.import', { kind, origin })
    reading.value = false
    if (evidence === null) return false
    take(kind, evidence, shownAs(origin, evidence.name))
    if (kind === 'prices' && origin.from === 'path') {
      remember({ typed: origin.path, name: evidence.name })
    }
    return true
  }
  /** Opens the system's dialog and takes what was chosen there. */
  const choose: EvidenceDrafts['choose'] = async (kind) => {
    const chosen = await attempt('evidence.choose', { kind })
    for (const evidence of chosen ?? []) take(kind, evidence, evidence.name)
  }
  /** Reads the typed subject unless it is the one already read. */
  const confirmSubject: EvidenceDrafts['confirmSubject'] = async () => {
    const text = typed.value.trim()
    if (text === '') return false
    if (subject.value !== null && text === confirmed.value) return true
    return importFrom('prices', originOf(text))
  }
  const removeNotes = (sha256: string): void => {
    notes.value = notes.value.filter((note) => note.sha256 !== sha256)
  }
  return { ...kept, reading, recent, importFrom, choose, confirmSubject, removeNotes }
}
