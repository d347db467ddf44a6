import { errorCodes } from '../../../preload/contract/errors'
import { AppError } from '../../kernel/errors'

const codeOf = (error: unknown): string =>
  String((error as { code?: unknown } | null)?.code ?? 'unknown')

export const badFeed = (problem: string): AppError =>
  new AppError(errorCodes.updatesBadFeed, `The update feed is wrong: ${problem}.`)

export const unreachable = (detail: string): AppError =>
  new AppError(errorCodes.updatesUnreachable, `The update feed gave no answer (${detail}).`, {
    retryable: true,
    parameters: { detail }
  })

export const badFile = (): AppError =>
  new AppError(errorCodes.updatesBadFile, 'The file is not the one that the feed names.')

export const notInstalled = (error: unknown): AppError =>
  error instanceof AppError && error.code === errorCodes.updatesNotInstalled
    ? error
    : new AppError(errorCodes.updatesNotInstalled, 'The update was not put in place.', {
        cause: error,
        parameters: { detail: codeOf(error) }
      })

export const notStarted = (error: unknown): AppError =>
  new AppError(errorCodes.updatesNotStarted, 'The new version was not started.', {
    cause: error,
    parameters: { detail: codeOf(error) }
  })

/** What failed while the update was fetched and kept, with a code; never an address or a path. */
export const downloadError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') {
    return new AppError(errorCodes.updatesBadPublisher, 'The update has another publisher.')
  }
  return new AppError(errorCodes.updatesNotKept, 'The update could not be kept.', {
    cause: error,
    parameters: { detail: code }
  })
}
