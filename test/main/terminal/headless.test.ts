import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../main/kernel/random'
import type { RoomJson } from '../../../main/terminal/room-json'
import { walkCsv } from '../../support/walk-csv'
import { killRunning, runHeadless, startHeadless } from './headless-child'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-headless-'))
})
afterEach(() => {
  killRunning()
  rmSync(folder, { recursive: true, force: true })
})

const inFolder = (name: string): string => join(folder, name)
const readText = (name: string): string => readFileSync(inFolder(name), 'utf8')
const readJson = (name: string): RoomJson => JSON.parse(readText(name)) as RoomJson

/** A result without what may differ between two runs: the session's id and the times. */
const timeless = (text: string): string => {
  const result = JSON.parse(text) as RoomJson
  const roles = result.roles.map((role) => ({ ...role, firstTokenMs: null, totalMs: null }))
  const terminal = result.terminal === null ? null : { ...result.terminal, atMs: 0 }
  return JSON.stringify({ ...result, session: '', roles, terminal })
}

/** Slow enough to be stopped in the middle of a role's text. */
const slow = ['--pace', '150']

describe('the terminal room as a process', () => {
  it('runs the bundled case to its summary, plain when piped, and ends with 0', async () => {
    const environment = { FORCE_COLOR: '1', TERM: 'xterm-256color' }
    const { code, stdout, stderr } = await runHeadless(['SP500'], { folder, environment })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).not.toMatch(/\u001b|\r/)
    expect(stdout).toContain('Mission Summary')
  })

  it('gives the same JSON and report in every time zone and locale', async () => {
    const machines: Record<string, string>[] = [
      { TZ: 'UTC', LANG: 'en_US.UTF-8' },
      { TZ: 'UTC', LANG: 'en_US.UTF-8' },
      { TZ: 'Asia/Taipei', LANG: 'zh_TW.UTF-8', LC_ALL: 'zh_TW.UTF-8' },
      { TZ: 'America/New_York', LANG: 'C', LC_ALL: 'C' }
    ]
    const results: { json: string; report: string; stdout: string }[] = []
    for (const [index, environment] of machines.entries()) {
      const [json, report] = [`${index}.json`, `${index}.md`]
      const args = ['SP500', '--as-of', '2008-09-12', '--json', json, '--report', report]
      const { code, stdout } = await runHeadless(args, { folder, environment })
      expect(code).toBe(0)
      const { session } = readJson(json)
      results.push({
        json: timeless(readText(json)),
        report: readText(report).replace(session, ''),
        stdout: stdout.replace(/[\d,.]+ (ms|s)\b/g, '').replaceAll(/\d\.(json|md)/g, '')
      })
    }
    for (const result of results) expect(result).toEqual(results[0])
  })

  it('has in its JSON what every part of the room said', async () => {
    await runHeadless(['SP500', '--json', 'a.json'], { folder })
    const { roles, stages, facts, summary, terminal, events, subject } = readJson('a.json')
    expect(roles).toHaveLength(9)
    expect(stages.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'completed'))
    expect(facts.length).toBeGreaterThan(40)
    expect(summary?.sections).toHaveLength(4)
    expect(terminal).toMatchObject({ type: 'session.completed' })
    expect(events).toBeGreaterThan(roles.length * 2)
    expect(subject).toBe('S&P 500')
  })

  it('plans for the mandate that it is given, and writes it as given with its plan', async () => {
    const mandate = [
      '--mandate',
      'flat',
      '--equity',
      '1,000,000',
      '--risk',
      '1.25%',
      '--lots',
      '10'
    ]
    const asOf = ['--as-of', '2008-09-12']
    const { stdout, code } = await runHeadless(
      ['SP500', ...asOf, ...mandate, '--long-only', '--json', 'a.json'],
      { folder }
    )
    expect(code).toBe(0)
    const result = readJson('a.json')
    expect(result.mandate).toEqual({
      position: 'flat',
      equity: 1_000_000,
      cost: null,
      riskShare: 0.0125,
      longOnly: true,
      lot: 10
    })
    // 12,500 / (10 · (1,300.680054 − 1,194.194397)) = 11.7.
    expect(result.plan['entry.lots']?.value).toBe(11)
    expect(result.plan['money.risk']?.value).toBe(12_500)
    expect(stdout).toMatch(/at most 11 lots .*110 units/)
    expect(stdout).toMatch(/Flat\./)
    expect(stdout).not.toMatch(/Holding\./)
  })

  it('speaks Chinese when asked', async () => {
    const { stdout, code } = await runHeadless(['SP500', '--lang', 'zh-TW'], { folder })
    expect(code).toBe(0)
    for (const word of ['斥候', '風控長', '戰情總結', '市場概況']) expect(stdout).toContain(word)
  })

  it('runs chosen roles only', async () => {
    const args = ['SP500', '--roles', 'quant,scout', '--json', 'a.json']
    expect((await runHeadless(args, { folder })).code).toBe(0)
    expect(readJson('a.json').roles.map(({ role }) => role)).toEqual(['scout', 'quant'])
  })
})

