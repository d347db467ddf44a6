import { closeCodes } from '../../../preload/contract/close-codes'
import { reconnectBaseMs, reconnectCapMs } from '../../../preload/contract/limits'

/** Milliseconds before try `attempt` (from 1) of getting a lost connection back. */
export const reconnectDelayMs = (attempt: number): number =>
  Math.min(reconnectBaseMs * 2 ** (attempt - 1), reconnectCapMs)

const fatal: ReadonlySet<number> = new Set([
  closeCodes.protocolError,
  closeCodes.invalidText,
  closeCodes.tooManyFragments,
  closeCodes.tooLarge,
  closeCodes.badMessage,
  closeCodes.tooManyMessages
])

/** Whether the server closed since it did not understand this client: trying again cannot help. */
export const isFatalClose = (code: number): boolean => fatal.has(code)
