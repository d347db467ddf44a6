import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import { JournalDamage } from './journal-damage'
import { storageError } from './storage-error'

/** The `storage.*` error that a failure in the journal `file` stands for. */
export const journalError = (error: unknown, file: string): AppError => {
  if (!(error instanceof JournalDamage)) return storageError(error, { file })
  const message = `${file} is damaged (${error.message}).`
  return new AppError(errorCodes.storageCorrupt, message, { cause: error, parameters: { file } })
}
