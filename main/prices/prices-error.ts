import { errorCodes, type ErrorCode } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'

/** Whom a request went to and what it was about, for the text of an error. */
export interface Asked {
  source: string
  symbol: string
}

const longestProblem = 160

const problemOf = (cause: unknown): string => {
  const text = cause instanceof Error ? cause.message : String(cause)
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longestProblem ? `${line.slice(0, longestProblem - 1)}…` : line
}

const pricesError = (
  code: ErrorCode,
  asked: Asked,
  options: { retryable?: boolean; cause?: unknown; more?: Record<string, string | number> } = {}
): AppError => {
  const { retryable = false, cause, more = {} } = options
  return new AppError(code, `${asked.source}, ${asked.symbol}: ${code}`, {
    retryable,
    cause,
    parameters: { ...asked, ...more }
  })
}

export const unknownSymbol = (asked: Asked): AppError =>
  pricesError(errorCodes.pricesUnknownSymbol, asked)

export const noData = (asked: Asked): AppError => pricesError(errorCodes.pricesNoData, asked)

export const rateLimited = (asked: Asked, seconds: number): AppError =>
  pricesError(errorCodes.pricesRateLimited, asked, { retryable: true, more: { seconds } })

export const unreachable = (asked: Asked, cause: unknown): AppError =>
  pricesError(errorCodes.pricesNetwork, asked, { retryable: true, cause })

/** `problem` is the source's own words or the reader's; it is cut to one short line. */
export const badResponse = (asked: Asked, problem: unknown): AppError =>
  pricesError(errorCodes.pricesBadResponse, asked, {
    cause: problem,
    more: { problem: problemOf(problem) }
  })

export const isPricesError = (error: unknown, code: ErrorCode): boolean =>
  error instanceof AppError && error.code === code
