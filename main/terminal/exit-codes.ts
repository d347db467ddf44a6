import { errorCodes, type ErrorShape } from '../../preload/contract/errors'

/** How the terminal room ends, as the shell sees it. Signals follow its habit of 128 + number. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badInput: 2,
  storage: 3,
  hangUp: 129,
  interrupted: 130,
  terminated: 143
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/**
 * 2 for what the person gave (arguments, files, symbols, roles), 3 for the data folder (in use, full, not
 * writable, damaged, newer than the program), 1 for everything else.
 */
export const exitCodeOf = ({ code }: ErrorShape): ExitCode => {
  const given = ['evidence.', 'input.', 'board.', 'prices.'].some((prefix) =>
    code.startsWith(prefix)
  )
  if (given || code === errorCodes.providerImportInvalid) return exitCodes.badInput
  return code.startsWith('storage.') ? exitCodes.storage : exitCodes.failed
}
