import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { filedMethods } from '../../../../main/analysts/desk/summary/forecasts'
import { voterNames, type VoterName } from '../../../../main/evidence/facts/votes'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { checkText, type CheckedLanguage } from '../../../support/desk-checker'
import {
  evidenceOf,
  factsOf,
  roomTexts,
  runDesk,
  type RoomOptions
} from '../../../support/desk-room'
import { makeSeries, toCsv, type SeriesKind, type SeriesRow } from '../../../support/desk-series'

const valueIn = (facts: readonly Fact[], metric: string): string | number | undefined =>
  facts.find((fact) => fact.metric === metric)?.value
const numberIn = (facts: readonly Fact[], metric: string): number => Number(valueIn(facts, metric))
const stateIn = (facts: readonly Fact[], voter: VoterName): unknown =>
  valueIn(facts, `vote.${voter}.state`)
const oddsIn = (facts: readonly Fact[], voter: VoterName): number => {
  const p = numberIn(facts, `vote.${voter}.p`)
  return Math.log(p / (1 - p))
}

const factsOn = (rows: readonly SeriesRow[]): Fact[] => factsOf({ prices: toCsv(rows) })

/** The rows with one bar moved to another close, its high and low with it. */
const withClose = (rows: readonly SeriesRow[], at: number, factor: number): SeriesRow[] =>
  rows.map((row, index) => {
    if (index !== at) return row
    const close = Number((row.close * factor).toFixed(4))
    const { high, low } = row
    return { ...row, close, high: Math.max(high, close), low: Math.min(low, close) }
  })

const checkedLanguages: readonly CheckedLanguage[] = ['en', 'zh-TW']

/** Every figure of a room's texts equals the fact cited after it, in both languages. */
const expectGrounded = async (facts: readonly Fact[], options: RoomOptions = {}): Promise<void> => {
  for (const language of checkedLanguages) {
    const room = await runDesk(facts, { ...options, language })
    const problems = Object.entries(roomTexts(room)).flatMap(([name, text]) =>
      checkText(text, facts, language).map((problem) => `${name}: ${problem}`)
    )
    expect(problems).toEqual([])
  }
}

interface Pair {
  one: Fact[]
  other: Fact[]
}

/** Which bar a voter's own input hangs on, counted from the end. */
const inputBars: Readonly<Record<VoterName, number>> = {
  quant: 21,
  historian: 1,
  scout: 1,
  risk: 1
}

const votersThatDiffer = ({ one, other }: Pair): VoterName[] =>
  voterNames.filter((voter) => stateIn(one, voter) !== stateIn(other, voter))

/** Two series that differ in one close and in the state of one voter alone. */
const pairFor = (voter: VoterName): Pair => {
  const kinds: readonly SeriesKind[] = ['trending', 'gappy', 'crashing', 'flat']
  for (let seed = 1; seed <= 60; seed += 1) {
    const rows = makeSeries(kinds[seed % kinds.length] ?? 'trending', seed)
    const one = factsOn(rows)
    for (const factor of [0.985, 1.015, 0.96, 1.04]) {
      const other = factsOn(withClose(rows, rows.length - inputBars[voter], factor))
      const pair = { one, other }
      const known = voterNames.every((each) =>
        [one, other].every((facts) => valueIn(facts, `vote.${each}.p`) !== undefined)
      )
      if (known && votersThatDiffer(pair).join() === voter) return pair
    }
  }
  throw new Error(`no pair for ${voter}`)
}

describe('a voter’s input moves the room’s p by the sign that its vote moves', () => {
  test.each(voterNames)('%s', async (voter) => {
    const { one, other } = pairFor(voter)
    const change = oddsIn(other, voter) - oddsIn(one, voter)
    expect(Math.abs(change)).toBeGreaterThan(0.005)
    const [before, after] = await Promise.all([runDesk(one), runDesk(other)])
    const moved = (after.summary.p ?? NaN) - (before.summary.p ?? NaN)
    expect(Math.sign(moved)).toBe(Math.sign(change))
  })
})

