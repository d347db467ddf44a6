import { expect, it } from 'vitest'
import type { EventMap, Finding } from '../../../preload/contract/events'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { systemClock } from '../../../main/kernel/clock'
import type { Log, LogFields, LogWeight } from '../../../main/kernel/log'
import { logSessions } from '../../../main/observe/session-log-lines'
import { logStorage, slowCommitMs } from '../../../main/observe/storage-log-lines'
import { logStream } from '../../../main/observe/stream-log-lines'
import { StreamMeter } from '../../../main/server/stream-meter'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { roleStartedData, startedData } from '../../support/fake-feed'
import { emptySummary, okAnswer, planOf, roleLane, scripted } from '../../support/plans'
import { FakeSessions, FakeStorageMeter, roleEnd } from './observation-fixture'

interface Line {
  level: LogWeight
  event: string
  fields: LogFields
}

const keeping = (): { log: Log; lines: Line[]; events: () => string[] } => {
  const lines: Line[] = []
  const log: Log = { write: (level, event, fields = {}) => lines.push({ level, event, fields }) }
  return { log, lines, events: () => lines.map(({ event }) => event) }
}

const canary = 'CANARY-7f3a'

/** Every text that a session can hold, each with the canary in it. */
const telling = (sessions: FakeSessions): void => {
  const error = { code: 'internal', message: canary, retryable: false } as const
  const claim = { text: canary, offset: 0, length: 1, facts: [canary] }
  const finding: Finding = { rule: canary, facts: [canary], weight: 1, sign: 1 }
  const started: EventMap['session.started'] = {
    ...startedData,
    subject: { id: canary, name: canary },
    inputs: [{ kind: 'notes', name: canary, sha256: canary, bytes: 1 }],
    prompt: canary,
    asOfAsked: canary,
    parent: canary
  }
  sessions.publish('one', 'session.started', started)
  sessions.publish('one', 'session.paused', { by: canary, reason: canary })
  sessions.publish('one', 'session.resumed', { by: canary, reason: canary })
  sessions.publish('one', 'role.started', {
    ...roleStartedData('scout'),
    label: canary,
    provider: canary,
    model: canary
  })
  for (const kind of ['answer', 'reasoning'] as const) {
    sessions.publish('one', 'role.delta', {
      ...{ role: 'scout', attempt: 1, offset: 0, kind },
      text: canary
    })
  }
  sessions.publish(
    'one',
    'role.completed',
    roleEnd('scout', { status: 'error', claims: [claim], findings: [finding], reason: error })
  )
  sessions.publish('one', 'log.appended', { level: 'error', message: canary })
  sessions.publish('one', 'review.requested', { stage: canary, question: canary })
  sessions.publish('one', 'summary.completed', { ...emptySummary, header: canary, dissent: canary })
  sessions.publish('one', 'stage.failed', { stage: 'reconnaissance', error })
  sessions.publish('one', 'session.failed', { error })
}

it('writes of a session ids, numbers, states and codes, and never a word of its content', () => {
  const sessions = new FakeSessions()
  const { log, lines, events } = keeping()
  const logging = logSessions(sessions.news, log)
  telling(sessions)
  expect(JSON.stringify(lines)).not.toContain(canary)
  expect(events()).toEqual([
    'session.started',
    'session.paused',
    'session.resumed',
    'role.started',
    'role.completed',
    'role.wrote',
    'stage.failed',
    'session.failed'
  ])
  expect(lines.find(({ event }) => event === 'role.completed')).toEqual({
    level: 'warning',
    event: 'role.completed',
    fields: {
      session: 'one',
      seq: 7,
      role: 'scout',
      state: 'error',
      attempt: 1,
      code: 'internal',
      firstTokenMs: 20,
      ms: 400
    }
  })
  expect(lines.find(({ event }) => event === 'role.wrote')).toEqual({
    level: 'debug',
    event: 'role.wrote',
    fields: { session: 'one', role: 'scout', deltas: 2, characters: 2 * canary.length }
  })
  expect(lines.at(-1)).toMatchObject({ level: 'error', fields: { code: 'internal' } })
  logging.dispose()
  expect(sessions.news.size).toBe(0)
})

it('writes no line for a delta, however many there are', () => {
  const sessions = new FakeSessions()
  const { log, lines } = keeping()
  const logging = logSessions(sessions.news, log)
  sessions.publish('one', 'role.started', roleStartedData('scout'))
  const before = lines.length
  for (let offset = 0; offset < 1_000; offset += 1) {
    const delta = { role: 'scout', attempt: 1, offset, kind: 'answer', text: 'x' } as const
    sessions.publish('one', 'role.delta', delta)
  }
  expect(lines).toHaveLength(before)
  logging.dispose()
})

it('follows a real session from its start to its cancel', async () => {
  const clock = systemClock
  const registry = new SessionRegistry({ journal: new MemoryJournal(), clock, maximumRunning: 1 })
  const { log, lines, events } = keeping()
  const logging = logSessions(registry.events, log)
  const waiting = scripted(
    (_context, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(okAnswer)))
  )
  const { session } = registry.start(planOf({ one: [roleLane('bull', waiting)] }), 'window:1')
  const begun = new Promise<void>((resolve) => {
    registry.events.on((news) => {
      if (news.kind === 'published' && news.event.type === 'role.started') resolve()
    })
  })
  await begun
  await registry.cancel(session, 'user')
  await registry.release('window:1')
  await registry.shutdown()
  expect(events()).toEqual([
    'session.started',
    'role.started',
    'role.completed',
    'role.wrote',
    'stage.failed',
    'session.cancelled',
    'session.settled',
    'session.forgotten'
  ])
  const ended = lines.find(({ event }) => event === 'session.cancelled')
  expect(ended?.fields).toMatchObject({ session, state: 'cancelled', code: 'user' })
  expect(lines.every(({ fields }) => fields.session === session)).toBe(true)
  logging.dispose()
})

it('writes connections with their codes, a lost one as a warning', () => {
  const { log, lines } = keeping()
  const stream = { meter: new StreamMeter(), connectionCount: 1, roomCount: 0 }
  const logging = logStream(stream, log)
  stream.meter.countOpened()
  stream.meter.countClosed(1001)
  stream.meter.countClosed(4008)
  stream.meter.countReplay(12)
  expect(lines).toEqual([
    { level: 'info', event: 'connection.opened', fields: { opened: 1, open: 1 } },
    { level: 'info', event: 'connection.closed', fields: { code: 1001, open: 1 } },
    { level: 'warning', event: 'connection.closed', fields: { code: 4008, open: 1 } },
    { level: 'debug', event: 'connection.replayed', fields: { events: 12 } }
  ])
  logging.dispose()
  stream.meter.countClosed(1006)
  expect(lines).toHaveLength(4)
})

it('writes commits at debug, and a slow one as a warning', () => {
  const { log, lines } = keeping()
  const storage = new FakeStorageMeter()
  const logging = logStorage(storage, log)
  storage.pendingEvents = 5
  storage.onCommit.emit({ ms: 2.4, events: 64 })
  storage.onCommit.emit({ ms: slowCommitMs, events: 1 })
  expect(lines).toEqual([
    { level: 'debug', event: 'journal.committed', fields: { ms: 2, events: 64, pending: 5 } },
    { level: 'warning', event: 'journal.slow', fields: { ms: slowCommitMs, events: 1, pending: 5 } }
  ])
  logging.dispose()
  expect(storage.onCommit.size).toBe(0)
})
