import { Counter, type Gauge, type Registry } from 'prom-client'
import type { Figures } from '../../preload/contract/figures'
import type { Disposable } from '../kernel/disposables'
import { commitBucketsMs, millisecondsPerSecond } from './buckets'
import { Measurement } from './measurement'
import { pulledGauge, valueOf } from './pulled-metrics'
import type { StorageSource } from './sources'

/** Size, lag and commits of the journal on disk. */
export class StorageMetrics implements Disposable {
  readonly #bytes: Gauge
  readonly #pending: Gauge
  readonly #commit: Measurement
  readonly #listening: Disposable

  constructor(registry: Registry, source: StorageSource) {
    this.#bytes = pulledGauge(
      registry,
      { name: 'war_room_journal_bytes', help: 'Size of the journal: database and its log.' },
      () => source.bytes
    )
    this.#pending = pulledGauge(
      registry,
      { name: 'war_room_journal_pending_events', help: 'Events that are not committed yet.' },
      () => source.pendingEvents
    )
    this.#commit = new Measurement(registry, {
      name: 'war_room_journal_commit_seconds',
      help: 'Time of a commit to the journal.',
      buckets: commitBucketsMs,
      perBaseUnit: millisecondsPerSecond
    })
    const committed = new Counter({
      name: 'war_room_journal_committed_events_total',
      help: 'Events that were committed.',
      registers: [registry]
    })
    this.#listening = source.onCommit.on(({ ms, events }) => {
      this.#commit.observe(ms)
      committed.inc(events)
    })
  }

  async figures(): Promise<Figures['journal']> {
    return {
      bytes: await valueOf(this.#bytes),
      pendingEvents: await valueOf(this.#pending),
      commitMs: await this.#commit.measured()
    }
  }

  dispose(): void {
    this.#listening.dispose()
  }
}
