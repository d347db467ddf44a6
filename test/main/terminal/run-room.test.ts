import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventKinds } from '../../../preload/contract/event-kinds'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { roomJsonText, type RoomJson } from '../../../main/terminal/room-json'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { AppError } from '../../../main/kernel/errors'
import { silentLog } from '../../../main/kernel/log'
import { checkLeaks } from '../../support/leaks'
import { jobLane, planOf, roleLane, scripted, writing } from '../../support/plans'
import { fakeEngine, twoStages, type FakeEngine } from './fake-engine'
import { fakeParts } from './fake-parts'
import { FakeHost, type FakeHostOptions } from './fake-host'
import { FakeTerminal } from './fake-terminal'

checkLeaks()

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-run-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const waiting = scripted(
  (context, signal) =>
    new Promise((_, reject) => {
      context.write('so far\n')
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
)
const plain = twoStages(
  { a: writing('first ', 'role\n'), b: writing('second role\n') },
  { c: writing('third role\n') }
)
const endless = twoStages({ a: writing('first role\n'), b: waiting }, { c: writing('never\n') })

interface Started {
  host: FakeHost
  engine: FakeEngine
  code: Promise<number>
  json: () => RoomJson
}

const start = (
  plan: () => SessionPlan,
  argv: string[] = [],
  options: FakeHostOptions = {}
): Started => {
  const host = new FakeHost(options)
  const engine = fakeEngine(host.clock, plan)
  const target = join(folder, 'out.json')
  const parts = fakeParts({ openEngine: () => Promise.resolve(engine) })
  const code = runTerminal(['SP500', '--json', target, ...argv], host, parts)
  return { host, engine, code, json: () => JSON.parse(readFileSync(target, 'utf8')) as RoomJson }
}

/** Moves time until the run has ended. */
const outcome = async ({ host, code }: Pick<Started, 'host' | 'code'>): Promise<number> => {
  let ended: number | null = null
  void code.then((value) => (ended = value))
  while (ended === null) await host.clock.run(5)
  return ended
}

const until = async (run: Started, text: string): Promise<void> => {
  while (!run.host.printed.includes(text)) await run.host.clock.run(5)
}

describe('a run of the terminal room', () => {
  it('shows every role in order, then the summary, and ends with 0', async () => {
    const run = start(plain)
    expect(await outcome(run)).toBe(0)
    const { printed } = run.host
    const places = ['War Room', '── one ──', 'first role', 'second role', '── two ──', 'third role']
    const found = [...places, 'Mission Summary', 'Done in'].map((text) => printed.indexOf(text))
    expect(found).toEqual([...found].sort((one, other) => one - other))
    expect(found[0]).toBeGreaterThanOrEqual(0)
    expect(run.host.complained).toBe('')
  })

  it('prints plain lines when piped', async () => {
    const run = start(plain)
    await outcome(run)
    expect(run.host.printed).not.toMatch(/\u001b|\r/)
    expect(run.host.printed.endsWith('\n')).toBe(true)
  })

  it('shows a progress line on a terminal, and leaves none behind', async () => {
    const run = start(endless, [], { terminal: true, columns: 60, environment: { TERM: 'xterm' } })
    const screen = (): string[] => {
      const terminal = new FakeTerminal(60)
      terminal.write(run.host.printed)
      return terminal.lines
    }
    await until(run, 'so far')
    expect(screen().at(-1)).toMatch(/^one · b · 1 of 3 roles · \d\.\d s$/)
    run.host.signal('SIGINT')
    await outcome(run)
    expect(screen().join('\n')).not.toContain('of 3 roles ·')
  })

  it('writes exactly the promised keys', async () => {
    const run = start(plain)
    await outcome(run)
    const json = run.json()
    expect(Object.keys(json)).toEqual(
      (
        'session subject asOf facts stages roles summary forecasts triggers plan flags lines ' +
        'events terminal'
      ).split(' ')
    )
    expect(Object.keys(json.stages[0] ?? {})).toEqual(['stage', 'status'])
    expect(Object.keys(json.roles[0] ?? {})).toEqual(
      'role label status stance p firstTokenMs totalMs text claims'.split(' ')
    )
    expect(json.terminal).toMatchObject({ type: 'session.completed' })
    expect(json.roles.map(({ text }) => text).join('')).toBe(
      'first role\nsecond role\nthird role\n'
    )
  })

  it('writes what the journal holds, reduced, and counts its durable events', async () => {
    const run = start(plain)
    await outcome(run)
    const events = await run.engine.journal.read(run.json().session, 0)
    const state = reduceEvents(run.json().session, events)
    const durable = events.filter(({ type }) => eventKinds[type] !== 'delta').length
    const forecasts = events.flatMap((event) =>
      event.type === 'forecast.filed' ? [event.data] : []
    )
    expect(run.json()).toEqual(JSON.parse(roomJsonText({ state, events: durable, forecasts })))
  })

  it('imports each piece of evidence and asks for what the command line says', async () => {
    const argv = ['--benchmark', 'b.csv', '--notes', 'n.md', '--notes', 'm.txt', '--roles', 'a']
    const run = start(plain, [...argv, '--as-of', '2008-09-12', '--prompt', 'why?'])
    await outcome(run)
    expect(run.engine.calls.map(({ route }) => route)).toEqual([
      ...Array.from({ length: 4 }, () => 'evidence.import'),
      'session.start'
    ])
    expect(run.engine.calls.at(-1)?.input).toEqual({
      subject: { name: 'S&P 500', sha256: 'prices:S&P 500' },
      benchmark: 'benchmark:b.csv',
      notes: ['notes:n.md', 'notes:m.txt'],
      fundamentals: null,
      asOf: '2008-09-12',
      mode: 'custom',
      roles: ['a'],
      prompt: 'why?',
      marketContext: '',
      language: 'en',
      mandate: null
    })
  })

  it('asks for the mandate of the command line', async () => {
    const run = start(plain, ['--mandate', 'holding', '--cost', '90', '--risk', '0.5 %'])
    await outcome(run)
    expect(run.engine.calls.at(-1)?.input).toMatchObject({
      mandate: { position: 'holding', equity: null, cost: 90, riskShare: 0.005, longOnly: false }
    })
  })

  it('passes pace, data folder and log on to the engine', async () => {
    const host = new FakeHost()
    const log = { write: () => undefined }
    const asked: unknown[] = []
    const argv = ['SP500', '--pace', '25', '--data', join(folder, 'kept'), '--log-level', 'debug']
    await runTerminal(argv, host, {
      ...fakeParts(),
      openLog: (level) => {
        asked.push(level)
        return log
      },
      openEngine: (options) => {
        asked.push(options)
        return Promise.reject(new Error('enough'))
      }
    })
    const dataFolder = join(folder, 'kept')
    const options = { paceCharactersPerSecond: 25, dataFolder, model: null, log }
    expect(asked).toEqual(['debug', { ...options, priceTemplate: '' }])
  })

  it('keeps nothing and logs nothing unless it is asked to', async () => {
    const asked: unknown[] = []
    await runTerminal(['SP500'], new FakeHost(), {
      ...fakeParts(),
      openLog: (level) => {
        asked.push(level)
        return silentLog
      },
      openEngine: ({ dataFolder }) => {
        asked.push(dataFolder)
        return Promise.reject(new Error('enough'))
      }
    })
    expect(asked).toEqual([null, null])
  })

  it('tells on stderr what opening the data folder found', async () => {
    const host = new FakeHost()
    const engine = fakeEngine(host.clock, plain)
    const error = {
      code: 'storage.moved-aside',
      message: 'moved',
      retryable: false,
      parameters: { file: 'journal.2026-11-21.sqlite', kept: 3 }
    } as const
    const notices = [{ id: 'a', level: 'warning', error }] as const
    const openEngine = () => Promise.resolve({ ...engine, notices })
    const code = runTerminal(['SP500'], host, fakeParts({ openEngine }))
    expect(await outcome({ host, code })).toBe(0)
    expect(host.complained).toMatch(/^war-room: .*journal\.2026-11-21\.sqlite\. .*: 3\.\n$/)
  })
})

describe('a run that is stopped', () => {
  it.each([
    ['SIGINT', 130, 'user'],
    ['SIGTERM', 143, 'shutdown'],
    ['SIGHUP', 129, 'window-closed']
  ] as const)('by %s ends with %i and has the terminal fact in --json', async (name, code, why) => {
    const run = start(endless)
    await until(run, 'first role')
    run.host.signal(name)
    expect(await outcome(run)).toBe(code)
    expect(run.json().terminal).toMatchObject({ type: 'session.cancelled', reason: why })
    expect(run.json().summary).toBeNull()
    expect(run.json().roles.map(({ status }) => status)).toEqual(['ok', 'cancelled', 'skipped'])
    expect(run.engine.closed).toBe(true)
    expect(run.host.listeners).toBe(0)
    expect(run.host.complained).toBe('')
  })

  it('before it began is cancelled all the same', async () => {
    const run = start(endless)
    run.host.signal('SIGINT')
    expect(await outcome(run)).toBe(130)
    expect(run.json().terminal).toMatchObject({ type: 'session.cancelled' })
  })

  it('takes two signals at once for one, as npm sends a Ctrl-C twice', async () => {
    const run = start(endless)
    await until(run, 'first role')
    run.host.signal('SIGINT')
    run.host.signal('SIGINT')
    await outcome(run)
    expect(run.host.exitedWith).toBeNull()
  })

  it('ends at once on a second Ctrl-C a moment later', async () => {
    const run = start(twoStages({ a: scripted(() => new Promise(() => undefined)) }, {}))
    await until(run, '── one ──')
    run.host.signal('SIGINT')
    await run.host.clock.run(600)
    run.host.signal('SIGINT')
    expect(run.host.exitedWith).toBe(130)
    await outcome(run)
  })

  it('by a reader that is gone cancels, says nothing, and still writes its file', async () => {
    const run = start(endless)
    await until(run, 'first role')
    run.host.closeOutput()
    expect(await outcome(run)).toBe(1)
    expect(run.json().terminal).toMatchObject({ reason: 'window-closed' })
    expect(run.host.complained).toBe('')
  })
})

describe('a run that goes wrong', () => {
  it('names a file that is not there, in one line, and ends with 2', async () => {
    const run = start(plain, ['--notes', 'missing.md'])
    expect(await outcome(run)).toBe(2)
    expect(run.host.complained).toMatch(/^war-room: missing\.md .*\n$/)
    expect(existsSync(join(folder, 'out.json'))).toBe(false)
    expect(run.engine.closed).toBe(true)
  })

  it('knows a word that is neither a case, a symbol nor a file', async () => {
    const host = new FakeHost()
    const engine = fakeEngine(host.clock, plain)
    const parts = fakeParts({ openEngine: () => Promise.resolve(engine) })
    expect(await runTerminal(['台積電'], host, parts)).toBe(2)
    expect(host.complained).toContain('台積電')
  })

  it('refuses a bad target before any evidence is read', async () => {
    const host = new FakeHost()
    const argv = ['SP500', '--report', join(folder, 'none', 'r.md')]
    expect(await runTerminal(argv, host, fakeParts())).toBe(2)
    expect(host.complained).toMatch(/^war-room: --report: there is no folder for .*\n$/)
  })

  it.each([
    ['evidence.nothing-before', 2],
    ['storage.full', 3],
    ['job.failed', 1]
  ] as const)(
    'a session that fails with %s ends with %i and has that in --json',
    async (code, exit) => {
      const failing = jobLane('facts', async () => {
        throw new AppError(code, 'the job says no', { parameters: { file: 'x.csv' } })
      })
      const run = start(() => planOf({ intake: [failing], one: [roleLane('a', writing('x'))] }))
      expect(await outcome(run)).toBe(exit)
      expect(run.json().terminal).toMatchObject({ type: 'session.failed', error: { code } })
      expect(run.host.complained.match(/\n/g)).toHaveLength(1)
    }
  )

  it('one role that fails leaves the run whole', async () => {
    const crash = scripted(() => {
      throw new Error('no')
    })
    const run = start(twoStages({ a: crash, b: writing('fine\n') }, { c: writing('fine too\n') }))
    expect(await outcome(run)).toBe(0)
    expect(run.json().roles.map(({ status }) => status)).toEqual(['error', 'ok', 'ok'])
    expect(run.host.printed).toContain('failed')
  })

  it.each(['storage.locked', 'storage.newer', 'storage.read-only', 'storage.io'] as const)(
    'a data folder that cannot be used (%s) is one line, and ends with 3',
    async (code) => {
      const host = new FakeHost()
      const openEngine = () => Promise.reject(new AppError(code, 'The data folder says no.'))
      const argv = ['SP500', '--data', folder]
      expect(await runTerminal(argv, host, fakeParts({ openEngine }))).toBe(3)
      expect(host.complained.match(/\n/g)).toHaveLength(1)
    }
  )

  it('a file where the data folder should be is refused before anything is read', async () => {
    const host = new FakeHost()
    writeFileSync(join(folder, 'file'), '')
    const argv = ['SP500', '--data', join(folder, 'file')]
    expect(await runTerminal(argv, host, fakeParts())).toBe(2)
    expect(host.complained).toMatch(/--data: .*file is not a folder/)
  })

  it('a result is never written into the data folder, where it could replace the journal', async () => {
    const host = new FakeHost()
    const argv = ['SP500', '--data', folder, '--json', join(folder, 'journal.sqlite')]
    expect(await runTerminal(argv, host, fakeParts())).toBe(2)
    expect(host.complained).toMatch(/--json: .*journal\.sqlite lies in the data folder/)
  })

  it('an error without a code is one line too, and ends with 1', async () => {
    const host = new FakeHost()
    const openEngine = () => Promise.reject(new Error('out of\nluck'))
    const code = await runTerminal(['SP500'], host, fakeParts({ openEngine }))
    expect(code).toBe(1)
    expect(host.complained).toBe('war-room: unexpected: out of luck\n')
  })
})
