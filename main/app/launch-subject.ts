import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

export interface Launch {
  /** The whole command line, the executable first. */
  argv: readonly string[]
  /** True for `electron <folder>`: the folder is an argument too, and not the subject. */
  development: boolean
  workingFolder: string
}

/**
 * What a start shall open: the first argument that is no switch; a file as an absolute path, since
 * another process with another working folder may open it.
 */
export const launchSubject = ({ argv, development, workingFolder }: Launch): string | null => {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'))
  const subject = words[development ? 1 : 0]
  if (subject === undefined || subject === '') return null
  const path = resolve(workingFolder, subject)
  return existsSync(path) ? path : subject
}
