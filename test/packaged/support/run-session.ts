import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { SessionState } from '../../../preload/contract/session-state'
import type { ShippedProgram } from './shipped-program'

const runLimitMs = 60_000
// So long may a press take to become a session on disk.
const pressEveryMs = 2_000
const lookEveryMs = 100
/** What a file is named once it lies there whole. */
const contentHash = /^[0-9a-f]{64}$/

/** Hashes of what the program has taken up so far. */
export const takenUp = ({ dataFolder }: ShippedProgram): string[] => {
  const folder = join(dataFolder, 'evidence')
  return existsSync(folder)
    ? readdirSync(folder)
        .flatMap((name) => readdirSync(join(folder, name)))
        .filter((name) => contentHash.test(name))
    : []
}

/** Waits until something more than `before` has been taken up; gives its hash. */
export const newlyTakenUp = (program: ShippedProgram, before: readonly string[]): Promise<string> =>
  vi.waitFor(
    () => {
      const found = takenUp(program).find((hash) => !before.includes(hash))
      if (found === undefined) throw new Error(`nothing was taken up: ${program.output()}`)
      return found
    },
    { timeout: runLimitMs, interval: lookEveryMs }
  )

const sessionsOf = (program: ShippedProgram): string[] =>
  existsSync(program.journal.file) ? program.journal.sessions() : []

/** Starts a room's session by its key, as a person does, once its subject has been taken up. */
const startByKey = async (program: ShippedProgram, window: string): Promise<string> => {
  const before = sessionsOf(program)
  return vi.waitFor(
    async () => {
      program.windows.press(window, 'ctrl+Return')
      return vi.waitFor(
        () => {
          const session = sessionsOf(program).find((id) => !before.includes(id))
          if (session === undefined) throw new Error('no session has begun')
          return session
        },
        { timeout: pressEveryMs, interval: lookEveryMs }
      )
    },
    { timeout: runLimitMs, interval: 1 }
  )
}

/** Runs a session in a window and waits for its end; gives its state, as the file has it. */
export const runSession = async (
  program: ShippedProgram,
  window: string
): Promise<{ session: string; state: SessionState }> => {
  const session = await startByKey(program, window)
  const state = await vi.waitFor(
    () => {
      const read = program.journal.state(session)
      if (read.status !== 'completed') throw new Error(`the session is ${read.status}`)
      return read
    },
    { timeout: runLimitMs, interval: lookEveryMs }
  )
  return { session, state }
}
