import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, sep } from 'node:path'

export interface ProgramPlace {
  environment: NodeJS.ProcessEnv
  /** The running executable. */
  execPath: string
}

/**
 * The AppImage that this program runs from; null when it does not. Its variables are inherited by
 * whatever an AppImage starts, a terminal's programs for one, so our executable must lie in it.
 */
export const ownAppImage = ({ environment, execPath }: ProgramPlace): string | null => {
  const { APPIMAGE: file = '', APPDIR: folder = '' } = environment
  if (!isAbsolute(file) || !isAbsolute(folder) || file.includes('\0')) return null
  return execPath.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`) ? file : null
}

export interface InstalledPlace {
  platform: string
  execPath: string
  /** The program's own name, as its installer knows it. */
  name: string
  appImage: string | null
}

/**
 * Whether a new version can take this program's place by itself. What a package manager installed is
 * its business, and what was unpacked by hand is the person's: on Windows an installer leaves what
 * uninstalls the program beside it.
 */
export const installsItself = ({ platform, execPath, name, appImage }: InstalledPlace): boolean => {
  if (platform === 'darwin') return true
  if (platform !== 'win32') return appImage !== null
  return existsSync(join(dirname(execPath), `Uninstall ${name}.exe`))
}

const ownVariables: ReadonlySet<string> = new Set(['APPIMAGE', 'APPDIR', 'ARGV0', 'OWD'])

/** The environment without what the old AppImage told about itself; the new one sets its own. */
export const withoutAppImage = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !ownVariables.has(name)))
