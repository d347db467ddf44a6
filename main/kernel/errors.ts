import { errorCodes, type ErrorCode, type ErrorShape } from '../../preload/contract/errors'

export interface AppErrorOptions {
  retryable?: boolean
  cause?: unknown
  /** Fill the code's text in the catalogue (file, row, column …). */
  parameters?: Record<string, string | number>
}

/** An error with a code from the closed set; the only kind that may cross a boundary. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly parameters: Record<string, string | number>

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retryable = options.retryable ?? false
    this.parameters = options.parameters ?? {}
  }
}

/** What of an error may cross a boundary: never a stack, never a cause. */
export const errorShape = (error: unknown): ErrorShape => {
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error)
    return { code: errorCodes.internal, message, retryable: false }
  }
  const { code, message, retryable, parameters } = error
  const shape = { code, message, retryable }
  return Object.keys(parameters).length > 0 ? { ...shape, parameters } : shape
}

/** The error that a shape from another thread or process stands for. */
export const errorFromShape = (shape: ErrorShape): AppError =>
  new AppError(shape.code, shape.message, {
    retryable: shape.retryable,
    parameters: shape.parameters ?? {}
  })
