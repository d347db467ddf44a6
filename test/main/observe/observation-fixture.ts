import type { AnyEnvelope, EventMap, EventType } from '../../../preload/contract/events'
import type { RegistryEvent } from '../../../main/engine/session-registry'
import { Emitter } from '../../../main/kernel/emitter'
import { createObservation, type Observation } from '../../../main/observe/observation'
import type { DisconnectAlarm } from '../../../main/observe/disconnect-rate'
import { StreamMeter } from '../../../main/server/stream-meter'
import { FakeClock } from '../../support/fake-clock'
import { FakeFeed } from '../../support/fake-feed'

/** The journal's meter as a test moves it. */
export class FakeStorageMeter {
  pendingEvents = 0
  bytes = 0
  readonly onCommit = new Emitter<{ ms: number; events: number }>()
}

/** Sessions by hand: what is published goes through the real reducer. */
export class FakeSessions {
  readonly news = new Emitter<RegistryEvent>()
  readonly #feeds = new Map<string, FakeFeed>()

  publish<T extends EventType>(session: string, type: T, data: EventMap[T]): AnyEnvelope {
    const feed = this.#feeds.get(session) ?? new FakeFeed(session)
    this.#feeds.set(session, feed)
    const event = feed.publish(type, data)
    this.news.emit({ kind: 'published', event, state: feed.state() })
    return event
  }
}

export const roleEnd = (
  role: string,
  end: Partial<EventMap['role.completed']> = {}
): EventMap['role.completed'] => ({
  role,
  attempt: 1,
  status: 'ok',
  firstTokenMs: 20,
  totalMs: 400,
  usage: null,
  stance: null,
  confidence: null,
  p: null,
  claims: [],
  findings: [],
  levels: [],
  reason: null,
  ...end
})

export interface Fixture {
  clock: FakeClock
  sessions: FakeSessions
  stream: { meter: StreamMeter; connectionCount: number; roomCount: number }
  storage: FakeStorageMeter
  alarms: DisconnectAlarm[]
  observation: Observation
}

export const observed = (): Fixture => {
  const clock = new FakeClock()
  const sessions = new FakeSessions()
  const stream = { meter: new StreamMeter(), connectionCount: 0, roomCount: 0 }
  const storage = new FakeStorageMeter()
  const alarms: DisconnectAlarm[] = []
  const observation = createObservation({
    version: '1.2.3',
    clock,
    sessions: sessions.news,
    stream,
    storage,
    disconnectAlarmPerMinute: () => 3,
    onAlarm: (alarm) => alarms.push(alarm)
  })
  return { clock, sessions, stream, storage, alarms, observation }
}

export interface Sample {
  name: string
  labels: string
  value: number
}

export interface Exposition {
  samples: Sample[]
  /** Metric name → type and help. */
  families: Map<string, { type: string; help: string }>
}

const samplePattern = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/

/** Reads Prometheus' text format; a line that is none throws. */
export const readExposition = (text: string): Exposition => {
  const samples: Sample[] = []
  const families = new Map<string, { type: string; help: string }>()
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind === 'HELP') families.set(name, { type: '', help: rest })
    else if (kind === 'TYPE') families.set(name, { ...families.get(name)!, type: rest })
    else {
      const found = samplePattern.exec(line)
      if (found === null) throw new Error(`no sample: ${line}`)
      samples.push({ name: found[1] ?? '', labels: found[2] ?? '', value: Number(found[3]) })
    }
  }
  return { samples, families }
}

/** `name{labels}` → value. */
export const valuesOf = async (observation: Observation): Promise<Record<string, number>> => {
  const { samples } = readExposition(await observation.metrics())
  return Object.fromEntries(
    samples.map(({ name, labels, value }) => [labels === '' ? name : `${name}{${labels}}`, value])
  )
}
