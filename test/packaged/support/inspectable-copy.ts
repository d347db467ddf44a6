import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { executableName, type BuiltPackages } from './built'
import { copyTree } from './copy-tree'

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
