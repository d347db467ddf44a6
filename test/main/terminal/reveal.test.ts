import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../../preload/contract/outcome'
import { emptySessionState } from '../../../preload/contract/session-initial'
import { outcomeBlocks } from '../../../main/terminal/reveal-text'
import type { RoomJson } from '../../../main/terminal/room-json'
import { parseRoomArguments } from '../../../main/terminal/room-arguments'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { createWords } from '../../../main/terminal/words'
import { openOutcome, outcomeFixture } from '../../renderer/support/outcome-fixture'
import { checkLeaks } from '../../support/leaks'
import { startDesk } from '../../support/outcome-session'
import { scripted, writing } from '../../support/plans'
import { goodCsv } from '../commands/route-fixture'
import { MemoryArchive } from '../engine/memory-archive'
import { fakeArchive, listingOf } from './fake-archive'
import { fakeEngine, twoStages } from './fake-engine'
import { FakeHost } from './fake-host'
import { fakeParts } from './fake-parts'

checkLeaks()

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'war-room-reveal-'))
  mkdirSync(join(folder, 'data'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string): string => join(folder, name)
/** With plain spaces, as a reader sees them. */
const plainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ')
const written = (name: string): string => plainSpaces(readFileSync(inFolder(name), 'utf8'))
const jsonOf = (name: string): RoomJson => JSON.parse(written(`${name}.json`)) as RoomJson
const targets = (name: string): string[] => [
  ...['--json', inFolder(`${name}.json`), '--report', inFolder(`${name}.md`)]
]

const run = async (argv: readonly string[], roles = { quant: writing('one\n') }) => {
  const host = new FakeHost()
  const engine = fakeEngine(host.clock, twoStages(roles, {}))
  const parts = fakeParts({ openEngine: () => Promise.resolve(engine) })
  let code: number | null = null
  void runTerminal(argv, host, parts).then((ended) => (code = ended))
  while (code === null) await host.clock.run(5)
  const routes = engine.calls.map(({ route }) => route)
  return { code, printed: plainSpaces(host.printed), complained: host.complained, routes }
}

describe('a run with --reveal', () => {
  it('tells what came after everything that was said, and in both files', async () => {
    const { code, printed } = await run(['SP500', '--reveal', ...targets('a')])
    expect(code).toBe(0)
    expect(printed).toContain(
      '−28.2 % in 20 sessions, to a close of 899.22 on 2008-10-10: less than its usual +0.7 % [F11].'
    )
    expect(printed.indexOf('What came after')).toBeGreaterThan(printed.indexOf('Done in'))
    expect(jsonOf('a').outcome).toEqual(outcomeFixture())
    const report = written('a.md')
    expect(report).toContain('## What came after 2008-09-12\n\n−28.2 %')
    expect(report.indexOf('What came after')).toBeLessThan(report.indexOf('## Roles'))
  })

  it('without it asks nobody and says nothing of it anywhere', async () => {
    const { printed, routes } = await run(['SP500', ...targets('a')])
    expect(routes).not.toContain('session.outcome')
    for (const text of [printed, written('a.json'), written('a.md')]) {
      expect(text).not.toMatch(/outcome|What came|28\.2/)
    }
    expect(Object.keys(jsonOf('a'))).not.toContain('outcome')
  })

  it('prints no line that a run without it does not, but for what came', async () => {
    const [bare, revealed] = [await run(['SP500']), await run(['SP500', '--reveal'])]
    expect(revealed.printed.startsWith(bare.printed)).toBe(true)
  })

  it('is given no value, and is no option of a list', async () => {
    expect(parseRoomArguments(['SP500'])).toMatchObject({ reveal: false })
    const valued = await run(['SP500', '--reveal=yes'])
    expect(valued).toMatchObject({ code: 2, complained: expect.stringContaining('--reveal') })
    const listed = await run(['list', '--reveal', '--data', folder])
    expect(listed).toMatchObject({ code: 2, complained: expect.stringContaining('--reveal') })
  })

  it('of a session that is stopped reveals nothing, and says so', async () => {
    const host = new FakeHost()
    const stuck = scripted(async (_context, signal) => {
      host.signal('SIGINT')
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      throw signal.reason
    })
    const engine = fakeEngine(host.clock, twoStages({ quant: stuck }, {}))
    const parts = fakeParts({ openEngine: () => Promise.resolve(engine) })
    let code: number | null = null
    const argv = ['SP500', '--reveal', '--json', inFolder('a.json')]
    void runTerminal(argv, host, parts).then((ended) => (code = ended))
    while (code === null) await host.clock.run(5)
    expect(code).toBe(130)
    expect(engine.calls.map(({ route }) => route)).not.toContain('session.outcome')
    expect(jsonOf('a').outcome).toBeNull()
    expect(host.printed).toContain('Nothing is revealed')
  })
})

describe('show with --reveal', () => {
  const kept = async () => {
    const journal = new MemoryArchive()
    const { registry, session } = await startDesk(
      { journal, archive: journal },
      { bytes: goodCsv, asOf: '2008-09-14' }
    )
    await registry.shutdown()
    return { journal, session }
  }
  const show = async (argv: readonly string[], archive: ReturnType<typeof fakeArchive>) => {
    const host = new FakeHost()
    const code = await runTerminal([...argv, '--data', inFolder('data')], host, fakeParts(archive))
    return { code, printed: plainSpaces(host.printed), complained: host.complained }
  }

  it('tells it of the file that is kept with the session, in the language asked for', async () => {
    const { journal, session } = await kept()
    const evidence = { get: async () => Uint8Array.from(goodCsv) }
    const archive = fakeArchive([listingOf(session)], { journal, evidence })
    const plain = await show(['show', session], archive)
    const { code, printed } = await show(['show', session, '--reveal'], archive)
    expect([code, plain.code]).toEqual([0, 0])
    expect(printed.startsWith(plain.printed)).toBe(true)
    expect(plain.printed).not.toContain('What came')
    expect(printed).toMatch(/−28\.2 % in 20 sessions.*899\.22 on 2008-10-10/)
    expect(printed).toContain('The return lies outside every range.')
    expect(printed).toMatch(/Stop +1,194\.19 \[F\d+\] +2008-09-15/)
    const chinese = await show(['show', session, '--reveal', '--lang', 'zh-TW'], archive)
    expect(chinese.printed).toContain('2008-09-12 之後發生了什麼')
    await show(['show', session, '--reveal', ...targets('b')], archive)
    expect(jsonOf('b').outcome).toMatchObject({ known: 20, asOf: '2008-09-12' })
    expect(written('b.md')).toContain('## What came after 2008-09-12')
  })

  it('of a session whose prices are gone ends with one line that names them', async () => {
    const { journal, session } = await kept()
    const { code, printed, complained } = await show(
      ['show', session, '--reveal'],
      fakeArchive([listingOf(session)], { journal })
    )
    expect(code).not.toBe(0)
    expect(printed).toBe('')
    expect(complained).toMatch(/^war-room: .*sp500\.csv.*\n$/)
  })
})

describe('the words of an outcome', () => {
  const state = emptySessionState('s')
  const told = (outcome: Outcome, language: 'en' | 'zh-TW' | 'zh-CN' = 'en'): string =>
    plainSpaces(outcomeBlocks(createWords(language), { outcome, state }).join('\n\n'))

  it('judge nothing before all sessions are there', () => {
    const text = told(openOutcome(7))
    expect(text).toContain('7 of 20 sessions so far: −5.1 %')
    expect(text).toContain('| Stop | 1,194.00 [F18] | 2008-09-15 |')
    expect(text).toContain('| Target | 1,322.00 [F20] | Not so far |')
    expect(text).not.toMatch(/right side|outside|NaN|null|undefined/i)
  })

  it('say of who was flat that there was no entry, and from when its stop would have counted', () => {
    const levels = ['entry', 'entry.stop', 'entry.target'].map((name) => ({
      ...{ metric: `plan.${name}`, price: 1_300, fact: 'F19', reached: null }
    }))
    const text = told(outcomeFixture({ levels }))
    expect(text).toContain('| Entry | 1,300.00 [F19] | Not reached |')
    expect(text).toContain('| Stop | 1,300.00 [F19] | No entry |')
    expect(text).toContain('from the session after the entry')
    expect(told(outcomeFixture({ levels }), 'zh-TW')).toContain(
      '| 停損 | 1,300.00 [F19] | 未進場 |'
    )
  })

  it('are one sentence when nothing came', () => {
    expect(told(openOutcome(0)).split('\n\n').slice(1)).toEqual([
      'Nothing came after 2008-09-12 in this file.'
    ])
  })

  it('say what cannot be told instead of leaving a gap', () => {
    const forecasts = outcomeFixture().forecasts.map((line) => ({
      ...line,
      hit: null,
      brier: null
    }))
    const ranges = outcomeFixture().ranges.map((range) => ({ ...range, inside: null }))
    const text = told(outcomeFixture({ return: null, forecasts, ranges }))
    expect(text).toContain('does not tell the return')
    expect(text).toContain('| quant | 46.0 % [F12] | Cannot be told | – |')
  })

  it.each(['en', 'zh-TW', 'zh-CN'] as const)('are all there in %s', (language) => {
    const levels = outcomeFixture().levels.map((level) => ({
      ...level,
      metric: level.metric.replace('plan.', 'plan.close.')
    }))
    const even = [{ role: 'room', p: 0.5, fact: null, hit: true, brier: 0.25 }]
    const ranges = outcomeFixture().ranges.map((range, index) => ({ ...range, inside: index > 0 }))
    const outcomes = [
      outcomeFixture(),
      openOutcome(3),
      outcomeFixture({ return: 0.3, forecasts: even, ranges, levels }),
      outcomeFixture({ median: null, ranges: [], levels: [] })
    ]
    for (const outcome of outcomes) {
      const text = told(outcome, language)
      // Neither a place that was not filled nor the key of a text that is not there.
      expect(text).not.toMatch(/\{\{|outcome:|(came|side|judged|level)\./)
    }
  })
})
