import { Gauge, Registry } from 'prom-client'
import type { Figures } from '../../preload/contract/figures'
import type { Clock } from '../kernel/clock'
import { DisposableStore, type Disposable } from '../kernel/disposables'
import { noStorage, noStream } from './absent-sources'
import { millisecondsPerSecond } from './buckets'
import { DisconnectRate, type DisconnectAlarm } from './disconnect-rate'
import { healthOf, type Health } from './health'
import { LoopDelay, type Delays } from './loop-delay'
import { pulledGauge, valueOf } from './pulled-metrics'
import { SessionMetrics } from './session-metrics'
import type { SessionNews, StorageSource, StreamSource } from './sources'
import { StorageMetrics } from './storage-metrics'
import { StreamMetrics } from './stream-metrics'

export interface ObservationOptions {
  /** The program's version. */
  version: string
  clock: Clock
  sessions: SessionNews
  /** Null where no page connects. */
  stream: StreamSource | null
  /** Null where the journal is in memory. */
  storage: StorageSource | null
  /** Lost connections in a minute from which on there is an alarm; 0 = never. Asked each time. */
  disconnectAlarmPerMinute: () => number
  /** At most once a minute. */
  onAlarm: (alarm: DisconnectAlarm) => void
}

/** What the running program counts and times, in one store, for whoever asks. */
export interface Observation extends Disposable {
  /** The type of the text that `metrics` gives. */
  readonly contentType: string
  /** Everything in Prometheus' text format. */
  metrics(): Promise<string>
  figures(): Promise<Figures>
  health(): Promise<Health>
}

const watchLoop = (registry: Registry, loop: LoopDelay): (() => Promise<Delays>) => {
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    pulledGauge(registry, { name, help }, () => read() / millisecondsPerSecond)
  const seen = 'lateness of the main loop in the last minutes'
  const gauges = [
    gauge('war_room_loop_delay_p50_seconds', `Median ${seen}.`, () => loop.read().p50),
    gauge(
      'war_room_loop_delay_p99_seconds',
      `99th percentile of the ${seen}.`,
      () => loop.read().p99
    ),
    gauge('war_room_loop_delay_max_seconds', `Largest ${seen}.`, () => loop.read().max)
  ]
  return async () => {
    const [p50 = 0, p99 = 0, max = 0] = await Promise.all(gauges.map(valueOf))
    const inMs = (seconds: number): number => seconds * millisecondsPerSecond
    return { p50: inMs(p50), p99: inMs(p99), max: inMs(max) }
  }
}

const watchProgram = (registry: Registry, version: string, clock: Clock): Gauge => {
  const startedMs = clock.nowMs()
  const named = { name: 'war_room_build_info', help: 'Always 1; its label tells the version.' }
  new Gauge({ ...named, labelNames: ['version'], registers: [registry] }).labels(version).set(1)
  return pulledGauge(
    registry,
    { name: 'war_room_uptime_seconds', help: 'Time since the program started.' },
    () => (clock.nowMs() - startedMs) / millisecondsPerSecond
  )
}

/** Begins to count; what happened before is not in it, but for what its sources counted. */
export const createObservation = (options: ObservationOptions): Observation => {
  const { version, clock, stream, storage, disconnectAlarmPerMinute, onAlarm } = options
  const registry = new Registry()
  const parts = new DisposableStore()
  const socket = stream ?? noStream
  const closed = socket.meter.onClosed
  const rate = { clock, closed, threshold: disconnectAlarmPerMinute, onAlarm }
  const disconnects = parts.add(new DisconnectRate(rate))
  const uptime = watchProgram(registry, version, clock)
  const sessions = parts.add(new SessionMetrics(registry, options.sessions))
  const sockets = parts.add(new StreamMetrics(registry, socket, () => disconnects.perMinute()))
  const journal = parts.add(new StorageMetrics(registry, storage ?? noStorage))
  const loopDelays = watchLoop(registry, parts.add(new LoopDelay(clock)))
  const figures = async (): Promise<Figures> => ({
    uptimeMs: Math.round((await valueOf(uptime)) * millisecondsPerSecond),
    ...(await sessions.figures()),
    ...(await sockets.figures()),
    journal: await journal.figures(),
    loopDelayMs: await loopDelays()
  })
  return {
    contentType: registry.contentType,
    metrics: () => registry.metrics(),
    figures,
    health: async () => healthOf(version, await figures()),
    dispose: () => parts.dispose()
  }
}
