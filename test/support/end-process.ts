import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Asks a process to end, and resolves when it has; at once for one that has already. */
export const endProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
