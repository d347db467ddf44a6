import { errorCodes } from '../../preload/contract/errors'
import type { EvidenceOrigin, ImportedEvidence } from '../../preload/contract/routes'
import type { EvidenceKind } from '../../preload/contract/words'
import type { EvidenceStore } from '../evidence/evidence-store'
import type { EvidenceTasks } from '../evidence/evidence-tasks'
import type { EvidenceWorkers } from '../evidence/evidence-worker'
import { readFundamentals } from '../evidence/fundamentals/fundamentals-file'
import { readNotes } from '../evidence/notes'
import { AppError } from '../kernel/errors'
import { sha256 } from '../kernel/hash'
import { assertEvidenceSize, readEvidenceFile } from './evidence-file'
import type { ReadBundledCase } from './ports'
import type { RoutesOf } from './route'

export interface EvidenceRouteParts {
  evidence: Pick<EvidenceStore, 'put' | 'read'>
  readBundledCase: ReadBundledCase
  workers: Pick<EvidenceWorkers, 'run'>
}

interface Source {
  name: string
  bytes: Uint8Array
}

const bundled = async (readBundledCase: ReadBundledCase, id: string): Promise<Source> => {
  const found = await readBundledCase(id)
  if (found !== null) return found
  throw new AppError(errorCodes.inputUnknownSubject, `no case ${id}`, {
    parameters: { subject: id }
  })
}

const sourceOf = async (
  { readBundledCase }: EvidenceRouteParts,
  kind: EvidenceKind,
  origin: EvidenceOrigin
): Promise<Source> => {
  switch (origin.from) {
    case 'path':
      return readEvidenceFile(kind, origin.path)
    case 'bundled':
      return bundled(readBundledCase, origin.id)
    case 'bytes':
      assertEvidenceSize(kind, origin.name, origin.bytes.byteLength)
      return origin
    case 'text':
      return { name: origin.name, bytes: new TextEncoder().encode(origin.text) }
  }
}

/** Reading a price file ends by itself; nobody calls it off. */
const uncancelled = new AbortController().signal

/** Takes in bytes under a name; refuses what cannot be read as its kind. */
export const importSource = async (
  { evidence, workers }: EvidenceRouteParts,
  kind: EvidenceKind,
  source: Source
): Promise<ImportedEvidence> => {
  const { name, bytes } = source
  assertEvidenceSize(kind, name, bytes.byteLength)
  // Kept only when it can be read: what has an id is good.
  if (kind === 'notes') readNotes({ kind, name, sha256: sha256(bytes), bytes })
  if (kind === 'fundamentals') readFundamentals(bytes, name)
  const prices =
    kind === 'prices' || kind === 'benchmark'
      ? await workers.run('inspect', { name, bytes }, { signal: uncancelled })
      : null
  const item = await evidence.put(kind, name, bytes)
  return { kind, name: item.name, sha256: item.sha256, bytes: bytes.byteLength, prices }
}

/** Takes in the price file at a path, as `evidence.import` does. */
export const importPrices = async (
  parts: EvidenceRouteParts,
  path: string
): Promise<ImportedEvidence> =>
  importSource(parts, 'prices', await readEvidenceFile('prices', path))

type Drawing = 'chart' | 'study'

const drawn = async <T extends Drawing>(
  { evidence, workers }: EvidenceRouteParts,
  task: T,
  { sha256: id, asOf }: { sha256: string; asOf: string | null }
): Promise<EvidenceTasks[T]['output']> => {
  const item = await evidence.read(id)
  if (item === null) {
    throw new AppError(errorCodes.evidenceNotFound, `no evidence ${id}`, {
      parameters: { file: id.slice(0, 12) }
    })
  }
  const { name, bytes } = item
  return workers.run(task, { name, bytes, asOf }, { signal: uncancelled })
}

/** Evidence comes in by a path, by bytes or as a bundled case, and from then on is a sha256. */
export const evidenceRoutes = (
  parts: EvidenceRouteParts
): RoutesOf<'evidence.import' | 'evidence.choose' | 'evidence.chart' | 'evidence.study'> => ({
  'evidence.import': async ({ kind, origin }) =>
    importSource(parts, kind, await sourceOf(parts, kind, origin)),
  'evidence.choose': async ({ kind }, { window }) => {
    const chosen = (await window?.chooseFiles(kind)) ?? []
    const sources = await Promise.all(chosen.map((path) => readEvidenceFile(kind, path)))
    return Promise.all(sources.map((source) => importSource(parts, kind, source)))
  },
  'evidence.chart': (asked) => drawn(parts, 'chart', asked),
  'evidence.study': (asked) => drawn(parts, 'study', asked)
})
