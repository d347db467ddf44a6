import { spawnSync } from 'node:child_process'

/**
 * Copies a folder to where none is, by links where both lie on one file system: nothing in it is
 * changed in place.
 */
export const copyTree = (from: string, to: string): void => {
  // A first try that fails has made folders; -T has the second go into them and not below.
  const copied = [['-alT'], ['-aT', '--reflink=auto']].some(
    (options) => spawnSync('cp', [...options, from, to]).status === 0
  )
  if (!copied) throw new Error(`${from} cannot be copied to ${to}`)
}
