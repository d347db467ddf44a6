import { errorCodes, type ErrorCode } from '../../../preload/contract/errors'

/** Codes of a provider that works, but not for us, or not now. */
export const limitedCodes: ReadonlySet<ErrorCode> = new Set([
  errorCodes.providerRateLimited,
  errorCodes.providerOverloaded,
  errorCodes.providerNoQuota
])
