import { APICallError, InvalidResponseDataError, JSONParseError, LoadAPIKeyError } from 'ai'
import { errorCodes, type ErrorCode } from '../../../preload/contract/errors'
import { AppError } from '../../kernel/errors'

/** What a provider failed with, in our words. */
export class ProviderError extends AppError {
  /** How long it asked to be left alone; null when it did not say. */
  readonly retryAfterMs: number | null

  constructor(code: ErrorCode, { provider, detail, retryAfterMs, cause }: Failure) {
    super(code, `${provider}: ${detail}`, {
      retryable: retryableCodes.has(code),
      cause,
      parameters: { provider, detail }
    })
    this.retryAfterMs = retryAfterMs
  }
}

interface Failure {
  provider: string
  /** The provider's own words, without the key. */
  detail: string
  retryAfterMs: number | null
  cause: unknown
}

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  errorCodes.providerRateLimited,
  errorCodes.providerOverloaded,
  errorCodes.providerNetwork
])

/** As much of a provider's words as is shown. */
const shownCharacters = 200
const msPerSecond = 1_000

const badKey = new Set([401, 403])
const notFound = 404
const paymentRequired = 402
const requestTimeout = 408
const tooLarge = 413
const tooMany = 429
const firstServerError = 500
const lastSuccess = 299

/** Under one status providers tell these apart by words only. */
const quotaWords = /quota|billing|credit|balance|payment/i
const contextWords =
  /context.{0,20}(length|window|size)|too (long|many tokens)|maximum.{0,20}token/i
const modelWords = /model.{0,80}(not (exist|found)|unknown)|no such model/i
const keyWords = /api.?key/i
const overloadWords = /overloaded|rate.?limit|server_error|unavailable/i

const codeOfWords = (words: string): ErrorCode => {
  if (contextWords.test(words)) return errorCodes.providerContextTooLong
  if (modelWords.test(words)) return errorCodes.providerModelNotFound
  if (keyWords.test(words)) return errorCodes.providerBadKey
  if (overloadWords.test(words)) return errorCodes.providerOverloaded
  return errorCodes.providerBadResponse
}

const codeOfCall = ({ statusCode, message, responseBody }: APICallError): ErrorCode => {
  const words = `${message} ${responseBody ?? ''}`
  // Without a status nothing came back; after a good one the answer broke off on its way.
  if (statusCode === undefined || statusCode <= lastSuccess) return errorCodes.providerNetwork
  if (badKey.has(statusCode)) return errorCodes.providerBadKey
  if (statusCode === notFound) return errorCodes.providerModelNotFound
  if (statusCode === paymentRequired) return errorCodes.providerNoQuota
  if (statusCode === tooLarge) return errorCodes.providerContextTooLong
  if (statusCode === tooMany) {
    return quotaWords.test(words) ? errorCodes.providerNoQuota : errorCodes.providerRateLimited
  }
  if (statusCode === requestTimeout || statusCode >= firstServerError) {
    return errorCodes.providerOverloaded
  }
  return codeOfWords(words)
}

const codeOf = (error: unknown, words: string): ErrorCode => {
  if (APICallError.isInstance(error)) return codeOfCall(error)
  if (LoadAPIKeyError.isInstance(error)) return errorCodes.providerNoKey
  const unreadable = InvalidResponseDataError.isInstance(error) || JSONParseError.isInstance(error)
  return unreadable ? errorCodes.providerBadResponse : codeOfWords(words)
}

/**
 * Milliseconds of a `Retry-After` header, seconds or an HTTP date (RFC 9110, 10.2.3); null without
 * one that can be read.
 */
export const retryAfterMs = (value: string | undefined, wallMs: number): number | null => {
  if (value === undefined) return null
  const seconds = Number(value)
  if (value.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * msPerSecond)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - wallMs)
}

/** The words of an error, or of the plain object that a provider sent within its stream. */
const wordsOf = (error: unknown): string => {
  if (typeof error === 'string') return error
  const message = (error as { message?: unknown } | null)?.message
  return typeof message === 'string' ? message : JSON.stringify(error)
}

export interface ProviderErrorContext {
  /** The profile's name. */
  provider: string
  /** Taken out of whatever the provider says. */
  key: string | null
  wallMs: number
}

/** What the SDK threw, or sent as a part of the stream, as an error with a code. */
export const providerError = (
  error: unknown,
  { provider, key, wallMs }: ProviderErrorContext
): ProviderError => {
  if (error instanceof ProviderError) return error
  const words = wordsOf(error)
  const detail = (key === null ? words : words.replaceAll(key, '…')).slice(0, shownCharacters)
  const headers = APICallError.isInstance(error) ? error.responseHeaders : undefined
  const after = retryAfterMs(headers?.['retry-after'], wallMs)
  return new ProviderError(codeOf(error, words), {
    ...{ provider, detail, retryAfterMs: after, cause: error }
  })
}
