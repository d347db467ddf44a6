import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ListedSession } from '../../../main/terminal/list-json'
import type { RoomJson } from '../../../main/terminal/room-json'
import { sharedPaths } from '../../support/shared-paths'
import { walkCsv } from '../../support/walk-csv'
import { killRunning, runHeadless, startHeadless, type Ended } from './headless-child'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-headless-kept-'))
})
afterEach(() => {
  killRunning()
  rmSync(folder, { recursive: true, force: true })
})

const room = (...args: string[]): Promise<Ended> => runHeadless(args, { folder })
const readText = (name: string): string => readFileSync(join(folder, name), 'utf8')
const kept = async (): Promise<ListedSession[]> =>
  JSON.parse((await room('list', '--data', 'kept', '--json')).stdout) as ListedSession[]

/** Slow enough to be stopped in the middle of a role's text. */
const startSlow = () =>
  startHeadless(['SP500', '--pace', '150', '--data', 'kept', '--json', 'a.json'], { folder })

describe('a session that was kept', () => {
  it('is listed, and shown in the very bytes of its run', async () => {
    const files = ['--json', 'a.json', '--report', 'a.md']
    const ran = await room('SP500', '--as-of', '2008-09-12', '--data', 'kept', ...files)
    expect([ran.code, ran.stderr]).toEqual([0, ''])
    // What a person saves has the mode that all they save has.
    for (const name of ['a.json', 'a.md']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o666 & ~process.umask())
    }
    const { session, events, terminal } = JSON.parse(readText('a.json')) as RoomJson
    const [listed, ...others] = await kept()
    expect(others).toEqual([])
    expect(listed).toMatchObject({ session, events, terminal, subject: 'S&P 500' })
    expect(listed?.asOf).toBe('2008-09-12')
    expect(new Date(listed?.startedAt ?? '').toISOString()).toBe(listed?.startedAt)

    const again = ['--json', 'b.json', '--report', 'b.md']
    const written = await room('show', session.slice(0, 6), '--data', 'kept', ...again)
    expect([written.code, written.stderr]).toEqual([0, ''])
    expect(readText('b.json')).toBe(readText('a.json'))
    expect(readText('b.md')).toBe(readText('a.md'))
    const shown = await room('show', session, '--data', 'kept')
    expect(shown.stdout).toBe(ran.stdout.replace(/^Written: .*\n/gm, ''))
  })

  it('reveals in the very words of its run what came, and hides it from who does not ask', async () => {
    const files = ['--json', 'a.json', '--report', 'a.md']
    const asked = ['--as-of', '2008-09-12', '--data', 'kept', '--reveal']
    const ran = await room('SP500', ...asked, ...files)
    expect([ran.code, ran.stderr]).toEqual([0, ''])
    const { session, outcome } = JSON.parse(readText('a.json')) as RoomJson
    expect(outcome?.return).toBeCloseTo(899.22 / 1251.7 - 1, 6)
    const again = ['--json', 'b.json', '--report', 'b.md']
    await room('show', session, '--data', 'kept', '--reveal', ...again)
    expect(readText('b.json')).toBe(readText('a.json'))
    expect(readText('b.md')).toBe(readText('a.md'))
    const bare = await room('show', session, '--data', 'kept', '--json', 'c.json')
    expect(bare.code).toBe(0)
    expect(readText('c.json')).not.toMatch(/"outcome"|899\.2/)
  })

  it('of Chinese is shown in Chinese without being asked to', async () => {
    const ran = await room('SP500', '--lang', 'zh-TW', '--data', 'kept')
    const [{ session } = { session: '' }] = await kept()
    const shown = await room('show', session, '--data', 'kept')
    expect(shown.stdout).toBe(ran.stdout)
  })

  it('is found by filters that fit, and not by one that does not', async () => {
    await room('SP500', '--as-of', '2008-09-12', '--data', 'kept')
    const found = async (...filters: string[]): Promise<number> => {
      const { stdout } = await room('list', '--data', 'kept', '--json', ...filters)
      return (JSON.parse(stdout) as unknown[]).length
    }
    const fit = ['--subject', '500 s&p', '--end', 'completed', '--to', '2008-09-12']
    expect([await found(...fit), await found('--from', '2008-09-13')]).toEqual([1, 0])
  })

  it('lies with its evidence in the data folder, its owner’s alone, and without --data nowhere', async () => {
    await room('SP500', '--roles', 'scout')
    expect(readdirSync(folder)).toEqual([])
    mkdirSync(join(folder, 'kept', 'logs'), { recursive: true })
    writeFileSync(join(folder, 'kept', 'logs', 'war-room.log'), '')
    for (const name of ['kept', 'kept/logs', 'kept/logs/war-room.log']) {
      chmodSync(join(folder, name), 0o755)
    }
    await room('SP500', '--roles', 'scout', '--data', 'kept')
    expect(sharedPaths(join(folder, 'kept'))).toEqual([])
    const [prefix = ''] = readdirSync(join(folder, 'kept', 'evidence'))
    const [name = ''] = readdirSync(join(folder, 'kept', 'evidence', prefix))
    expect(name).toMatch(new RegExp(`^${prefix}[0-9a-f]{62}$`))
  })
})

