/**
 * An expected failure of a script: its message is one clear sentence for the person at the keyboard,
 * so it is printed without a stack.
 */
export class SetupError extends Error {
  /**
   * @param {string} message one sentence that says what failed and what to do
   * @param {{ code?: string, cause?: unknown }} [options] code: a word that callers may branch on
   */
  constructor(message, options = {}) {
    super(message, { cause: options.cause })
    this.name = 'SetupError'
    this.code = options.code ?? 'failed'
  }
}
