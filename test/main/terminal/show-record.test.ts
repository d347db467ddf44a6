import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forecastRecords } from '../../../main/evidence/record/forecast-records'
import type { KeptForecast } from '../../../main/evidence/record/kept-forecast'
import { AppError } from '../../../main/kernel/errors'
import type { RoomArchive } from '../../../main/terminal/room-archive'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { parseTerminalCommand } from '../../../main/terminal/terminal-command'
import type { TerminalParts } from '../../../main/terminal/terminal-context'
import type { ForecastRecord } from '../../../preload/contract/forecasts'
import { keptForecast, scoredForecast } from '../../support/forecasts'
import { fakeArchive } from './fake-archive'
import { FakeHost, type FakeHostOptions } from './fake-host'
import { fakeParts } from './fake-parts'

let data = ''
beforeEach(() => {
  data = join(mkdtempSync(join(tmpdir(), 'war-room-record-')), 'data')
  mkdirSync(data)
})
afterEach(() => rmSync(join(data, '..'), { recursive: true, force: true }))

/** A ledger in memory, that counts what it was made to forget. */
const ledgerOf = (forecasts: readonly KeptForecast[]) => {
  let kept = [...forecasts]
  const ledger: RoomArchive['ledger'] = {
    find: async () => kept,
    records: async (options) => forecastRecords(kept, options),
    clear: async (subject) => {
      const before = kept.length
      kept = kept.filter((forecast) => forecast.subject !== subject)
      return before - kept.length
    }
  }
  return ledger
}

const terminal = async (
  argv: readonly string[],
  { openArchive }: Pick<TerminalParts, 'openArchive'>,
  options: FakeHostOptions = {}
) => {
  const host = new FakeHost(options)
  const line = ['record', ...argv, '--data', data]
  const code = await runTerminal(line, host, fakeParts({ openArchive }))
  return { code, printed: host.printed, complained: host.complained }
}

const range = { low: -0.1, high: 0.1 }

/** Two rooms that were scored, 0.36 and 0.16, one that waits, and another subject. */
const forecasts = [
  scoredForecast({ asOf: '2008-01-02', p: 0.4, range }, { hit: true, return: 0.05 }),
  scoredForecast({ asOf: '2008-03-03', p: 0.4, range }, { hit: false, return: -0.3 }),
  keptForecast({ asOf: '2008-09-12' }),
  keptForecast({ role: 'quant', restatedAt: 1_700_000_000_001 }),
  keptForecast({ subject: '台積電 2330', session: 'b' })
]

describe('record', () => {
  it('prints a table a subject, with standard errors, and claims no skill under 30', async () => {
    const { code, printed, complained } = await terminal(
      [],
      fakeArchive([], { ledger: ledgerOf(forecasts) })
    )
    expect([code, complained]).toEqual([0, ''])
    // Scores 0.36 and 0.16: mean 0.26, deviation 0.1414, over √2 0.100. One of two in range: ± 35 %.
    expect(printed.replaceAll('\u00a0', ' ')).toBe(
      [
        'S&P 500',
        'Role        n  Brier          80 % range held  Open  Restated  Method',
        'Room        2  0.260 ± 0.100  50 % ± 35 %      1     0         desk/1',
        'Quant Lead  0  –              –                0     1         desk/1',
        '',
        '台積電 2330',
        'Role  n  Brier  80 % range held  Open  Restated  Method',
        'Room  0  –      –                1     0         desk/1',
        '',
        'n counts forecasts at least 20 sessions apart; a coin scores a Brier of 0.250; ± is one standard error.',
        'Under 30 of them no record says anything about skill.',
        ''
      ].join('\n')
    )
  })

  it('gives no error of a share that every outcome agrees on', async () => {
    const alike = ['2008-01-02', '2008-03-03'].map((asOf) =>
      scoredForecast({ asOf, range }, { return: 0.02 })
    )
    const { printed } = await terminal([], fakeArchive([], { ledger: ledgerOf(alike) }))
    expect(printed.replaceAll('\u00a0', ' ')).toMatch(/^Room {2}2 .* 100 % of 2 {2}/m)
  })

  it('says nothing of few forecasts when every record has 30', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      scoredForecast({ asOf: `${1990 + index}-01-02` })
    )
    const { printed } = await terminal([], fakeArchive([], { ledger: ledgerOf(many) }))
    expect(printed).toMatch(/Room {2}30 /)
    expect(printed).not.toContain('Under 30')
  })

  it('prints the records as JSON, each with its subject', async () => {
    const archive = fakeArchive([], { ledger: ledgerOf(forecasts) })
    const { printed } = await terminal(['--json'], archive)
    const records = JSON.parse(printed) as ForecastRecord[]
    expect(records.map(({ subject, role, count }) => [subject, role, count])).toEqual([
      ['S&P 500', 'room', 2],
      ['S&P 500', 'quant', 0],
      ['台積電 2330', 'room', 0]
    ])
    expect(records).toEqual(
      ['S&P 500', '台積電 2330'].flatMap((subject) =>
        forecastRecords(forecasts, { subject, until: null })
      )
    )
    expect(archive.open).toBe(0)
  })

  it('takes the subjects that have every word, in any case', async () => {
    const archive = fakeArchive([], { ledger: ledgerOf(forecasts) })
    expect((await terminal(['--subject', '500 s&p'], archive)).printed).not.toContain('2330')
    expect((await terminal(['--subject', 'nothing'], archive)).printed).toBe(
      'No forecasts on record.\n'
    )
    expect((await terminal(['--subject', 'nothing', '--json'], archive)).printed).toBe('[]\n')
  })

  it('of a folder that never kept anything is empty', async () => {
    const none = { openArchive: async () => null }
    expect((await terminal([], none)).printed).toBe('No forecasts on record.\n')
    expect((await terminal(['--clear', 'x'], none)).printed).toBe('Forgotten: 0 forecasts on x.\n')
  })

  it('reads beside a writer, and prints no line that is wider than the terminal', async () => {
    const refusesWriter = new AppError('storage.locked', 'no')
    const archive = fakeArchive([], { ledger: ledgerOf(forecasts), refusesWriter })
    const { code, printed } = await terminal([], archive, { terminal: true, columns: 60 })
    expect(code).toBe(0)
    for (const line of printed.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  })

  it('lets no subject steer the screen', async () => {
    const subject = 'a\u001b[31mb\u202ec\nd'
    const archive = fakeArchive([], { ledger: ledgerOf([keptForecast({ subject })]) })
    for (const argv of [[], ['--json'], ['--clear', subject], ['--clear', subject, '--json']]) {
      expect((await terminal(argv, archive)).printed).not.toMatch(/[\u001b\u202e]/)
    }
  })

  it.each(['zh-TW', 'zh-CN'])('speaks %s when asked', async (language) => {
    const archive = fakeArchive([], { ledger: ledgerOf(forecasts) })
    const { printed } = await terminal(['--lang', language], archive)
    expect(printed).toMatch(/^S&P 500\n角色/)
    expect(printed).not.toContain('{{')
  })
})

