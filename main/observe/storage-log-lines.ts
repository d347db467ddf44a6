import type { Disposable } from '../kernel/disposables'
import type { Log } from '../kernel/log'
import type { StorageSource } from './sources'

/** A commit that takes longer is worth a line of its own: the disk, or another program on it. */
export const slowCommitMs = 1_000

/** Writes commits to the log, until it is disposed. */
export const logStorage = (storage: StorageSource, log: Log): Disposable =>
  storage.onCommit.on(({ ms, events }) => {
    const fields = { ms: Math.round(ms), events, pending: storage.pendingEvents }
    if (ms >= slowCommitMs) log.write('warning', 'journal.slow', fields)
    else log.write('debug', 'journal.committed', fields)
  })
