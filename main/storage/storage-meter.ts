import { Emitter } from '../kernel/emitter'

/** What the journal has done and has to do. Whoever shows figures reads them here. */
export class StorageMeter {
  /** Appended and not on disk yet. */
  pendingEvents = 0
  /** Of the database and its write-ahead log, as of the last commit. */
  bytes = 0
  /** Told of each commit: how long it took and how many events it kept. */
  readonly onCommit = new Emitter<{ ms: number; events: number }>()
}