describe('what the forecasts came to', () => {
  it('is shown by subject and role, and forgotten when asked', async () => {
    const nothing = await room('SP500', '--as-of', '2008-09-12', '--data', 'kept')
    expect(nothing.code).toBe(0)
    // The later run has the bars that score what the first one filed.
    await room('SP500', '--as-of', '2008-10-31', '--data', 'kept')
    const shown = await room('record', '--data', 'kept')
    expect([shown.code, shown.stderr]).toEqual([0, ''])
    expect(shown.stdout).toMatch(/^S&P 500\nRole /)
    expect(shown.stdout).toMatch(/^Room +1 +0\.\d{3} +\d+.% of 1 +1 +0 +desk/mu)
    expect(shown.stdout).toContain('no record says anything about skill')
    const records = async (): Promise<unknown[]> =>
      JSON.parse((await room('record', '--data', 'kept', '--json')).stdout) as unknown[]
    expect((await records()).length).toBeGreaterThanOrEqual(3)
    const cleared = await room('record', '--data', 'kept', '--clear', 'S&P 500')
    expect(cleared.stdout).toMatch(/^Forgotten: \d+ forecasts on S&P 500\.\n$/)
    expect(await records()).toEqual([])
    expect(await kept()).toHaveLength(2)
  })
})

describe('a session that runs', () => {
  it('is listed beside its writer, whose folder nobody else writes to', async () => {
    const running = startSlow()
    await running.printed('Scout')
    expect(await kept()).toMatchObject([{ subject: 'S&P 500', terminal: null }])
    const [{ session } = { session: '' }] = await kept()
    expect((await room('show', session, '--data', 'kept')).stdout).toContain('Still running')
    const second = await room('SP500', '--data', 'kept')
    expect(second.code).toBe(3)
    expect(second.stderr).toMatch(/^war-room: .*kept.*\n$/)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
    expect(await kept()).toMatchObject([{ terminal: { type: 'session.cancelled' } }])
    const { session: same } = JSON.parse(readText('a.json')) as RoomJson
    await room('show', same, '--data', 'kept', '--json', 'b.json')
    expect(readText('b.json')).toBe(readText('a.json'))
  })

  it('and is killed has its end, and all that was kept, when it is looked at', async () => {
    const running = startSlow()
    await running.printed('Scout')
    running.child.kill('SIGKILL')
    await running.ended
    const [found] = await kept()
    expect(found?.terminal).toMatchObject({
      type: 'session.failed',
      error: { code: 'engine.interrupted' }
    })
    const shown = await room('show', found?.session ?? '', '--data', 'kept')
    expect([shown.code, shown.stderr]).toEqual([0, ''])
    expect(shown.stdout).toContain('Scout')
  })
})

describe('kept sessions that cannot be had', () => {
  it('in a folder that is not there end with 2, and it is not made', async () => {
    const { code, stderr } = await room('list', '--data', 'none')
    expect([code, existsSync(join(folder, 'none'))]).toEqual([2, false])
    expect(stderr).toMatch(/^war-room: .*none.*\n$/)
  })

  it('in an empty folder are none, and it stays empty', async () => {
    mkdirSync(join(folder, 'kept'))
    expect(await kept()).toEqual([])
    expect((await room('show', 'abc', '--data', 'kept')).code).toBe(2)
    expect(readdirSync(join(folder, 'kept'))).toEqual([])
  })

  it('of an unknown id end with 2 and one line', async () => {
    await room('SP500', '--roles', 'scout', '--data', 'kept')
    const { code, stderr } = await room('show', 'nobody', '--data', 'kept', '--json', 'b.json')
    expect([code, existsSync(join(folder, 'b.json'))]).toEqual([2, false])
    expect(stderr).toMatch(/^war-room: .*nobody.*\n$/)
  })

  it('for want of a folder that can be made end a run with 3 and one line', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, stderr, stdout } = await room('SP500', '--data', join('file', 'kept'))
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(/^war-room: .*\n$/)
  })
})

describe('the terminal room', () => {
  it('says what it does as JSON lines on stderr, from the level that is asked for', async () => {
    const quiet = await room('SP500', '--data', 'kept', '--log-level', 'error')
    expect([quiet.code, quiet.stderr]).toEqual([0, ''])
    const { code, stderr } = await room('SP500', '--data', 'kept', '--log-level', 'debug')
    expect(code).toBe(0)
    const lines = stderr.trimEnd().split('\n')
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(entries.length).toBeGreaterThan(1)
    for (const { time, level, event } of entries) {
      expect([typeof time, typeof level, typeof event]).toEqual(['string', 'string', 'string'])
    }
  })

  it('runs a price file that is called list', async () => {
    writeFileSync(join(folder, 'list'), walkCsv(260, 7))
    const { code, stdout } = await room('./list', '--roles', 'scout')
    expect(code).toBe(0)
    expect(stdout).toContain('War Room · list')
  })
})
