/**
 * Imported before anything else. Electron answers an uncaught error with a dialog that waits for
 * somebody to read it, for ever where there is no display; here it is printed and the program ends.
 */
const failed = (error: unknown): void => {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${words}\n`)
  process.exit(1)
}

process.on('uncaughtException', failed)
process.on('unhandledRejection', failed)
