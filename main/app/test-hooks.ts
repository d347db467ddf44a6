import type { App } from 'electron'
import { appendFileSync } from 'node:fs'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { SessionRegistry } from '../engine/session-registry'
import { onConsoleLine } from './console-lines'
import type { DialogScript } from './scripted-dialogs'

/** Given on the command line of a program that is not packaged, it opens these hooks to a test. */
export const testSwitch = 'war-room-test-hooks'

/** What a test that drives the real program may see of main. */
export interface TestHooks {
  readonly dialogs: DialogScript
  readonly registry: SessionRegistry
  /** Errors on the pages' consoles; a refusal by the content policy is one. */
  readonly complaints: string[]
  /**
   * From now on a session's events are appended to `file`, one JSON line each: it outlives the
   * process. The session stays readable after its last holder is gone.
   */
  record(session: string, file: string): void
}

const watcher = 'test-hooks'

const listenToConsoles = (app: App): string[] => {
  const complaints: string[] = []
  onConsoleLine(app, ({ level, text }) => {
    if (level === 'error') complaints.push(text)
  })
  return complaints
}

export interface TestHooksOptions {
  app: App
  registry: SessionRegistry
  dialogs: DialogScript
}

export const createTestHooks = ({ app, registry, dialogs }: TestHooksOptions): TestHooks => ({
  dialogs,
  registry,
  complaints: listenToConsoles(app),
  record: (session, file) => {
    registry.watch(session, watcher)
    const write = (event: AnyEnvelope): void => appendFileSync(file, `${JSON.stringify(event)}\n`)
    registry.feed(session)?.onPublished(write)
  }
})