describe('what forbids a call', () => {
  test('one close halved for good, as by a split that nobody adjusted for, ends in no call', async () => {
    const rows = makeSeries('trending', 2)
    const halved = rows.map((row, at) => {
      const by = at < 700 ? 1 : 0.5
      const { open, high, low, close } = row
      return { ...row, open: open * by, high: high * by, low: low * by, close: close * by }
    })
    const [plain, split] = await Promise.all([runDesk(factsOn(rows)), runDesk(factsOn(halved))])
    expect(plain.summary.stance).not.toBe('no-call')
    expect([split.summary.stance, split.summary.p]).toEqual(['no-call', null])
    expect(split.summary.flags?.map(({ metric, blocking }) => [metric, blocking])).toContainEqual([
      'data.split.suspect',
      true
    ])
    expect(split.summary.header).toContain('suspected splits: 1')
    expect(split.forecasts.map(({ role }) => role)).not.toContain('room')
    await expectGrounded(factsOn(halved))
  })

  test('a voter under ten windows has no vote, and is said to have none', async () => {
    const rows = makeSeries('trending', 2)
    const few = await runDesk(factsOn(rows.slice(-420)))
    expect(few.summary.lines.length).toBeLessThan(4)
    expect(few.texts['strategist']).toContain('has no vote')
    await expectGrounded(factsOn(rows.slice(-420)))
  })
})

describe('the plan', () => {
  test('a deeper low in the last 60 sessions takes the stop over, and the size falls', async () => {
    const rows = makeSeries('flat', 3)
    const at = rows.length - 40
    const deep = rows.map((row, index) =>
      index === at ? { ...row, low: Number((row.low * 0.97).toFixed(4)) } : row
    )
    const [one, other] = [factsOn(rows), factsOn(deep)]
    expect(numberIn(other, 'plan.stop')).toBeLessThan(numberIn(one, 'plan.stop'))
    expect(numberIn(other, 'plan.size')).toBeLessThan(numberIn(one, 'plan.size'))
    const rules = async (facts: Fact[]): Promise<string[]> => {
      const answer = (await runDesk(facts)).answers['execution']
      return answer?.status === 'ok' ? answer.findings.map(({ rule }) => rule) : []
    }
    expect(await rules(other)).toContain('execution.stop.range.swing')
  })

  test('a file of closes has both plans from its mean daily move, with target and stop', async () => {
    const rows = makeSeries('close-only', 3)
    const facts = factsOf({ prices: toCsv(rows, 'close-only') })
    const { answers, texts } = await runDesk(facts)
    const answer = answers['execution']
    if (answer?.status !== 'ok') throw new Error('the Execution Officer abstained')
    expect(answer.levels.map(({ kind }) => kind)).toEqual([
      'stop',
      'target',
      'entry',
      'entry.stop',
      'entry.target'
    ])
    const id = facts.find(({ metric }) => metric === 'plan.close.stop')?.id
    expect(texts['execution']).toContain(`[${id}]`)
    expect(texts['execution']).toContain('mean daily move')
  })

  test('a Taiwan share at its limit is promised no fill, and its lots, hours and tax are said', async () => {
    const rows = makeSeries('flat', 5).map((row) => {
      const tick = (value: number): number => Number((Math.round(value * 2) / 2 / 10).toFixed(2))
      const [open, close] = [tick(300), tick(300 + Math.sin(row.close) * 4)]
      const high = Math.max(open, close)
      return { ...row, open, close, high, low: Math.min(open, close), volume: row.volume }
    })
    const last = rows.at(-1) as SeriesRow
    const before = rows.at(-2) as SeriesRow
    const limit = Number((Math.floor(before.close * 1.07 * 20) / 20).toFixed(2))
    rows[rows.length - 1] = { ...last, close: limit, high: limit }
    const evidence = evidenceOf({ prices: toCsv(rows) })
    const { facts } = computeFacts({ subject: '2330.TW', evidence })
    await expectGrounded(facts)
    expect(valueIn(facts, 'limit.state')).toBe('up')
    const { texts, summary } = await runDesk(facts)
    expect(texts['execution']).toMatch(/no stop is promised to fill/)
    expect(texts['execution']).toMatch(/lots of 1,000 shares.*T\+2, sell tax 0\.3/)
    expect(summary.flags?.map(({ metric }) => metric)).toContain('limit.state')
  })
})

