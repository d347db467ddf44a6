import { basename } from 'node:path'
import { errorCodes } from '../../../../preload/contract/errors'
import { AppError } from '../../../kernel/errors'

/** As much of the runtime's words as is shown. */
const shownCharacters = 160

export const localMissing = (): AppError =>
  new AppError(errorCodes.providerLocalMissing, 'the runtime for local models is not installed')

/** Of a file that cannot be used; `path` is told by its name alone. */
export const localFile = (path: string, problem: string): AppError => {
  const file = basename(path)
  const parameters = { file, problem: problem.replaceAll(path, file).slice(0, shownCharacters) }
  return new AppError(errorCodes.providerLocalFile, `${file}: ${parameters.problem}`, {
    parameters
  })
}

export const localTooLong = (
  path: string,
  { tokens, limit }: { tokens: number; limit: number }
): AppError => {
  const provider = basename(path)
  const detail = `the prompt has ${tokens} tokens of ${limit}`
  return new AppError(errorCodes.providerContextTooLong, `${provider}: ${detail}`, {
    parameters: { provider, detail }
  })
}
