import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAppLog, keptLogFiles, logFileName } from '../../../main/app/app-log'
import { logSessions } from '../../../main/observe/session-log-lines'
import { logStream } from '../../../main/observe/stream-log-lines'
import { openMonitorToken } from '../../../main/server/monitoring/monitor-token'
import { startStreamServer } from '../../../main/server/stream-server'
import { FakeClock } from '../../support/fake-clock'
import { FakeFeeds, roleStartedData, startedData } from '../../support/fake-feed'
import { checkLeaks } from '../../support/leaks'
import { StreamClient } from '../../support/stream-client'
import { FakeSessions, roleEnd } from '../observe/observation-fixture'

/** What the library would print; it takes the console's functions when it is loaded. */
const printed = vi.hoisted(() => {
  const seen: unknown[][] = []
  for (const name of ['error', 'warn', 'info', 'debug', 'log'] as const) {
    console[name] = (...words: unknown[]) => void seen.push(words)
  }
  return seen
})

checkLeaks()

let folder: string
let logs: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'war-room-log-'))
  logs = join(folder, 'logs')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
  expect(printed).toEqual([])
})

const textOf = (name = logFileName): Promise<string> => readFile(join(logs, name), 'utf8')
const linesOf = async (name = logFileName): Promise<Record<string, unknown>[]> =>
  (await textOf(name))
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

it('writes JSON lines into a file that only its owner may read, each there when it returns', async () => {
  const log = createAppLog({ folder: logs, level: 'info', wallMs: () => 0 })
  log.write('info', 'app.started', { version: '1.2.3' })
  log.write('warning', '%s %d {text} {level}', { code: '%o' })
  expect(await linesOf()).toEqual([
    { time: '1970-01-01T00:00:00.000Z', level: 'info', event: 'app.started', version: '1.2.3' },
    {
      time: '1970-01-01T00:00:00.000Z',
      level: 'warning',
      event: '%s %d {text} {level}',
      code: '%o'
    }
  ])
  expect((await stat(join(logs, logFileName))).mode & 0o777).toBe(0o600)
  expect((await stat(logs)).mode & 0o777).toBe(0o700)
})

it('goes on in the file of the run before, whose mode it narrows', async () => {
  await mkdir(logs)
  await writeFile(join(logs, logFileName), '{"event":"before"}\n', { mode: 0o644 })
  createAppLog({ folder: logs, level: 'info' }).write('info', 'after')
  expect((await linesOf()).map(({ event }) => event)).toEqual(['before', 'after'])
  expect((await stat(join(logs, logFileName))).mode & 0o777).toBe(0o600)
})

it('begins a line of its own where a crash cut the last one off', async () => {
  await mkdir(logs)
  await writeFile(join(logs, logFileName), '{"event":"bef')
  createAppLog({ folder: logs, level: 'info' }).write('info', 'after')
  expect((await textOf()).split('\n')[0]).toBe('{"event":"bef')
  expect(JSON.parse((await textOf()).split('\n')[1] ?? '')).toMatchObject({ event: 'after' })
})

it('drops what is below its level', async () => {
  const log = createAppLog({ folder: logs, level: 'warning' })
  for (const level of ['debug', 'info', 'warning', 'error'] as const) log.write(level, level)
  expect((await linesOf()).map(({ event }) => event)).toEqual(['warning', 'error'])
})

it('puts the file aside by size, keeps three, and loses no line of them', async () => {
  const maximumBytes = 2_000
  const log = createAppLog({ folder: logs, level: 'info', maximumBytes })
  for (let index = 0; index < 200; index += 1) log.write('info', 'line', { index })
  const names = (await readdir(logs)).sort()
  expect(names).toEqual(['war-room.1.log', 'war-room.2.log', 'war-room.3.log', 'war-room.log'])
  expect(names).toHaveLength(keptLogFiles + 1)
  const kept: unknown[] = []
  for (const name of ['war-room.3.log', 'war-room.2.log', 'war-room.1.log', logFileName]) {
    const { size, mode } = await stat(join(logs, name))
    expect(size).toBeLessThan(maximumBytes + 200)
    expect(mode & 0o777).toBe(0o600)
    kept.push(...(await linesOf(name)).map(({ index }) => index))
  }
  const first = kept[0] as number
  expect(kept).toEqual(Array.from({ length: 200 - first }, (_each, index) => first + index))
})

it('is bounded even where something else bears the names of the files put aside', async () => {
  const maximumBytes = 2_000
  await mkdir(join(logs, 'war-room.1.log', 'in-the-way'), { recursive: true })
  await mkdir(join(logs, 'war-room.2.log', 'in-the-way'), { recursive: true })
  const log = createAppLog({ folder: logs, level: 'info', maximumBytes })
  for (let index = 0; index < 300; index += 1) log.write('info', 'line', { index })
  expect((await stat(join(logs, logFileName))).size).toBeLessThan(maximumBytes + 200)
  expect((await linesOf()).at(-1)).toMatchObject({ index: 299 })
})

it('hurts nobody on a full disk, says so once, and writes again when there is room', async () => {
  const told: string[] = []
  const mode = (await stat('/dev/full')).mode & 0o777
  await mkdir(logs)
  await symlink('/dev/full', join(logs, logFileName))
  const log = createAppLog({ folder: logs, level: 'info', onTrouble: () => told.push('trouble') })
  for (let index = 0; index < 5; index += 1) {
    expect(() => log.write('info', 'lost', { index })).not.toThrow()
  }
  expect(told).toEqual(['trouble'])
  expect((await stat('/dev/full')).mode & 0o777).toBe(mode)
  await rm(join(logs, logFileName))
  log.write('info', 'kept')
  expect((await linesOf()).map(({ event }) => event)).toEqual(['kept'])
})

it('hurts nobody where the folder cannot be made, and where it is taken away', async () => {
  await writeFile(logs, 'in the way')
  const broken = createAppLog({
    folder: logs,
    level: 'info',
    onTrouble: () => {
      throw new Error('nobody listens')
    }
  })
  expect(() => broken.write('error', 'x')).not.toThrow()
  await rm(logs)
  broken.write('info', 'kept')
  await rm(logs, { recursive: true })
  broken.write('info', 'lost')
  broken.write('info', 'again')
  expect((await linesOf()).map(({ event }) => event)).toContain('again')
})

it('holds nothing of a session, a ticket or the monitoring token, at its most talkative', async () => {
  const canary = 'CANARY-51c2'
  const log = createAppLog({ folder: logs, level: 'debug' })
  const [sessions, feeds] = [new FakeSessions(), new FakeFeeds()]
  const server = await startStreamServer({ feeds, clock: new FakeClock() })
  const logging = [logSessions(sessions.news, log), logStream(server, log)]
  const token = await openMonitorToken(join(folder, 'monitor-token'))
  sessions.publish('one', 'session.started', { ...startedData, prompt: canary })
  sessions.publish('one', 'role.started', { ...roleStartedData('scout'), model: canary })
  const delta = { role: 'scout', attempt: 1, offset: 0, kind: 'answer', text: canary } as const
  sessions.publish('one', 'role.delta', delta)
  const reason = { code: 'role.crashed', message: canary, retryable: false } as const
  sessions.publish('one', 'role.completed', roleEnd('scout', { status: 'error', reason }))
  const { url, ticket } = server.issueTicket('window:1')
  const client = new StreamClient(url, ticket)
  await client.until('hello')
  await client.close()
  await server.close()
  for (const each of logging) each.dispose()
  const text = await textOf()
  expect(text).toContain('role.completed')
  for (const secret of [canary, ticket, token, folder]) expect(text).not.toContain(secret)
})
