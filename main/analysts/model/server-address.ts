import { errorCodes } from '../../../preload/contract/errors'
import type { RemoteProfile } from './remote-profile'
import { ProviderError } from './provider-error'

/** Where each kind's own service answers. */
const ownAddresses: Record<RemoteProfile['kind'], string> = {
  'openai-compatible': 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta'
}

/** The profile's base URL or its kind's own one, without a slash at its end. */
export const serverAddress = ({ kind, baseUrl }: RemoteProfile): string =>
  (baseUrl ?? ownAddresses[kind]).replace(/\/+$/, '')

/** What an HTTP header can carry of a key. */
const printable = /^[\x21-\x7e]+$/

/**
 * Refuses a call that cannot succeed, before a byte is sent.
 * @throws {ProviderError} `provider.no-key` where the kind's own service wants one,
 * `provider.bad-key` for one that no header can carry
 */
export const assertKey = ({ name, baseUrl }: RemoteProfile, key: string | null): void => {
  const failure = { provider: name, retryAfterMs: null }
  if (key === null && baseUrl === null) {
    throw new ProviderError(errorCodes.providerNoKey, { ...failure, detail: 'no key is set' })
  }
  if (key === null || printable.test(key)) return
  const detail = 'the key has characters that no key has'
  throw new ProviderError(errorCodes.providerBadKey, { ...failure, detail })
}
