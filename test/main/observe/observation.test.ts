import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { systemClock } from '../../../main/kernel/clock'
import { createObservation } from '../../../main/observe/observation'
import { maximumRoleLabels } from '../../../main/observe/session-metrics'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { startedData } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'
import { observed, readExposition, roleEnd, valuesOf } from './observation-fixture'

checkLeaks()

it('counts sessions by state, and forgets those that nobody is left on', async () => {
  const { sessions, observation } = observed()
  sessions.publish('one', 'session.started', startedData)
  sessions.publish('two', 'session.started', startedData)
  sessions.publish('two', 'stage.started', { stage: 'reconnaissance' })
  sessions.publish('three', 'session.started', startedData)
  sessions.publish('three', 'session.cancelled', { reason: 'user' })
  expect((await observation.figures()).sessions).toEqual({
    queued: 1,
    running: 1,
    waiting: 0,
    paused: 0,
    cancelling: 0,
    completed: 0,
    cancelled: 1,
    failed: 0
  })
  sessions.news.emit({ kind: 'forgotten', session: 'three' })
  expect((await observation.figures()).sessions.cancelled).toBe(0)
  const values = await valuesOf(observation)
  expect(values['war_room_sessions{state="cancelled"}']).toBe(0)
  expect(values['war_room_sessions_ended_total{state="cancelled"}']).toBe(1)
  observation.dispose()
})

it('shows the figures of the socket as they are when asked', async () => {
  const { stream, observation } = observed()
  const { meter } = stream
  stream.connectionCount = 2
  stream.roomCount = 1
  for (let index = 0; index < 3; index += 1) meter.countOpened()
  for (const code of [1000, 1006, 4008, 4999, 4998]) meter.countClosed(code)
  meter.countSent(100)
  meter.countSent(50)
  meter.countError('overflow')
  meter.noteWaiting(70_000)
  meter.countReplay(0)
  meter.countReplay(1_200)
  const figures = await observation.figures()
  expect(figures).toMatchObject({
    connections: { open: 2, opened: 3, disconnectsPerMinute: 4 },
    rooms: 1,
    sends: { ok: 2, bytes: 150, errors: { closed: 0, 'not-open': 0, overflow: 1, error: 0 } },
    outboxHighWaterBytes: 70_000,
    replays: { count: 2, sum: 1_200, max: 1_200 }
  })
  expect(figures.connections.closed).toEqual({ 1000: 1, 1006: 1, 4008: 1, other: 2 })
  meter.countSent(1)
  const values = await valuesOf(observation)
  expect(values).toMatchObject({
    war_room_connections_open: 2,
    war_room_connections_opened_total: 3,
    'war_room_connections_closed_total{code="4008"}': 1,
    'war_room_connections_closed_total{code="other"}': 2,
    'war_room_sends_total{result="ok"}': 3,
    'war_room_sends_total{result="overflow"}': 1,
    'websocket_send_errors_total{error_type="overflow"}': 1,
    war_room_sent_bytes_total: 151,
    war_room_outbox_high_water_bytes: 70_000,
    'war_room_replay_events_bucket{le="0"}': 1,
    'war_room_replay_events_bucket{le="+Inf"}': 2
  })
  observation.dispose()
})

it('times roles, cancels and commits in seconds for a monitor and milliseconds for a view', async () => {
  const { sessions, storage, observation } = observed()
  sessions.publish('one', 'session.started', startedData)
  sessions.publish('one', 'role.completed', roleEnd('scout'))
  sessions.publish('one', 'role.completed', roleEnd('quant', { firstTokenMs: null, totalMs: 100 }))
  sessions.publish('one', 'role.completed', roleEnd('bull', { status: 'cancelled', totalMs: 9 }))
  sessions.news.emit({ kind: 'cancelled', session: 'one', ms: 12.5 })
  storage.bytes = 4_096
  storage.pendingEvents = 7
  storage.onCommit.emit({ ms: 3, events: 64 })
  storage.onCommit.emit({ ms: 0.25, events: 1 })
  const figures = await observation.figures()
  const none = { count: 0, sum: 0, max: 0 }
  expect(figures.roles).toEqual({
    bull: { firstTokenMs: { count: 1, sum: 20, max: 20 }, totalMs: none },
    quant: { firstTokenMs: none, totalMs: { count: 1, sum: 100, max: 100 } },
    scout: {
      firstTokenMs: { count: 1, sum: 20, max: 20 },
      totalMs: { count: 1, sum: 400, max: 400 }
    }
  })
  expect(figures.cancelMs).toEqual({ count: 1, sum: 12.5, max: 12.5 })
  expect(figures.journal).toEqual({
    bytes: 4_096,
    pendingEvents: 7,
    commitMs: { count: 2, sum: 3.25, max: 3 }
  })
  expect(await valuesOf(observation)).toMatchObject({
    'war_room_role_duration_seconds_sum{role="scout"}': 0.4,
    'war_room_role_first_token_seconds_count{role="bull"}': 1,
    war_room_cancel_seconds_sum: 0.0125,
    war_room_journal_commit_seconds_count: 2,
    war_room_journal_commit_seconds_max: 0.003,
    war_room_journal_committed_events_total: 65,
    war_room_journal_bytes: 4_096,
    war_room_journal_pending_events: 7
  })
  observation.dispose()
})

