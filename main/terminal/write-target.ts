import type { OutputTarget } from './output-target'
import type { Screen } from './screen'
import type { Words } from './words'
import { usualFileMode } from '../kernel/private-files'
import { writeWholeFile } from '../kernel/whole-file'

/** A result that could not be written; the file is as it was. */
export class WriteFailure extends Error {
  readonly file: string

  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'WriteFailure'
    this.file = file
  }
}

/** Writes a result, if it was asked for, and says so. @throws {WriteFailure} */
export const writeTarget = async (
  target: OutputTarget | null,
  text: () => string,
  { screen, words }: { screen: Screen; words: Words }
): Promise<void> => {
  if (target === null) return
  const { path, file, mode } = target
  try {
    await writeWholeFile(path, text(), { mode: mode ?? usualFileMode() })
  } catch (error) {
    throw new WriteFailure(file, error)
  }
  screen.line(words.text('written', { file }), 'quiet')
}
