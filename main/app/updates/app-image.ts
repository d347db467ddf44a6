import { isAbsolute, sep } from 'node:path'

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

const ownVariables: ReadonlySet<string> = new Set(['APPIMAGE', 'APPDIR', 'ARGV0', 'OWD'])

/** The environment without what the old AppImage told about itself; the new one sets its own. */
export const withoutAppImage = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !ownVariables.has(name)))
