import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { ImportedSymbol } from '../../../../../preload/contract/live-prices'
import type { ImportedEvidence } from '../../../../../preload/contract/routes'
import type { EvidenceKind } from '../../../../../preload/contract/words'
import { withCompanions, withoutCompanions, type Beside } from './companions'
import type { NamedEvidence } from './named-evidence'

export interface KeptEvidence {
  typed: Ref<string>
  /** What was typed when the subject was read. */
  confirmed: Ref<string>
  subject: ShallowRef<NamedEvidence | null>
  /** How the subject was fetched; null for a file and for what another window read. */
  live: ShallowRef<ImportedSymbol | null>
  benchmark: ShallowRef<NamedEvidence | null>
  notes: ShallowRef<NamedEvidence[]>
  fundamentals: ShallowRef<NamedEvidence | null>
  /** The subject that the typed text stands for; null while that is not read. */
  subjectName: ComputedRef<string | null>
  takeSubject: (evidence: NamedEvidence, asTyped: string) => void
  takeLive: (fetched: ImportedSymbol) => void
  take: (kind: EvidenceKind, evidence: ImportedEvidence, asTyped: string) => void
}

type BesideRefs = Pick<KeptEvidence, 'benchmark' | 'notes' | 'fundamentals'>

const besideOf = ({ benchmark, notes, fundamentals }: BesideRefs): Beside => ({
  benchmark: benchmark.value,
  notes: notes.value,
  fundamentals: fundamentals.value
})

const putBeside = (refs: BesideRefs, beside: Beside): void => {
  refs.benchmark.value = beside.benchmark
  refs.notes.value = beside.notes
  refs.fundamentals.value = beside.fundamentals
}

/** What was fetched is known by its symbol; the file that it is kept in has a name of its own. */
const asSubject = (evidence: NamedEvidence): NamedEvidence => {
  const symbol = evidence.prices?.origin?.symbol
  return symbol === undefined ? evidence : { ...evidence, name: symbol }
}

/** The evidence that the next session will have. */
export const useKeptEvidence = (): KeptEvidence => {
  const typed = ref('')
  const confirmed = ref('')
  const subject = shallowRef<NamedEvidence | null>(null)
  const live = shallowRef<ImportedSymbol | null>(null)
  const benchmark = shallowRef<NamedEvidence | null>(null)
  const notes = shallowRef<NamedEvidence[]>([])
  const fundamentals = shallowRef<NamedEvidence | null>(null)
  const beside = { benchmark, notes, fundamentals }
  const subjectName = computed(() =>
    typed.value.trim() === confirmed.value ? (subject.value?.name ?? null) : null
  )
  const name = (evidence: NamedEvidence, asTyped: string): void => {
    subject.value = asSubject(evidence)
    typed.value = asTyped
    confirmed.value = asTyped
  }
  const takeSubject = (evidence: NamedEvidence, asTyped: string): void => {
    putBeside(beside, withoutCompanions(besideOf(beside), live.value))
    live.value = null
    name(evidence, asTyped)
  }
  const takeLive = (fetched: ImportedSymbol): void => {
    putBeside(beside, withCompanions(besideOf(beside), live.value, fetched))
    live.value = fetched
    name(fetched.prices, fetched.origin.symbol)
  }
  const take: KeptEvidence['take'] = (kind, evidence, asTyped) => {
    if (kind === 'prices') takeSubject(evidence, asTyped)
    else if (kind === 'benchmark') benchmark.value = evidence
    else if (kind === 'fundamentals') fundamentals.value = evidence
    else if (!notes.value.some((note) => note.sha256 === evidence.sha256)) {
      notes.value = [...notes.value, evidence]
    }
  }
  return { typed, confirmed, subject, live, ...beside, subjectName, takeSubject, takeLive, take }
}
