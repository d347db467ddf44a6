import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../main/kernel/errors'
import type { RoomJson } from '../../../main/terminal/room-json'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { checkLeaks } from '../../support/leaks'
import { writing } from '../../support/plans'
import { fakeArchive, listingOf, type FakeArchive } from './fake-archive'
import { fakeEngine, twoStages } from './fake-engine'
import { FakeHost, type FakeHostOptions } from './fake-host'
import { fakeParts } from './fake-parts'

checkLeaks()

let folder = ''
let data = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-kept-'))
  data = join(folder, 'data')
  mkdirSync(data)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string): string => join(folder, name)

const terminal = async (
  argv: readonly string[],
  { openArchive }: Pick<FakeArchive, 'openArchive'>,
  options: FakeHostOptions = {}
) => {
  const host = new FakeHost(options)
  const code = await runTerminal([...argv, '--data', data], host, fakeParts({ openArchive }))
  return { code, printed: host.printed, complained: host.complained }
}

describe('list', () => {
  const sessions = [
    listingOf('second22abcd', { subject: '台積電 2330', stance: null, terminal: null, asOf: null }),
    listingOf('first11abcde', { events: 1_234 })
  ]

  it('prints an array of sessions as JSON, with the promised keys', async () => {
    const { code, printed } = await terminal(['list', '--json'], fakeArchive(sessions))
    expect(code).toBe(0)
    expect(JSON.parse(printed)).toEqual([
      {
        session: 'second22abcd',
        subject: '台積電 2330',
        asOf: null,
        startedAt: '2026-01-02T03:04:05.678Z',
        terminal: null,
        events: 31
      },
      {
        session: 'first11abcde',
        subject: 'S&P 500',
        asOf: '2008-09-12',
        startedAt: '2026-01-02T03:04:05.678Z',
        terminal: { type: 'session.completed', atMs: 1_234 },
        events: 1_234
      }
    ])
  })

  it('prints a table whose columns stand below each other', async () => {
    const { printed } = await terminal(['list'], fakeArchive(sessions))
    expect(printed).toBe(
      [
        'Session       Started (UTC)     End        Stance  As of       Events  Subject',
        'second22abcd  2026-01-02 03:04  running    –       –           31      台積電 2330',
        'first11abcde  2026-01-02 03:04  completed  hold    2008-09-12  1,234   S&P 500',
        ''
      ].join('\n')
    )
  })

  it('prints no line that is wider than the terminal', async () => {
    const long = [listingOf('a', { subject: 'x'.repeat(200) })]
    const { printed } = await terminal(['list'], fakeArchive(long), { terminal: true, columns: 70 })
    for (const line of printed.split('\n')) expect(line.length).toBeLessThanOrEqual(70)
  })

  it('says that there is none; as JSON that is an empty array', async () => {
    expect((await terminal(['list'], fakeArchive([]))).printed).toBe('No sessions.\n')
    expect((await terminal(['list', '--json'], fakeArchive([]))).printed).toBe('[]\n')
    const none = { openArchive: async () => null }
    const host = new FakeHost()
    const argv = ['list', '--json', '--data', data]
    expect(await runTerminal(argv, host, fakeParts(none))).toBe(0)
    expect(host.printed).toBe('[]\n')
  })

  it('asks for what the filters say, and takes a word in the subject only', async () => {
    const archive = fakeArchive(sessions)
    const argv = [
      'list',
      '--json',
      '--subject',
      '500 s&p',
      '--stance',
      'hold',
      '--end',
      'completed'
    ]
    const { printed } = await terminal([...argv, '--from', '2008-01-01'], archive)
    expect(archive.queries).toEqual([
      {
        text: '500 s&p',
        stance: 'hold',
        end: 'completed',
        asOf: { from: '2008-01-01', to: null }
      }
    ])
    expect((JSON.parse(printed) as { session: string }[]).map(({ session }) => session)).toEqual([
      'first11abcde'
    ])
  })

  it('lets no subject steer the screen, as table or as JSON', async () => {
    const subject = 'a\u001b[31mb\u009b2Jc\u202ed\ne'
    for (const argv of [['list'], ['list', '--json']]) {
      const { printed } = await terminal(argv, fakeArchive([listingOf('a', { subject })]))
      expect(printed).not.toMatch(/[\u001b\u009b\u202e]/)
      if (argv.length > 1) expect(JSON.parse(printed)).toMatchObject([{ subject }])
    }
  })

  it('speaks Chinese when asked', async () => {
    const { printed } = await terminal(['list', '--lang', 'zh-TW'], fakeArchive(sessions))
    expect(printed).toMatch(/^場次 .*標的\n/)
  })
})

