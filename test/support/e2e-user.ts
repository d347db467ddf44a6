import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isRoot, projectFolder, type LaunchOptions } from './e2e-app'

/** The user `nobody`, who owns nothing and may do nothing special. */
const nobody = 65_534
const forAll = 0o005

export interface OrdinaryUser {
  launch: LaunchOptions
  remove: () => void
}

/** Whether everybody may enter every folder above `path` and read it. */
const isOpenToAll = (path: string): boolean => {
  const folders = (at: string): string[] =>
    at === dirname(at) ? [at] : [at, ...folders(dirname(at))]
  return folders(path).every((folder) => (statSync(folder).mode & forAll) === forAll)
}

/** What the program consists of, where that user can read it: as it is, or as a copy. */
const readableProgram = (home: string, dist: string): { program: string; dist: string } => {
  if (isOpenToAll(join(projectFolder, 'out')) && isOpenToAll(dist)) {
    return { program: projectFolder, dist }
  }
  const program = join(home, 'program')
  cpSync(join(projectFolder, 'out'), join(program, 'out'), { recursive: true })
  copyFileSync(join(projectFolder, 'package.json'), join(program, 'package.json'))
  cpSync(dist, join(home, 'electron'), { recursive: true })
  return { program, dist: join(home, 'electron') }
}

/** The key to the display, which only its owner can read. */
const displayKey = (home: string): Record<string, string> => {
  const key = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')
  if (!existsSync(key)) return {}
  const copy = join(home, '.Xauthority')
  copyFileSync(key, copy)
  chownSync(copy, nobody, nobody)
  return { XAUTHORITY: copy }
}

/** A way to run the program as somebody who is not root; who is not root already runs it himself. */
export const ordinaryUser = (): OrdinaryUser => {
  const home = mkdtempSync(join(tmpdir(), 'war-room-user-'))
  const remove = (): void => rmSync(home, { recursive: true, force: true })
  const folder = join(home, 'profile')
  mkdirSync(folder)
  if (!isRoot) return { launch: { folder }, remove }
  const executable = createRequire(import.meta.url)('electron') as unknown as string
  const { program, dist } = readableProgram(home, dirname(executable))
  const wrapper = join(home, 'as-nobody.sh')
  const command = `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups`
  writeFileSync(wrapper, `#!/bin/sh\nexec ${command} '${join(dist, 'electron')}' "$@"\n`)
  chmodSync(wrapper, 0o755)
  chownSync(home, nobody, nobody)
  chownSync(folder, nobody, nobody)
  const environment = { HOME: home, ...displayKey(home) }
  return { launch: { folder, as: { executable: wrapper, program, environment } }, remove }
}
