import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Emitter } from '../../../../main/kernel/emitter'
import { silentLog, type Log } from '../../../../main/kernel/log'
import { createObservation, type Observation } from '../../../../main/observe/observation'
import { monitorRules, type MonitorRule } from '../../../../main/server/monitoring/monitor-gate'
import { Monitoring } from '../../../../main/server/monitoring/monitoring'
import { startStreamServer, type StreamServer } from '../../../../main/server/stream-server'
import { FakeClock } from '../../../support/fake-clock'
import { FakeFeeds } from '../../../support/fake-feed'
import { checkLeaks } from '../../../support/leaks'
import { rawExchange, statusOf } from '../../../support/raw-upgrade'
import { StreamClient } from '../../../support/stream-client'
import { readExposition } from '../../observe/observation-fixture'

checkLeaks()

interface Running {
  monitoring: Monitoring
  server: StreamServer
  observation: Observation
}

let folder: string
let file: string
let feeds: FakeFeeds
const running: Running[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'war-room-monitor-'))
  file = join(folder, 'monitor-token')
  feeds = new FakeFeeds()
})
afterEach(async () => {
  for (const { server, observation } of running.splice(0)) {
    observation.dispose()
    await server.close()
  }
  await rm(folder, { recursive: true, force: true })
})

const run = async (rules?: readonly MonitorRule[], log: Log = silentLog): Promise<Running> => {
  const clock = new FakeClock()
  const options = { tokenFile: file, log }
  const monitoring = new Monitoring(rules === undefined ? options : { ...options, rules })
  const server = await startStreamServer({ feeds, clock, http: monitoring.handle })
  const observation = createObservation({
    version: '1.2.3',
    clock,
    sessions: new Emitter(),
    stream: server,
    storage: null,
    disconnectAlarmPerMinute: () => 0,
    onAlarm: () => undefined
  })
  monitoring.show(observation)
  const parts = { monitoring, server, observation }
  running.push(parts)
  return parts
}

interface Asked {
  method?: string
  path?: string
  hosts?: string[]
  more?: string[]
  authorizations?: string[]
}

const head = (port: number, token: string, asked: Asked = {}): string => {
  const { method = 'GET', path = '/health', hosts = [`127.0.0.1:${port}`], more = [] } = asked
  const { authorizations = [`Bearer ${token}`] } = asked
  return [
    `${method} ${path} HTTP/1.1`,
    ...hosts.map((host) => `Host: ${host}`),
    ...authorizations.map((value) => `Authorization: ${value}`),
    ...more,
    '',
    ''
  ].join('\r\n')
}

const ask = async ({ server }: Running, asked: Asked = {}): Promise<string> => {
  const token = await readFile(file, 'utf8').catch(() => '')
  const { answer } = await rawExchange(server.port, head(server.port, token.trim(), asked))
  return answer
}

const withoutDate = (answer: string): string => answer.replace(/^Date: .*\r\n/m, '')
const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4)

it('answers nothing while it is off: the same as for any path, to the byte', async () => {
  const room = await run()
  const plain = await startStreamServer({ feeds, clock: new FakeClock() })
  const nowhere = { hosts: [`127.0.0.1:${plain.port}`] }
  const { answer } = await rawExchange(plain.port, head(plain.port, 'x', nowhere))
  await plain.close()
  for (const path of ['/health', '/metrics', '/', '/nothing']) {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      expect(withoutDate(await ask(room, { method, path }))).toBe(withoutDate(answer))
    }
  }
  expect(statusOf(answer)).toBe(404)
})

