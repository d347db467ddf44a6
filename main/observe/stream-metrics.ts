import type { Counter, Gauge, Registry } from 'prom-client'
import { closeCodes } from '../../preload/contract/close-codes'
import type { Figures } from '../../preload/contract/figures'
import type { Disposable } from '../kernel/disposables'
import { replayBucketsEvents } from './buckets'
import { Measurement } from './measurement'
import { pulledCounter, pulledCounters, pulledGauge, valueOf, valuesBy } from './pulled-metrics'
import type { StreamSource } from './sources'

/** What a socket reports that ended without a code, or without a word. */
const codesWithoutFrame = [1005, 1006]
const namedCodes = new Set<number>([...Object.values(closeCodes), ...codesWithoutFrame])

/** A client chooses its close code; only codes that mean something become a label. */
const codeLabel = (code: number): string => (namedCodes.has(code) ? String(code) : 'other')

const closedByLabel = (closed: ReadonlyMap<number, number>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const [code, count] of closed) {
    const label = codeLabel(code)
    counts.set(label, (counts.get(label) ?? 0) + count)
  }
  return counts
}

interface Metrics {
  open: Gauge
  opened: Counter
  closed: Counter<'code'>
  disconnects: Gauge
  rooms: Gauge
  sends: Counter<'result'>
  errors: Counter<'error_type'>
  bytes: Counter
  highWater: Gauge
}

const connectionMetrics = (
  registry: Registry,
  stream: StreamSource,
  disconnectsPerMinute: () => number
): Pick<Metrics, 'open' | 'opened' | 'closed' | 'disconnects' | 'rooms'> => ({
  open: pulledGauge(
    registry,
    { name: 'war_room_connections_open', help: 'Connections of the event socket that are open.' },
    () => stream.connectionCount
  ),
  opened: pulledCounter(
    registry,
    { name: 'war_room_connections_opened_total', help: 'Connections that were opened.' },
    () => stream.meter.opened
  ),
  closed: pulledCounters(
    registry,
    {
      name: 'war_room_connections_closed_total',
      help: 'Connections that ended, by close code.',
      label: 'code'
    },
    () => closedByLabel(stream.meter.closed)
  ),
  disconnects: pulledGauge(
    registry,
    {
      name: 'war_room_disconnects_per_minute',
      help: 'Connections lost in the last minute: ended by another close code than 1000 and 1001.'
    },
    disconnectsPerMinute
  ),
  rooms: pulledGauge(
    registry,
    { name: 'war_room_rooms', help: 'Rooms that somebody is in.' },
    () => stream.roomCount
  )
})

const sendMetrics = (
  registry: Registry,
  { meter }: StreamSource
): Pick<Metrics, 'sends' | 'errors' | 'bytes' | 'highWater'> => ({
  sends: pulledCounters(
    registry,
    { name: 'war_room_sends_total', help: 'Frames to send, by result.', label: 'result' },
    () => [['ok', meter.sent], ...Object.entries(meter.errors)]
  ),
  // The one name that is not ours: what other room servers call it.
  errors: pulledCounters(
    registry,
    {
      name: 'websocket_send_errors_total',
      help: 'Frames that did not go out, by kind of error.',
      label: 'error_type'
    },
    () => Object.entries(meter.errors)
  ),
  bytes: pulledCounter(
    registry,
    { name: 'war_room_sent_bytes_total', help: 'Bytes of the frames that went out.' },
    () => meter.sentBytes
  ),
  highWater: pulledGauge(
    registry,
    {
      name: 'war_room_outbox_high_water_bytes',
      help: 'The most that ever waited for one connection.'
    },
    () => meter.outboxHighWaterBytes
  )
})

type StreamFigures = Pick<
  Figures,
  'connections' | 'rooms' | 'sends' | 'outboxHighWaterBytes' | 'replays'
>

/** Connections, rooms, sends and replays of the event socket. */
export class StreamMetrics implements Disposable {
  readonly #metrics: Metrics
  readonly #replays: Measurement
  readonly #listening: Disposable

  constructor(registry: Registry, source: StreamSource, disconnectsPerMinute: () => number) {
    this.#metrics = {
      ...connectionMetrics(registry, source, disconnectsPerMinute),
      ...sendMetrics(registry, source)
    }
    this.#replays = new Measurement(registry, {
      name: 'war_room_replay_events',
      help: 'Events of a replay to a connection that came late or came back.',
      buckets: replayBucketsEvents,
      perBaseUnit: 1
    })
    this.#listening = source.meter.onReplay.on((events) => this.#replays.observe(events))
  }

  async figures(): Promise<StreamFigures> {
    const { open, opened, closed, disconnects, rooms, sends, errors, bytes, highWater } =
      this.#metrics
    return {
      connections: {
        open: await valueOf(open),
        opened: await valueOf(opened),
        closed: await valuesBy(closed, 'code'),
        disconnectsPerMinute: await valueOf(disconnects)
      },
      rooms: await valueOf(rooms),
      sends: {
        ok: (await valuesBy(sends, 'result')).ok ?? 0,
        bytes: await valueOf(bytes),
        errors: await valuesBy(errors, 'error_type')
      },
      outboxHighWaterBytes: await valueOf(highWater),
      replays: await this.#replays.measured()
    }
  }

  dispose(): void {
    this.#listening.dispose()
  }
}