it('keeps to the conventions of the text format: names, units, types and a help for each', async () => {
  const { sessions, stream, observation } = observed()
  sessions.publish('one', 'session.started', startedData)
  sessions.publish('one', 'role.completed', roleEnd('scout'))
  stream.meter.countClosed(1000)
  const { families, samples } = readExposition(await observation.metrics())
  for (const [name, { type, help }] of families) {
    expect(name).toMatch(/^(war_room_[a-z0-9_]+|websocket_send_errors_total)$/)
    expect(name).not.toMatch(/_(ms|milliseconds|kb|count|sum|bucket)$/)
    expect(help.length).toBeGreaterThan(10)
    expect(name.endsWith('_total')).toBe(type === 'counter')
  }
  for (const { name, value } of samples) {
    expect(families.has(name) || families.has(name.replace(/_(bucket|sum|count)$/, ''))).toBe(true)
    expect(Number.isFinite(value)).toBe(true)
  }
  expect(new Set(samples.map(({ name, labels }) => `${name}{${labels}}`)).size).toBe(samples.length)
  observation.dispose()
})

it('has every metric in its documentation, with its type', async () => {
  const { observation } = observed()
  const { families } = readExposition(await observation.metrics())
  const rows = readFileSync('docs/monitoring.md', 'utf8').split('\n')
  for (const [name, { type }] of families) {
    // Each histogram's largest value is told in one sentence.
    if (families.get(name.replace(/_max$/, ''))?.type === 'histogram' && type === 'gauge') continue
    const row = rows.find((each) => each.startsWith(`| \`${name}\``))
    expect(row?.split('|')[2]?.trim(), name).toBe(type)
  }
  observation.dispose()
})

it('does not grow with the roles that a playbook names', async () => {
  const { sessions, observation } = observed()
  for (let index = 0; index < maximumRoleLabels + 10; index += 1) {
    sessions.publish('one', 'role.completed', roleEnd(`role${index}`))
  }
  const { roles } = await observation.figures()
  expect(Object.keys(roles)).toHaveLength(maximumRoleLabels + 1)
  expect(roles.other?.totalMs.count).toBe(10)
  observation.dispose()
})

it('tells version, time up, sessions, connections, rooms and the journal in its health', async () => {
  const { clock, sessions, stream, storage, observation } = observed()
  sessions.publish('one', 'session.started', startedData)
  stream.connectionCount = 1
  stream.roomCount = 1
  storage.pendingEvents = 2
  clock.advance(90_000)
  const health = await observation.health()
  expect(health).toMatchObject({
    version: '1.2.3',
    uptimeMs: 90_000,
    connections: { open: 1, disconnectsPerMinute: 0 },
    rooms: 1,
    journal: { bytes: 0, pendingEvents: 2 }
  })
  expect(Object.values(health.sessions).reduce((sum, count) => sum + count, 0)).toBe(1)
  observation.dispose()
})

it('hears the real registry: a run, a cancel, and that they are forgotten', async () => {
  const clock = systemClock
  const registry = new SessionRegistry({ journal: new MemoryJournal(), clock, maximumRunning: 4 })
  const observation = createObservation({
    version: '1',
    clock,
    sessions: registry.events,
    stream: null,
    storage: null,
    disconnectAlarmPerMinute: () => 0,
    onAlarm: () => undefined
  })
  const waiting = scripted(
    (_context, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(okAnswer)))
  )
  const short = registry.start(planOf({ one: [roleLane('scout', writing('x'))] }), 'window:1')
  const long = registry.start(planOf({ one: [roleLane('bull', waiting)] }), 'window:2')
  await registry.ended(short.session)
  await registry.cancel(long.session, 'user')
  const figures = await observation.figures()
  expect(figures.sessions).toMatchObject({ completed: 1, cancelled: 1, running: 0, queued: 0 })
  expect(figures.roles.scout?.totalMs.count).toBe(1)
  expect(figures.cancelMs.count).toBe(1)
  expect(figures.connections).toEqual({ open: 0, opened: 0, closed: {}, disconnectsPerMinute: 0 })
  await Promise.all([registry.release('window:1'), registry.release('window:2')])
  await registry.shutdown()
  const after = await observation.figures()
  expect(Object.values(after.sessions).every((count) => count === 0)).toBe(true)
  observation.dispose()
})

it('listens to nothing any more once it is disposed', () => {
  const { sessions, stream, storage, observation, clock } = observed()
  observation.dispose()
  observation.dispose()
  const { onOpened, onClosed, onReplay } = stream.meter
  const heard = [sessions.news, onOpened, onClosed, onReplay, storage.onCommit]
  expect(heard.map(({ size }) => size)).toEqual([0, 0, 0, 0, 0])
  expect(clock.pendingTimers).toBe(0)
})
