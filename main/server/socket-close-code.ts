import { closeCodes } from '../../preload/contract/close-codes'

/** What a page sees when a socket ends without a closing handshake; it is never sent. */
const abnormal = 1006

const codes: Readonly<Record<string, number>> = {
  WS_ERR_INVALID_UTF8: closeCodes.invalidText,
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: closeCodes.tooLarge,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: closeCodes.tooLarge,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: closeCodes.tooManyFragments
}

/** The code that a socket's error ends its connection with, as ws sends it. */
export const closeCodeOf = (error: Error & { code?: unknown }): number => {
  const code = String(error.code ?? '')
  return codes[code] ?? (code.startsWith('WS_ERR_') ? closeCodes.protocolError : abnormal)
}
