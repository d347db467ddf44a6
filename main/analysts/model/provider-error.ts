import { APICallError, InvalidResponseDataError, JSONParseError, LoadAPIKeyError } from 'ai'
import { errorCodes, type ErrorCode } from '../../../preload/contract/errors'
import { AppError } from '../../kernel/errors'
import { BodyTooLong } from '../../kernel/response-body'

/** What a provider failed with, in our words. */
export class ProviderError extends AppError {
  /** How long it asked to be left alone; null when it did not say. */
  readonly retryAfterMs: number | null

  constructor(code: ErrorCode, { provider, detail, retryAfterMs }: Failure) {
    // Without a cause: the SDK's errors hold the prompt and a server's whole answer, the key maybe.
    super(code, `${provider}: ${detail}`, {
      retryable: retryableCodes.has(code),
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
}

/** Of an answer that ended without its end. */
export const brokenOff = (provider: string): ProviderError =>
  new ProviderError(errorCodes.providerNetwork, {
    ...{ provider, detail: 'the answer broke off', retryAfterMs: null }
  })

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
/** Of a status that tells nothing of money, so that other uses of the words do not count. */
const emptyPurseWords = /credit balance|insufficient.{0,10}(balance|quota|funds|credit)|billing/i
const contextWords =
  /context.{0,20}(length|window|size)|too (long|many tokens)|maximum.{0,20}token/i
const modelWords = /model.{0,80}(not (exist|found)|unknown)|no such model/i
const keyWords = /api.?key/i
/** Google says it in the answer's body and in no header. */
const retryDelay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/
/** What Node says of a connection that fails or breaks, in the SDK's words around it or alone. */
const networkWords =
  /^aborted$|terminated|socket hang up|fetch failed|E(CONN\w+|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)|Cannot connect/
const overloadWords = /overloaded|rate.?limit|server_error|unavailable/i

const codeOfWords = (words: string): ErrorCode => {
  if (contextWords.test(words)) return errorCodes.providerContextTooLong
  if (modelWords.test(words)) return errorCodes.providerModelNotFound
  if (keyWords.test(words)) return errorCodes.providerBadKey
  if (emptyPurseWords.test(words)) return errorCodes.providerNoQuota
  if (overloadWords.test(words)) return errorCodes.providerOverloaded
  if (networkWords.test(words)) return errorCodes.providerNetwork
  return errorCodes.providerBadResponse
}

/** Who says when to come back has not run dry, whatever words it has for it. */
const codeOfTooMany = (words: string, after: number | null): ErrorCode =>
  after === null && quotaWords.test(words)
    ? errorCodes.providerNoQuota
    : errorCodes.providerRateLimited

const codeOfCall = (error: APICallError, after: number | null): ErrorCode => {
  const { statusCode, message, responseBody } = error
  const words = `${message} ${responseBody ?? ''}`
  // Another try would bring as much.
  if (error.cause instanceof BodyTooLong) return errorCodes.providerBadResponse
  // Without a status nothing came back; after a good one the answer broke off on its way.
  if (statusCode === undefined || statusCode <= lastSuccess) return errorCodes.providerNetwork
  if (badKey.has(statusCode)) return errorCodes.providerBadKey
  if (statusCode === notFound) {
    // A wrong address is not found either, and a page of its own says so.
    return /model/i.test(words) ? errorCodes.providerModelNotFound : errorCodes.providerBadResponse
  }
  if (statusCode === paymentRequired) return errorCodes.providerNoQuota
  if (statusCode === tooLarge) return errorCodes.providerContextTooLong
  if (statusCode === tooMany) return codeOfTooMany(words, after)
  if (statusCode === requestTimeout || statusCode >= firstServerError) {
    return errorCodes.providerOverloaded
  }
  return codeOfWords(words)
}

const codeOf = (error: unknown, words: string, after: number | null): ErrorCode => {
  if (APICallError.isInstance(error)) return codeOfCall(error, after)
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
  const date = value.trim().endsWith('GMT') ? Date.parse(value) : NaN
  return Number.isNaN(date) ? null : Math.max(0, date - wallMs)
}

/** The words of an error, or of the plain object that a provider sent within its stream. */
const wordsOf = (error: unknown): string => {
  if (typeof error === 'string') return error
  const message = (error as { message?: unknown } | null | undefined)?.message
  if (typeof message === 'string' && message !== '') return message
  return APICallError.isInstance(error)
    ? `HTTP ${error.statusCode ?? 'without a status'}`
    : (JSON.stringify(error) ?? 'nothing')
}

const waitOf = (error: unknown, wallMs: number): number | null => {
  if (!APICallError.isInstance(error)) return null
  const told = retryAfterMs(error.responseHeaders?.['retry-after'], wallMs)
  const seconds = retryDelay.exec(error.responseBody ?? '')?.[1]
  return told ?? (seconds === undefined ? null : Number(seconds) * msPerSecond)
}

export interface ProviderErrorContext {
  /** The profile's name. */
  provider: string
  /** Taken out of whatever the provider says. */
  key: string | null
  wallMs: number
}

/** Of a key's beginning, so many characters tell nobody anything. */
const harmlessCharacters = 3

/** Words that were cut may end in the midst of the key. */
const withoutKey = (words: string, key: string): string => {
  const whole = words.replaceAll(key, '…')
  for (let length = key.length - 1; length > harmlessCharacters; length -= 1) {
    if (whole.endsWith(key.slice(0, length))) return `${whole.slice(0, -length)}…`
  }
  return whole
}

/** What the SDK threw, or sent as a part of the stream, as an error with a code. */
export const providerError = (
  error: unknown,
  { provider, key, wallMs }: ProviderErrorContext
): ProviderError => {
  if (error instanceof ProviderError) return error
  const words = wordsOf(error)
  const shown = key === null || key === '' ? words : withoutKey(words, key)
  const after = waitOf(error, wallMs)
  const detail = shown.slice(0, shownCharacters)
  const code = codeOf(error, words, after)
  // What was sent without a key cannot have been sent with a wrong one.
  const keyless = code === errorCodes.providerBadKey && (key ?? '') === ''
  return new ProviderError(keyless ? errorCodes.providerNoKey : code, {
    ...{ provider, detail, retryAfterMs: after }
  })
}
