import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { runPackageTool } from '../../../scripts/setup/package-tool.mjs'
import { builtPackages } from './built'
import { systemFiles } from './system-files'

export const packageName = 'war-room'
/** Stands while what is installed is the tests' own. */
const mark = join(tmpdir(), 'war-room-installed-by-tests')
const aptOptions = ['-y', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0']

/** The installed version; null when there is none. */
export const installedVersion = (): string | null => {
  const query = ['-W', '-f', '${Status}\t${Version}', packageName]
  const { stdout } = spawnSync('dpkg-query', query, { encoding: 'utf8' })
  const [status, version = ''] = stdout.split('\t')
  return status === 'install ok installed' ? version : null
}

/** Installs a package file as a person does, who has apt fetch what it depends on. */
export const installPackage = async (file: string): Promise<void> => {
  writeFileSync(mark, '')
  await runPackageTool('apt-get', ['install', ...aptOptions, file], process.env)
}

/** Takes the package away with all that it has set up. */
export const purgePackage = async (): Promise<void> => {
  const query = spawnSync('dpkg-query', ['-W', packageName])
  if (query.status === 0) await runPackageTool('apt-get', ['purge', '-y', packageName], process.env)
  rmSync(mark, { force: true })
}

/** Where the list of the system's files from before the package lies. */
export const filesBefore = (): string => join(inject('machine').scratch, 'files-before')

/** Installs the built package for all tests of the installed program, the first time. */
export const ensureInstalled = async (): Promise<void> => {
  if (installedVersion() === null) {
    writeFileSync(filesBefore(), [...systemFiles()].join('\n'))
    await installPackage(builtPackages().deb)
  } else if (!existsSync(mark)) {
    throw new Error(
      `${packageName} is installed on this machine. These tests install and purge it: remove it first.`
    )
  }
}

/** Takes away what these tests have installed, in a run that was killed too; nothing of a person's. */
export const purgeOwn = async (): Promise<void> => {
  if (existsSync(mark)) await purgePackage()
}
