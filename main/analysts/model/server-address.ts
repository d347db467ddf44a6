import { errorCodes } from '../../../preload/contract/errors'
import type { RemoteProfile } from './remote-profile'
import { needsKey, ownAddresses } from './needs-key'
import { ProviderError } from './provider-error'

/** The profile's base URL or its kind's own one, without a slash at its end. */
export const serverAddress = ({ kind, baseUrl }: RemoteProfile): string =>
  (baseUrl ?? ownAddresses[kind]).replace(/\/+$/, '')

/** What an HTTP header can carry of a key. */
const printable = /^[\x21-\x7e]+$/

/**
 * Refuses a call that cannot succeed, before a byte is sent.
 * @throws {ProviderError} `provider.no-key` where the service wants one, `provider.bad-key` for one
 * that no header can carry
 */
export const assertKey = (profile: RemoteProfile, key: string | null): void => {
  const failure = { provider: profile.name, retryAfterMs: null }
  if (key === null && needsKey(profile)) {
    throw new ProviderError(errorCodes.providerNoKey, { ...failure, detail: 'no key is set' })
  }
  if (key === null || printable.test(key)) return
  const detail = 'the key has characters that no key has'
  throw new ProviderError(errorCodes.providerBadKey, { ...failure, detail })
}
