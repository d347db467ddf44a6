import { AppError, errorShape } from '../kernel/errors'
import { exitCodeOf, exitCodes } from './exit-codes'
import type { OutputPort } from './host'
import { plainLine } from './plain-text'
import { UsageProblem } from './usage-problem'
import type { Words } from './words'
import { WriteFailure } from './write-target'

interface Complaint {
  message: string
  code: number
}

const complaintOf = (error: unknown, words: Words): Complaint => {
  if (error instanceof UsageProblem)
    return { message: words.usage(error), code: exitCodes.badInput }
  if (error instanceof WriteFailure) {
    const { file, message: detail } = error
    return { message: words.text('writeFailed', { file, detail }), code: exitCodes.failed }
  }
  const shape = errorShape(error)
  if (error instanceof AppError) return { message: words.error(shape), code: exitCodeOf(shape) }
  return { message: words.text('unexpected', { detail: shape.message }), code: exitCodes.failed }
}

/** One line on stderr in the person's language; gives the exit code that goes with it. */
export const complain = (error: unknown, words: Words, stderr: OutputPort): number => {
  const { message, code } = complaintOf(error, words)
  stderr.write(`${plainLine(words.text('problem', { message }))}\n`)
  return code
}
