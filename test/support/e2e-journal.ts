import { DatabaseSync } from '@photostructure/sqlite'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyEnvelope } from '../../preload/contract/events'
import { reduceEvents } from '../../preload/contract/session-reducer'
import type { SessionState } from '../../preload/contract/session-state'

const select = 'SELECT seq, epoch, at_ms, wall_time, type, data FROM events WHERE session = ?'

/** What the program keeps in its data folder, read beside it: its file, not its word for it. */
export class KeptJournal {
  readonly #folder: string

  /** `dataFolder` is `<profile>/data`. */
  constructor(dataFolder: string) {
    this.#folder = dataFolder
  }

  get file(): string {
    return join(this.#folder, 'journal.sqlite')
  }

  /** A session's events as they lie on disk, oldest first. */
  events(session: string): AnyEnvelope[] {
    return this.#rows(`${select} ORDER BY seq`, session).map(
      ({ seq, epoch, at_ms: atMs, wall_time: wallTime, type, data }) =>
        ({
          ...{ v: 1, session, epoch, seq, atMs, wallTime, type },
          data: JSON.parse(String(data)) as unknown
        }) as AnyEnvelope
    )
  }

  /** The state that those events make. */
  state(session: string): SessionState {
    return reduceEvents(session, this.events(session))
  }

  /** Ids of all sessions that have events, deleted ones that can still be had back included. */
  sessions(): string[] {
    return this.#rows('SELECT DISTINCT session FROM events').map(({ session }) => String(session))
  }

  /** Hashes of the evidence that lies beside it. */
  evidence(): string[] {
    const folders = readdirSync(join(this.#folder, 'evidence'))
    return folders.flatMap((name) => readdirSync(join(this.#folder, 'evidence', name))).sort()
  }

  #rows(sql: string, ...values: string[]): Record<string, unknown>[] {
    const database = new DatabaseSync(this.file, { readOnly: true })
    try {
      return database.prepare(sql).all(...values) as Record<string, unknown>[]
    } finally {
      database.close()
    }
  }
}