describe('record --clear', () => {
  it("forgets one subject's forecasts by its whole name, and says how many there were", async () => {
    const archive = fakeArchive([], { ledger: ledgerOf(forecasts) })
    expect((await terminal(['--clear', 'S&P'], archive)).printed).toBe(
      'Forgotten: 0 forecasts on S&P.\n'
    )
    expect((await terminal(['--clear', 'S&P 500'], archive)).printed).toBe(
      'Forgotten: 4 forecasts on S&P 500.\n'
    )
    const { printed } = await terminal(['--clear', '台積電 2330', '--json'], archive)
    expect(JSON.parse(printed)).toEqual({ subject: '台積電 2330', forgotten: 1 })
    expect((await terminal([], archive)).printed).toBe('No forecasts on record.\n')
    expect(archive.opened.every(({ readOnly }) => !readOnly)).toBe(true)
    expect(archive.open).toBe(0)
  })

  it('is refused with 3 and one line while somebody else writes there', async () => {
    const refusesWriter = new AppError('storage.locked', 'no', { parameters: { folder: data } })
    const archive = fakeArchive([], { ledger: ledgerOf(forecasts), refusesWriter })
    const { code, printed, complained } = await terminal(['--clear', 'S&P 500'], archive)
    expect([code, printed]).toEqual([3, ''])
    expect(complained).toMatch(/^war-room: .*\n$/)
    expect((await terminal(['--json'], archive)).printed).toContain('S&P 500')
  })
})

describe('a wrong record command', () => {
  it.each([
    ['a subject that stands alone', ['SP500'], /record takes options only, not SP500/],
    ['a subject and one to forget', ['--subject', 'a', '--clear', 'b'], /without --subject/],
    ['an option of list', ['--stance', 'buy'], /no option --stance/],
    ['nothing to forget', ['--clear', ''], /--clear needs a value/]
  ])('with %s ends with 2 and one line', async (_, argv, line) => {
    const archive = fakeArchive([])
    const { code, complained } = await terminal(argv, archive)
    expect(code).toBe(2)
    expect(complained).toMatch(line)
    expect(archive.opened).toEqual([])
  })

  it('needs its folder, which is never made', async () => {
    const host = new FakeHost()
    expect(await runTerminal(['record'], host, fakeParts())).toBe(2)
    expect(host.complained).toMatch(/record needs --data DIR/)
    for (const argv of [[], ['--clear', 'a']]) {
      const other = new FakeHost()
      const parts = fakeParts(fakeArchive([]))
      const line = ['record', ...argv, '--data', '/no/such/folder']
      expect(await runTerminal(line, other, parts)).toBe(2)
      expect(other.complained).toContain('/no/such/folder')
    }
  })

  it('is a run of a file for ./record, and help for --help', () => {
    expect(parseTerminalCommand(['./record']).name).toBe('run')
    expect(parseTerminalCommand(['record', '--help']).name).toBe('help')
  })
})