describe('a data folder', () => {
  it('is opened as its writer, once, and closed again', async () => {
    const archive = fakeArchive([])
    await terminal(['list'], archive)
    expect(archive.opened.map(({ folder: opened, readOnly }) => [opened, readOnly])).toEqual([
      [data, false]
    ])
    expect(archive.open).toBe(0)
  })

  it.each(['storage.locked', 'storage.read-only', 'storage.full'] as const)(
    'that refuses a writer (%s) is read all the same',
    async (code) => {
      const refusesWriter = new AppError(code, 'no')
      const archive = fakeArchive([listingOf('a')], { refusesWriter })
      const { printed, complained, code: exit } = await terminal(['list', '--json'], archive)
      expect([exit, complained]).toEqual([0, ''])
      expect(JSON.parse(printed)).toHaveLength(1)
      expect(archive.opened.map(({ readOnly }) => readOnly)).toEqual([false, true])
      expect(archive.open).toBe(0)
    }
  )

  it('of a newer program is refused with 3 and one line', async () => {
    const parameters = { file: 'journal.sqlite', version: 9, supported: 1 }
    const refusesWriter = new AppError('storage.newer', 'newer', { parameters })
    const { code, complained } = await terminal(['list'], fakeArchive([], { refusesWriter }))
    expect(code).toBe(3)
    expect(complained).toMatch(/^war-room: journal\.sqlite .*9.*\n$/)
  })

  it('that is a file, or is not there, is never made and ends with 2', async () => {
    const archive = fakeArchive([])
    const file = inFolder('file')
    writeFileSync(file, '')
    for (const given of [file, inFolder('none')]) {
      const host = new FakeHost()
      const parts = fakeParts(archive)
      expect(await runTerminal(['list', '--data', given], host, parts)).toBe(2)
      expect(host.complained).toContain(given)
    }
    expect(existsSync(inFolder('none'))).toBe(false)
    expect(archive.opened).toEqual([])
  })

  it('that was repaired says so on stderr, and the list stays clean', async () => {
    const error = {
      code: 'storage.moved-aside',
      message: 'moved aside',
      retryable: false,
      parameters: { file: 'journal.sqlite', kept: 'journal.bad' }
    } as const
    const archive = fakeArchive([], { notices: [{ id: 'a', level: 'warning', error }] })
    const { printed, complained } = await terminal(['list', '--json'], archive)
    expect(printed).toBe('[]\n')
    expect(complained).toMatch(/^war-room: .*journal\.bad.*\n$/)
  })
})

describe('show', () => {
  /** Runs a session and gives what it wrote, printed and left in the journal. */
  const runOnce = async () => {
    const host = new FakeHost()
    const plan = twoStages({ a: writing('**one** ', 'role\n'), b: writing('two\n') }, {})
    const engine = fakeEngine(host.clock, plan)
    const argv = ['SP500', '--json', inFolder('run.json'), '--report', inFolder('run.md')]
    const openEngine = () => Promise.resolve(engine)
    let code: number | null = null
    void runTerminal(argv, host, fakeParts({ openEngine })).then((ended) => (code = ended))
    while (code === null) await host.clock.run(5)
    const json = readFileSync(inFolder('run.json'), 'utf8')
    const { session } = JSON.parse(json) as RoomJson
    // No id has a u, so the other one differs in its fifth letter.
    const archive = fakeArchive(
      [listingOf(`${session.slice(0, 4)}uuuu`), listingOf(session), listingOf('unlike')],
      { journal: engine.journal }
    )
    return { session, json, printed: host.printed, archive }
  }

  it('writes the very bytes that the run wrote, as JSON and as a report', async () => {
    const { session, json, archive } = await runOnce()
    const argv = ['show', session, '--json', inFolder('a.json'), '--report', inFolder('a.md')]
    const { code, printed } = await terminal(argv, archive)
    expect(code).toBe(0)
    expect(readFileSync(inFolder('a.json'), 'utf8')).toBe(json)
    expect(readFileSync(inFolder('a.md'), 'utf8')).toBe(readFileSync(inFolder('run.md'), 'utf8'))
    expect(printed).toBe(`Written: ${inFolder('a.json')}\nWritten: ${inFolder('a.md')}\n`)
    expect(archive.open).toBe(0)
  })

  it('prints what the run printed', async () => {
    const { session, printed, archive } = await runOnce()
    const shown = await terminal(['show', session], archive)
    expect(shown.printed).toBe(printed.replace(/^Written: .*\n/gm, ''))
    expect(shown.printed).toContain('Done in')
  })

  it('finds a session by as much of its id as tells it from the others, in any case', async () => {
    const { session, archive } = await runOnce()
    for (const start of [session.slice(0, 5), session.slice(0, 5).toUpperCase()]) {
      expect((await terminal(['show', start], archive)).code).toBe(0)
    }
    const { code, complained } = await terminal(['show', session.slice(0, 3)], archive)
    expect(code).toBe(2)
    expect(complained).toMatch(/^war-room: 2 sessions begin with .*\n$/)
  })

  it.each(['nobody', 'S&P', '500', '../x', '%'])(
    'of an unknown session (%s) ends with 2, one line, and no file',
    async (unknown) => {
      const argv = ['show', unknown, '--json', inFolder('a.json')]
      const { code, complained } = await terminal(argv, fakeArchive([listingOf('known')]))
      expect(code).toBe(2)
      expect(complained).toMatch(/^war-room: No session .* is kept there\.\n$/)
      expect(existsSync(inFolder('a.json'))).toBe(false)
    }
  )

  it('says that nothing is known of any session where nothing was ever kept', async () => {
    const host = new FakeHost()
    const parts = fakeParts({ openArchive: async () => null })
    expect(await runTerminal(['show', 'abc', '--data', data], host, parts)).toBe(2)
    expect(host.complained).toContain('No session abc')
  })

  it('never writes into the data folder', async () => {
    const archive = fakeArchive([listingOf('known')])
    const argv = ['show', 'known', '--json', join(data, 'journal.sqlite')]
    const { code, complained } = await terminal(argv, archive)
    expect(code).toBe(2)
    expect(complained).toContain('--json')
    expect(archive.opened).toEqual([])
  })

  it('of a session that still runs says so', async () => {
    const { session, archive, printed } = await runOnce()
    const archiveOpen = await archive.openArchive({
      folder: data,
      readOnly: true,
      log: { write: () => undefined }
    })
    const events = (await archiveOpen.journal.read(session, 0)).slice(0, -1)
    const running = fakeArchive([listingOf(session, { terminal: null })], {
      journal: { read: async () => events }
    })
    const shown = await terminal(['show', session], running)
    expect(shown.code).toBe(0)
    expect(shown.printed).toMatch(/Still running: 2 of 2 roles\.\n$/)
    expect(printed).not.toContain('Still running')
  })
})