describe('the terminal room stopped from outside', () => {
  it.each([
    ['SIGINT', 130, 'user'],
    ['SIGTERM', 143, 'shutdown']
  ] as const)('ends on %s with %i, and its files say so', async (signal, code, reason) => {
    const args = ['SP500', ...slow, '--json', 'a.json', '--report', 'a.md']
    const room = startHeadless(args, { folder })
    await room.printed('Scout')
    room.child.kill(signal)
    const ended = await room.ended
    expect([ended.code, ended.signal, ended.stderr]).toEqual([code, null, ''])
    expect(readJson('a.json').terminal).toMatchObject({ type: 'session.cancelled', reason })
    expect(readJson('a.json').summary).toBeNull()
    expect(readText('a.md')).toContain('There is no summary')
  })

  it('ends quietly when its reader is gone, and the session is cancelled', async () => {
    const room = startHeadless(['SP500', ...slow, '--json', 'a.json'], { folder })
    await room.printed('Scout')
    room.child.stdout?.destroy()
    const { code, stderr } = await room.ended
    expect([code, stderr]).toEqual([1, ''])
    expect(readJson('a.json').terminal).toMatchObject({ reason: 'window-closed' })
  })

  it('leaves the earlier file or a whole new one when it is killed at any point', async () => {
    const earlier = '{"earlier":true}\n'
    const random = seededRandom(42)
    writeFileSync(inFolder('short.csv'), walkCsv(260, 7))
    const args = ['short.csv', '--json', 'a.json']
    const started = performance.now()
    await runHeadless(args, { folder })
    const wholeRunMs = performance.now() - started
    for (let run = 0; run < 8; run += 1) {
      writeFileSync(inFolder('a.json'), earlier)
      const room = startHeadless(args, { folder })
      const timer = setTimeout(
        () => room.child.kill('SIGKILL'),
        wholeRunMs * (0.6 + random() * 0.5)
      )
      await room.ended
      clearTimeout(timer)
      const text = readText('a.json')
      if (text !== earlier) expect(readJson('a.json').terminal).not.toBeNull()
    }
  })
})

describe('the terminal room given something wrong', () => {
  const rows = ['date,close', ...Array.from({ length: 9 }, (_, day) => `2020-01-0${day + 1},10`)]

  it.each([
    ['a file that is not there', ['none.csv'], /none\.csv/],
    ['a price that is no number', ['bad.csv'], /bad\.csv.*row 3.*close/i],
    ['a day before the first bar', ['SP500', '--as-of', '1999-12-31'], /2000-01-03/],
    ['a role that nobody knows', ['SP500', '--roles', 'scout,wizard'], /wizard/],
    ['notes that are not there', ['SP500', '--notes', 'none.md'], /none\.md/],
    ['a wrong option', ['SP500', '--jsn', 'a'], /--jsn/]
  ])('%s: one line on stderr, no stack, 2', async (_, args, line) => {
    writeFileSync(inFolder('bad.csv'), rows.join('\n').replace('02,10', '02,ten'))
    const { code, stderr } = await runHeadless(args, { folder })
    expect(stderr).toMatch(line)
    expect(stderr.match(/\n/g)).toHaveLength(1)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(code).toBe(2)
  })

  it('refuses a target that cannot be written before it reads anything', async () => {
    const args = ['none.csv', '--json', join('no-such-folder', 'a.json')]
    const { code, stderr, stdout } = await runHeadless(args, { folder })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('--json')
  })

  it('never overwrites what it reads', async () => {
    writeFileSync(inFolder('prices.csv'), rows.join('\n'))
    const { code } = await runHeadless(['prices.csv', '--report', './prices.csv'], { folder })
    expect(code).toBe(2)
    expect(readText('prices.csv')).toBe(rows.join('\n'))
    expect(readdirSync(folder)).toEqual(['prices.csv'])
  })

  it('writes no file when there was no session', async () => {
    await runHeadless(['none.csv', '--json', 'a.json'], { folder })
    expect(existsSync(inFolder('a.json'))).toBe(false)
  })
})