describe('the record', () => {
  const withRecord = (facts: readonly Fact[], n: number, brier: number, se: number): Fact[] => {
    const [first] = facts as [Fact, ...Fact[]]
    const add = (metric: string, value: number, at: number): Fact => ({
      ...first,
      id: `F${facts.length + at}`,
      metric,
      value,
      unit: metric === 'record.n' ? 'count' : 'number',
      basis: 'none'
    })
    return [
      ...facts,
      add('record.n', n, 1),
      add('record.brier', brier, 2),
      add('record.brier.se', se, 3)
    ]
  }
  const farFrom = (): Fact[] => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const facts = factsOn(makeSeries('flat', seed))
      if (Math.abs(numberIn(facts, 'forecast.room.p') - 0.5) > 0.05) return facts
    }
    throw new Error('no room is that sure of itself')
  }
  const facts = farFrom()

  test('earns strong stances by 30 forecasts that beat a coin by a standard error', async () => {
    const strong = await runDesk(withRecord(facts, 30, 0.24, 0.005))
    expect(strong.summary.stance).toMatch(/^strong-/)
    expect(strong.summary.stanceLine).toContain('better by more than one standard error')
    expect(strong.summary.stanceLine).not.toContain('(lean)')
    for (const [n, brier] of [
      [29, 0.24],
      [30, 0.246]
    ] as const) {
      const { summary } = await runDesk(withRecord(facts, n, brier, 0.005))
      expect(summary.stance).toMatch(/^(buy|sell)$/)
      expect(summary.record).toEqual({ n, brier, se: 0.005 })
    }
  })

  test('is printed beside the stance with its size, and no skill is claimed of few', async () => {
    const few = (await runDesk(withRecord(facts, 12, 0.23, 0.01))).summary
    expect(few.stanceLine).toMatch(/Brier 0\.230 \[F\d+\] against 0\.250 for a coin, n = 12 \[F/)
    expect(few.stanceLine).toContain('too few for a word on skill')
    const poor = (await runDesk(withRecord(facts, 59, 0.254, 0.004))).summary
    expect(poor.stanceLine).toContain('no skill shown')
    expect((await runDesk(facts)).summary.stanceLine).toContain('no record yet')
    for (const [n, brier] of [
      [12, 0.23],
      [59, 0.254],
      [59, 0.23]
    ] as const) {
      await expectGrounded(withRecord(facts, n, brier, 0.004))
    }
  })

  test('of the whole room does not speak for a room without one of its voters', async () => {
    const { summary } = await runDesk(withRecord(facts, 30, 0.24, 0.005), { unseated: ['scout'] })
    expect([summary.record, /^strong/.test(summary.stance)]).toEqual([null, false])
  })

  test('is asked for by the methods that this room files with', async () => {
    for (const roles of [voterNames, ['quant', 'scout'], ['quant']] as const) {
      const unseated = voterNames.filter((voter) => !(roles as readonly string[]).includes(voter))
      const { forecasts } = await runDesk(facts, { unseated })
      const filed = [...new Set(forecasts.map(({ method }) => method))]
      expect(filedMethods(facts, roles)).toEqual(filed)
    }
  })
})

describe('figures of a room that lacks a voter', () => {
  test('carry their facts, whoever is missing', async () => {
    const facts = factsOn(makeSeries('crashing', 1))
    for (const voter of voterNames) {
      await expectGrounded(facts, { unseated: [voter] })
      const others = voterNames.filter((each) => each !== voter)
      await expectGrounded(facts, { endings: { [voter]: 'timeout' }, unseated: others.slice(2) })
      await expectGrounded(facts, { unseated: others })
    }
  })
})

describe('dissent', () => {
  test('is said of a pair on both sides of even by 2 points, with the facts that split it', async () => {
    let split = 0
    for (let seed = 1; seed <= 40 && split < 3; seed += 1) {
      const facts = factsOn(makeSeries(seed % 2 === 0 ? 'gappy' : 'trending', seed))
      const { summary } = await runDesk(facts)
      const ps = summary.lines.map(({ p }) => p)
      const apart = Math.max(...ps) - 0.5 >= 0.02 && 0.5 - Math.min(...ps) >= 0.02
      expect(summary.dissent.includes('opposite sides of even; what splits them'), `${seed}`).toBe(
        apart
      )
      if (!apart) expect(summary.dissent).toContain('one price series')
      else split += 1
    }
    expect(split).toBe(3)
  })
})
