import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from 'node:fs'
import { randomId } from '../../kernel/ids'
import { badFile, notInstalled } from './update-error'

const pieceBytes = 1024 * 1024
const nameLength = 8
const permissions = 0o777

export interface Replacement {
  source: string
  /** The program's file. It keeps its name, so that what points at it goes on doing so. */
  target: string
  /** Of the source, base64. */
  sha512: string
}

const copyAll = (from: number, to: number, hash: Hash): void => {
  const piece = Buffer.allocUnsafe(pieceBytes)
  for (;;) {
    const length = readSync(from, piece, 0, pieceBytes, null)
    if (length === 0) return
    const read = piece.subarray(0, length)
    hash.update(read)
    for (let written = 0; written < length;) written += writeSync(to, read, written)
  }
}

/** Copies the source beside the target, and holds what it copied to the hash. */
const copyBeside = (source: string, fresh: string, { sha512, mode }: CopyCheck): void => {
  const from = openSync(source, 'r')
  try {
    const to = openSync(fresh, 'wx', mode)
    try {
      const hash = createHash('sha512')
      copyAll(from, to, hash)
      if (hash.digest('base64') !== sha512) throw badFile()
      fchmodSync(to, mode)
      fsyncSync(to)
    } finally {
      closeSync(to)
    }
  } finally {
    closeSync(from)
  }
}

interface CopyCheck {
  sha512: string
  mode: number
}

/**
 * Puts a program's new file in the place of the old one, at one stroke: whatever fails, the old one
 * is there as it was.
 * @throws {AppError} `updates.not-installed`
 */
export const replaceProgram = ({ source, target, sha512 }: Replacement): void => {
  let fresh: string | null = null
  try {
    const real = realpathSync(target)
    const mode = statSync(real).mode & permissions
    fresh = `${real}.${randomId(nameLength)}.new`
    copyBeside(source, fresh, { sha512, mode })
    renameSync(fresh, real)
  } catch (error) {
    if (fresh !== null) rmSync(fresh, { force: true })
    throw notInstalled(error)
  }
  rmSync(source, { force: true })
}