it('makes no token before it is switched on', async () => {
  const { monitoring } = await run()
  expect(monitoring.on).toBe(false)
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('answers while it is on, and stops at once when it is switched off', async () => {
  const room = await run()
  await room.monitoring.switch(true)
  expect(statusOf(await ask(room))).toBe(200)
  expect(statusOf(await ask(room, { path: '/metrics' }))).toBe(200)
  expect(statusOf(await ask(room, { path: '/nothing' }))).toBe(404)
  expect(statusOf(await ask(room, { path: '/health?x=1' }))).toBe(404)
  await room.monitoring.switch(false)
  expect(statusOf(await ask(room))).toBe(404)
  await room.monitoring.switch(true)
  expect(statusOf(await ask(room))).toBe(200)
})

it('is as the last switch says, however fast they come', async () => {
  const { monitoring } = await run()
  await Promise.all([monitoring.switch(true), monitoring.switch(false)])
  expect(monitoring.on).toBe(false)
  await Promise.all([monitoring.switch(true), monitoring.switch(false), monitoring.switch(true)])
  expect(monitoring.on).toBe(true)
})

it('tells the health of the program as JSON', async () => {
  const room = await run()
  await room.monitoring.switch(true)
  const client = await StreamClient.connect(room.server, 'window:1')
  const answer = await ask(room)
  expect(answer).toMatch(/^Content-Type: application\/json; charset=utf-8\r$/m)
  expect(JSON.parse(bodyOf(answer))).toMatchObject({
    version: '1.2.3',
    uptimeMs: 0,
    sessions: { running: 0 },
    connections: { open: 1 },
    rooms: 0,
    journal: { bytes: 0, pendingEvents: 0 }
  })
  await client.close()
})

it('tells its metrics in the text format, of the very server that answers', async () => {
  const room = await run()
  await room.monitoring.switch(true)
  feeds.add('one', 'window:1').begin()
  const client = await StreamClient.connect(room.server, 'window:1')
  client.subscribe('one')
  await client.until('snapshot')
  await client.settle()
  const answer = await ask(room, { path: '/metrics' })
  expect(answer).toMatch(/^Content-Type: text\/plain; version=0\.0\.4(; charset=utf-8)?\r$/m)
  const { samples } = readExposition(bodyOf(answer))
  const valueOf = (name: string, labels = ''): number | undefined =>
    samples.find((each) => each.name === name && each.labels === labels)?.value
  expect(valueOf('war_room_connections_open')).toBe(1)
  expect(valueOf('war_room_sends_total', 'result="ok"')).toBeGreaterThanOrEqual(2)
  expect(valueOf('war_room_sent_bytes_total')).toBeGreaterThan(100)
  await client.close()
})

it('lets nothing be kept, guessed or reused of its answers', async () => {
  const room = await run()
  await room.monitoring.switch(true)
  const asked = [{}, { authorizations: [] }, { method: 'POST' }, { more: ['Origin: null'] }]
  for (const answer of await Promise.all(asked.map((each) => ask(room, each)))) {
    expect(answer).toMatch(/^Cache-Control: no-store\r$/m)
    expect(answer).toMatch(/^X-Content-Type-Options: nosniff\r$/m)
    expect(answer).toMatch(/^Connection: close\r$/m)
    expect(answer).not.toMatch(/^Access-Control/im)
  }
})

/** Each attack with the status that meets it, by the place of the rule that keeps it out. */
const attacks = (port: number, token: string): { rule: number; status: number; by: Asked }[] => [
  { rule: 0, status: 403, by: { hosts: ['evil.example'] } },
  { rule: 0, status: 403, by: { hosts: [`localhost:${port}`] } },
  { rule: 0, status: 403, by: { hosts: [`127.0.0.1:${port}`, `127.0.0.1:${port}`] } },
  { rule: 0, status: 403, by: { hosts: ['127.0.0.1'] } },
  { rule: 1, status: 403, by: { more: ['Origin: https://evil.example'] } },
  { rule: 1, status: 403, by: { more: ['Origin: app://war-room'] } },
  { rule: 1, status: 403, by: { more: ['Origin: null'] } },
  { rule: 1, status: 403, by: { more: [`Origin: http://127.0.0.1:${port}`] } },
  { rule: 2, status: 405, by: { method: 'OPTIONS' } },
  { rule: 2, status: 405, by: { method: 'POST', more: ['Content-Length: 0'] } },
  { rule: 2, status: 405, by: { method: 'DELETE' } },
  { rule: 3, status: 401, by: { authorizations: [] } },
  { rule: 3, status: 401, by: { authorizations: [token] } },
  { rule: 3, status: 401, by: { authorizations: [`Basic ${token}`] } },
  { rule: 3, status: 401, by: { authorizations: [`Bearer ${token.slice(1)}`] } },
  { rule: 3, status: 401, by: { authorizations: [`Bearer ${token}A`] } },
  { rule: 3, status: 401, by: { authorizations: [`Bearer ${'A'.repeat(43)}`] } },
  { rule: 3, status: 401, by: { authorizations: [`Bearer ${token}`, `Bearer ${token}`] } },
  { rule: 3, status: 401, by: { authorizations: [], path: `/health` } }
]

it('refuses a page, another name for this machine, another method and whoever has no token', async () => {
  const room = await run()
  await room.monitoring.switch(true)
  const token = (await readFile(file, 'utf8')).trim()
  for (const { status, by } of attacks(room.server.port, token)) {
    const answer = await ask(room, by)
    expect(statusOf(answer), JSON.stringify(by)).toBe(status)
    expect(bodyOf(answer)).toBe('')
    expect(/^WWW-Authenticate: Bearer/m.test(answer)).toBe(status === 401)
    expect(/^Allow: GET\r$/m.test(answer)).toBe(status === 405)
  }
  expect(statusOf(await ask(room, { authorizations: [`bearer ${token}`] }))).toBe(200)
})

it('positive control: with its rule taken away, each of them is let in', async () => {
  for (const [rule] of monitorRules.entries()) {
    const room = await run(monitorRules.filter((_each, index) => index !== rule))
    await room.monitoring.switch(true)
    const token = (await readFile(file, 'utf8')).trim()
    for (const { by } of attacks(room.server.port, token).filter((each) => each.rule === rule)) {
      expect(statusOf(await ask(room, by)), JSON.stringify(by)).toBe(200)
    }
  }
})

it('says in the log what it could not answer, and says nothing of it to the asker', async () => {
  const lines: unknown[] = []
  const log: Log = { write: (...line) => lines.push(line) }
  const room = await run(undefined, log)
  room.monitoring.show({
    contentType: 'text/plain',
    health: () => Promise.reject(new Error('a secret path')),
    metrics: () => Promise.resolve('')
  })
  await room.monitoring.switch(true)
  const answer = await ask(room)
  expect(statusOf(answer)).toBe(500)
  expect(answer + JSON.stringify(lines)).not.toContain('secret')
  expect(lines).toEqual([['error', 'monitoring.failed', { code: 'internal' }]])
})

it('leaves the event socket alone: it opens while monitoring is on', async () => {
  const room = await run()
  await room.monitoring.switch(true)
  const [client, answer] = [await StreamClient.connect(room.server, 'window:1'), await ask(room)]
  expect(statusOf(answer)).toBe(200)
  expect(room.server.connectionCount).toBe(1)
  await client.close()
})
