import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { errorCodes } from '../../preload/contract/errors'
import {
  maximumFundamentalsBytes,
  maximumNoteBytes,
  maximumPriceFileBytes
} from '../../preload/contract/limits'
import type { EvidenceKind } from '../../preload/contract/words'
import { AppError } from '../kernel/errors'

const limitsBytes: Readonly<Record<EvidenceKind, number>> = {
  prices: maximumPriceFileBytes,
  benchmark: maximumPriceFileBytes,
  notes: maximumNoteBytes,
  fundamentals: maximumFundamentalsBytes
}

/** Refuses more bytes than evidence of this kind may have. */
export const assertEvidenceSize = (kind: EvidenceKind, file: string, bytes: number): void => {
  const limit = limitsBytes[kind]
  if (bytes <= limit) return
  throw new AppError(errorCodes.evidenceTooLarge, `${file}: ${bytes} bytes, over ${limit}`, {
    parameters: { file, bytes, limit }
  })
}

const unreadable = (file: string, cause: unknown): AppError => {
  const code = (cause as NodeJS.ErrnoException).code
  const missing = code === 'ENOENT' || code === 'ENOTDIR'
  return missing
    ? new AppError(errorCodes.evidenceNotFound, `${file}: no such file`, {
        cause,
        parameters: { file }
      })
    : new AppError(errorCodes.evidenceUnreadable, `${file}: cannot be read (${code ?? 'error'})`, {
        cause,
        parameters: { file }
      })
}

/** A typed path as an absolute one: `~` is the home folder, a relative path starts where we run. */
export const absolutePath = (path: string): string =>
  path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : resolve(path)

/** Reads a file of evidence. Its path stays here; only its own name goes further. */
export const readEvidenceFile = async (
  kind: EvidenceKind,
  path: string
): Promise<{ name: string; bytes: Uint8Array }> => {
  const absolute = absolutePath(path)
  const name = basename(absolute)
  try {
    const found = await stat(absolute)
    if (!found.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
    assertEvidenceSize(kind, name, found.size)
    return { name, bytes: await readFile(absolute) }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(name, error)
  }
}
