import { silentLog } from '../../../main/kernel/log'
import type { TerminalParts } from '../../../main/terminal/terminal-context'

const notNeeded = () => Promise.reject(new Error('not needed'))

/** The parts of a terminal that must not be asked for anything but what is given. */
export const fakeParts = (given: Partial<TerminalParts> = {}): TerminalParts => ({
  openEngine: notNeeded,
  openBoard: notNeeded,
  openArchive: notNeeded,
  openProviders: notNeeded,
  openLog: () => silentLog,
  ...given
})
