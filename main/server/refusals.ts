import { errorCodes, type ErrorShape } from '../../preload/contract/errors'

/** Why an upgrade was refused, each with the HTTP status that is all the asker is told. */
export const refusalStatus = {
  method: 405,
  path: 404,
  handshake: 400,
  host: 403,
  origin: 403,
  protocols: 401,
  'ticket-unknown': 401,
  'ticket-used': 401,
  'ticket-expired': 401,
  window: 403,
  closing: 503
} as const
export type RefusalReason = keyof typeof refusalStatus

/** What the window that owns the ticket is told. Only a late ticket is worth another try. */
export const refusalShape = (reason: RefusalReason): ErrorShape => ({
  code: errorCodes.streamRefused,
  message: `the event socket was refused: ${reason}`,
  retryable: reason === 'ticket-expired',
  parameters: { reason }
})
