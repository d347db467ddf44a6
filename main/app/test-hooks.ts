import { appendFileSync } from 'node:fs'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { SessionRegistry } from '../engine/session-registry'
import type { DialogScript } from './scripted-dialogs'

/** Given on the command line of a program that is not packaged, it opens these hooks to a test. */
export const testSwitch = 'war-room-test-hooks'

/** What a test that drives the real program may see of main. */
export interface TestHooks {
  readonly dialogs: DialogScript
  readonly registry: SessionRegistry
  /**
   * From now on a session's events are appended to `file`, one JSON line each: it outlives the
   * process. The session stays readable after its last holder is gone.
   */
  record(session: string, file: string): void
}

const watcher = 'test-hooks'

export const createTestHooks = (registry: SessionRegistry, dialogs: DialogScript): TestHooks => ({
  dialogs,
  registry,
  record: (session, file) => {
    registry.watch(session, watcher)
    const write = (event: AnyEnvelope): void => appendFileSync(file, `${JSON.stringify(event)}\n`)
    registry.feed(session)?.onPublished(write)
  }
})
