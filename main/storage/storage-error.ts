import { basename, dirname } from 'node:path'
import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import { mayWrite } from './storage-access'

/** What was being read or written: a data folder, or one file in it. Absolute paths. */
export type StoragePlace = { folder: string } | { file: string }

type Kind = 'full' | 'read-only' | 'locked' | 'corrupt' | 'io'

/** SQLite's primary result codes. */
const ofSqlite: Readonly<Record<string, Kind>> = {
  SQLITE_FULL: 'full',
  SQLITE_READONLY: 'read-only',
  SQLITE_PERM: 'read-only',
  SQLITE_BUSY: 'locked',
  SQLITE_LOCKED: 'locked',
  SQLITE_CORRUPT: 'corrupt',
  SQLITE_NOTADB: 'corrupt'
}
const ofSystem: Readonly<Record<string, Kind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only'
}
/** The numbers under which SQLite passes the system's own errors on. */
const systemNumbers: Readonly<Record<number, string>> = {
  1: 'EPERM',
  13: 'EACCES',
  28: 'ENOSPC',
  30: 'EROFS',
  122: 'EDQUOT'
}

interface LowError {
  code?: string
  sqliteCodeName?: string
  systemErrno?: number
}

const folderOf = (place: StoragePlace): string =>
  'folder' in place ? place.folder : dirname(place.file)

const kindOf = (
  { code = '', sqliteCodeName = '', systemErrno = 0 }: LowError,
  place: StoragePlace
): Kind => {
  const primary = sqliteCodeName.split('_').slice(0, 2).join('_')
  const known =
    ofSqlite[primary] ?? ofSystem[systemNumbers[systemErrno] ?? ''] ?? ofSystem[code] ?? null
  if (known !== null) return known
  // SQLite says only that it could not open a file that it wanted to make.
  const unmade = primary === 'SQLITE_CANTOPEN' && !mayWrite(folderOf(place))
  return unmade ? 'read-only' : 'io'
}

const coded = (kind: Kind, place: StoragePlace, detail: string, cause: unknown): AppError => {
  const folder = folderOf(place)
  const file = 'file' in place ? place.file : place.folder
  switch (kind) {
    case 'full': {
      const message = `There is no room left for ${file} (${detail}).`
      return new AppError(errorCodes.storageFull, message, { cause, parameters: { folder } })
    }
    case 'read-only': {
      const message = `${folder} cannot be written (${detail}).`
      return new AppError(errorCodes.storageReadOnly, message, { cause, parameters: { folder } })
    }
    case 'locked': {
      const message = `${folder} is in use by another War Room.`
      return new AppError(errorCodes.storageLocked, message, { cause, parameters: { folder } })
    }
    case 'corrupt': {
      const message = `${file} is damaged (${detail}).`
      return new AppError(errorCodes.storageCorrupt, message, { cause, parameters: { file } })
    }
    case 'io': {
      const shown = `${basename(file)}: ${detail}`
      const message = `${file} cannot be used (${detail}).`
      return new AppError(errorCodes.storageIo, message, { cause, parameters: { detail: shown } })
    }
  }
}

/**
 * What a failed read or write means to the user: `storage.full`, `storage.read-only`,
 * `storage.locked`, `storage.corrupt` or, for everything else, `storage.io`. Takes the errors of
 * SQLite (`sqliteCodeName`, `systemErrno`) and of Node's file system (`code`) alike.
 */
export const storageError = (error: unknown, place: StoragePlace): AppError => {
  if (error instanceof AppError) return error
  const low = (typeof error === 'object' && error !== null ? error : {}) as LowError
  const text = error instanceof Error ? error.message : String(error)
  return coded(kindOf(low, place), place, low.sqliteCodeName ?? low.code ?? text, error)
}
