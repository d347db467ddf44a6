import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { EvidenceOrigin } from '../../../../../preload/contract/routes'
import type { EvidenceKind } from '../../../../../preload/contract/words'
import { useAttempt } from '../../errors/stores/errors-store'
import { useKeptEvidence, type KeptEvidence } from './kept-evidence'
import { useLivePricesDraft, type LivePricesDraft } from './live-prices-draft'
import type { PriceRange } from './price-range'
import { useRecentSubjects, type RecentSubject } from './recent-subjects'
import { meaningOf, originOf } from './subject-text'

export interface EvidenceDrafts
  extends
    Omit<KeptEvidence, 'confirmed' | 'take' | 'takeLive'>,
    Pick<LivePricesDraft, 'fetching' | 'refusal'> {
  /** Whether the subject is being read or fetched. */
  reading: ComputedRef<boolean>
  recent: Ref<RecentSubject[]>
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

type Confirm = (typed: string) => Promise<boolean>

/** Fetches a symbol, or what is found for words, and remembers it. */
const confirmLive =
  (
    kept: KeptEvidence,
    { fetchSymbol, fetchNamed }: LivePricesDraft,
    remember: (subject: RecentSubject) => void
  ): Confirm =>
  async (typed) => {
    const fetched = await (meaningOf(typed) === 'symbol' ? fetchSymbol : fetchNamed)(typed)
    const origin = kept.live.value?.origin
    if (!fetched || origin === undefined) return false
    remember({ typed: origin.symbol, name: origin.name ?? origin.symbol })
    return true
  }

/** The evidence of the next session: as typed until it is read, then by its content. */
export const useEvidenceDrafts = (range: PriceRange): EvidenceDrafts => {
  const attempt = useAttempt()
  const { recent, remember } = useRecentSubjects()
  const kept = useKeptEvidence()
  const { confirmed, take, takeLive: _, ...shown } = kept
  const { typed, subject, notes } = shown
  const live = useLivePricesDraft(kept, range)
  const { outdated, fetching, refusal } = live
  const fetchLive = confirmLive(kept, live, remember)
  const readingFile = ref(false)
  const reading = computed(() => readingFile.value || fetching.value !== null)

  /** Reads evidence; on an error everything stays as it was. */
  const importFrom: EvidenceDrafts['importFrom'] = async (kind, origin) => {
    readingFile.value = kind === 'prices'
    const evidence = await attempt('evidence.import', { kind, origin })
    readingFile.value = false
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
  /** Reads or fetches the typed subject unless it is the one already there. */
  const confirmSubject: EvidenceDrafts['confirmSubject'] = async () => {
    const text = typed.value.trim()
    if (text === '') return false
    if (subject.value !== null && text === confirmed.value && !outdated.value) return true
    if (meaningOf(text) !== 'file') return fetchLive(text)
    return importFrom('prices', originOf(text))
  }
  const removeNotes = (sha256: string): void => {
    notes.value = notes.value.filter((note) => note.sha256 !== sha256)
  }
  const reads = { reading, fetching, refusal, importFrom, choose, confirmSubject }
  return { ...shown, ...reads, recent, removeNotes }
}
