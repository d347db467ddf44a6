import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { spawnSync } from 'node:child_process'
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { executableName, type BuiltPackages } from './built'

const copyTree = (from: string, to: string): void => {
  // By links where the file system allows it: nothing in it is changed in place.
  const copied = [['-al'], ['-a', '--reflink=auto']].some(
    (options) => spawnSync('cp', [...options, from, to]).status === 0
  )
  if (!copied) throw new Error(`${from} cannot be copied to ${to}`)
}

/**
 * A copy of the built program in which Node's inspector can be used, which is how Playwright drives
 * it. Its executable alone is another file; gives its path.
 */
export const makeInspectable = async (built: BuiltPackages, folder: string): Promise<string> => {
  copyTree(built.unpacked, folder)
  const executable = join(folder, executableName)
  const own = `${executable}.own`
  copyFileSync(executable, own)
  renameSync(own, executable)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true
  })
  return executable
}
