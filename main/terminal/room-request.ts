import { stat } from 'node:fs/promises'
import { errorCodes } from '../../preload/contract/errors'
import type {
  EvidenceOrigin,
  ImportedEvidence,
  SessionRequest
} from '../../preload/contract/routes'
import type { EvidenceKind } from '../../preload/contract/words'
import { AppError } from '../kernel/errors'
import type { RoomArguments } from './room-arguments'
import { callRoute, type RoomEngine } from './room-engine'

const bundledCase = 'SP500'
/** A word such as 2330 or ^GSPC: no path, no ending. */
const bareCode = /^[^./\\~]+$/

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  )

/** The bundled case by its name, in any case; a file of that name in the folder comes first. */
const subjectOrigin = async (subject: string): Promise<EvidenceOrigin> => {
  const isFile = await exists(subject)
  if (!isFile && subject.toUpperCase() === bundledCase) return { from: 'bundled', id: bundledCase }
  if (isFile || !bareCode.test(subject)) return { from: 'path', path: subject }
  throw new AppError(errorCodes.inputUnknownSubject, `no case and no file ${subject}`, {
    parameters: { subject }
  })
}

const importer =
  (engine: RoomEngine) =>
  (kind: EvidenceKind, origin: EvidenceOrigin): Promise<ImportedEvidence> =>
    callRoute(engine, 'evidence.import', { kind, origin }, `import-${kind}`)

/**
 * Takes in all evidence that the command line names, and says what to start.
 * @throws {AppError} for the first file that cannot be read, naming it
 */
export const prepareRequest = async (
  engine: RoomEngine,
  room: RoomArguments
): Promise<SessionRequest> => {
  const bring = importer(engine)
  const origin = await subjectOrigin(room.subject)
  const prices = await bring('prices', origin)
  const benchmark =
    room.benchmark === null
      ? null
      : await bring('benchmark', { from: 'path', path: room.benchmark })
  const notes: string[] = []
  for (const path of room.notes) notes.push((await bring('notes', { from: 'path', path })).sha256)
  return {
    subject: { name: prices.name, sha256: prices.sha256 },
    benchmark: benchmark?.sha256 ?? null,
    notes,
    fundamentals: null,
    asOf: room.asOf,
    mode: room.mode,
    roles: room.roles,
    prompt: room.prompt,
    marketContext: '',
    language: room.language,
    mandate: room.mandate
  }
}
