import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** True when the module at `moduleUrl` is the file that Node was started with, links resolved. */
export function isEntry(moduleUrl) {
  try {
    return realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(moduleUrl))
  } catch {
    return false
  }
}

/**
 * Runs a script's main function and ends the process with the exit code that it returns.
 * A failure is one line on stderr and exit code 1; WAR_ROOM_DEBUG=1 adds the stack.
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`war-room: ${message}\n`)
    if (process.env.WAR_ROOM_DEBUG && error instanceof Error) {
      process.stderr.write(`${error.stack}\n`)
    }
    process.exitCode = 1
  }
}
