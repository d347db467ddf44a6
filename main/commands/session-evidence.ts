import { errorCodes } from '../../preload/contract/errors'
import type { InputReference } from '../../preload/contract/events'
import type { SessionRequest } from '../../preload/contract/routes'
import type { EvidenceItem, EvidenceSet } from '../evidence/evidence-set'
import type { EvidenceStore } from '../evidence/evidence-store'
import { AppError } from '../kernel/errors'

type Evidence = Pick<EvidenceStore, 'get'>

const missing = (sha256: string, file: string): AppError =>
  new AppError(errorCodes.evidenceNotFound, `no evidence ${sha256}`, { parameters: { file } })

const itemOf = async (
  evidence: Evidence,
  sha256: string,
  kind: EvidenceItem['kind']
): Promise<EvidenceItem> => {
  const item = await evidence.get(sha256)
  if (item === null) throw missing(sha256, sha256.slice(0, 12))
  // The same bytes may serve as prices in one session and as benchmark in another.
  return { ...item, kind }
}

/**
 * What a request names, by content.
 * @throws {AppError} `evidence.not-found`, `storage.*`
 */
export const evidenceOf = async (
  evidence: Evidence,
  { subject, benchmark, notes, fundamentals, asOf }: SessionRequest
): Promise<EvidenceSet> => ({
  prices: await itemOf(evidence, subject.sha256, 'prices'),
  benchmark: benchmark === null ? null : await itemOf(evidence, benchmark, 'benchmark'),
  notes: await Promise.all([...new Set(notes)].map((id) => itemOf(evidence, id, 'notes'))),
  fundamentals: fundamentals === null ? null : await itemOf(evidence, fundamentals, 'fundamentals'),
  asOfAsked: asOf
})

/**
 * What a session read, under the names that it had there.
 * @throws {AppError} `evidence.not-found` for what is not kept any more, `storage.*`
 */
export const evidenceOfInputs = async (
  evidence: Evidence,
  inputs: readonly InputReference[],
  asOfAsked: string | null
): Promise<EvidenceSet> => {
  const items = await Promise.all(
    inputs.map(async ({ kind, name, sha256 }): Promise<EvidenceItem> => {
      const item = await evidence.get(sha256)
      if (item === null) throw missing(sha256, name)
      return { ...item, kind, name }
    })
  )
  const one = (kind: EvidenceItem['kind']): EvidenceItem | null =>
    items.find((item) => item.kind === kind) ?? null
  const prices = one('prices')
  if (prices === null) throw missing('', '')
  return {
    prices,
    benchmark: one('benchmark'),
    notes: items.filter(({ kind }) => kind === 'notes'),
    fundamentals: one('fundamentals'),
    asOfAsked
  }
}
