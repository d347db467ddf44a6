import { basename } from 'node:path'
import type { BoardSubject } from '../../preload/contract/board'
import { sha256 } from '../kernel/hash'

const idCharacters = 16

/** A price file that a board reads: what the page knows of it, and where it lies. */
export interface BoardFile extends BoardSubject {
  /** Absolute. */
  path: string
}

/** The subject that a path stands for. The same path is the same subject, in every run. */
export const boardFile = (path: string): BoardFile => ({
  id: sha256(path).slice(0, idCharacters),
  name: basename(path),
  path
})
