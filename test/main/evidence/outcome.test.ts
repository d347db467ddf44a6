import { describe, expect, it } from 'vitest'
import { outcomeOf, type OutcomeInput } from '../../../main/evidence/outcome'
import { levelNotes, unreachedKey } from '../../../preload/contract/outcome-reading'
import {
  barsFile,
  dayOf,
  filedOn,
  sessionFact,
  sessionFacts,
  type TestBar
} from '../../support/outcome-room'

const asOf = dayOf(0)
const flat = (count: number, close = 100): TestBar[] => Array.from({ length: count }, () => close)

const asked = (bars: readonly TestBar[], change: Partial<OutcomeInput> = {}) =>
  outcomeOf({
    ...{ name: 'prices.csv', bytes: barsFile(bars), asOf, facts: sessionFacts() },
    forecasts: [filedOn('quant', 0.4), filedOn('room', 0.55)],
    ...change
  })

describe('twenty sessions on', () => {
  // 100 on the as-of date, 90 twenty sessions later.
  const came = asked([100, ...flat(19, 97), 90, 150])

  it('the return is that of the twentieth close, and no later bar is told', () => {
    expect(came).toMatchObject({ asOf, sessions: 20, known: 20 })
    expect(came.return).toBeCloseTo(-0.1, 12)
    expect(came.later.dates).toEqual(Array.from({ length: 20 }, (_, index) => dayOf(index + 1)))
    expect(came.later.close).toEqual([...flat(19, 97), 90])
    expect(came.later.volume).toEqual(Array.from({ length: 20 }, () => null))
  })

  it('a range holds or fails by the return, and keeps its facts', () => {
    expect(came.median).toEqual({ value: 0.01, fact: 'F2' })
    expect(came.ranges).toEqual([
      {
        ...{ level: 0.8, inside: false },
        ...{ low: { value: -0.08, fact: 'F4' }, high: { value: 0.06, fact: 'F5' } },
        prices: { low: { value: 92, fact: 'F7' }, high: { value: 106, fact: 'F8' } }
      },
      {
        ...{ level: 0.9, inside: true, prices: null },
        ...{ low: { value: -0.12, fact: 'F3' }, high: { value: 0.1, fact: 'F6' } }
      }
    ])
  })

  it('the ends of a range belong to it', () => {
    const edge = {
      ...sessionFact('F4', 'range.20d.return.10', 90 / 100 - 1),
      unit: 'ratio' as const
    }
    const facts = sessionFacts().map((fact) => (fact.id === 'F4' ? edge : fact))
    expect(asked([100, ...flat(19), 90], { facts }).ranges[0]?.inside).toBe(true)
  })

  it('each forecast is right or wrong with its Brier term, and names the fact of its p', () => {
    expect(came.forecasts).toEqual([
      { role: 'quant', p: 0.4, fact: 'F9', hit: false, brier: 0.4 ** 2 },
      { role: 'room', p: 0.55, fact: 'F10', hit: false, brier: 0.55 ** 2 }
    ])
    const up = asked([100, ...flat(19), 102]).forecasts
    expect(up.map(({ hit }) => hit)).toEqual([true, true])
    expect(up[0]?.brier).toBeCloseTo(0.36, 12)
  })

  it('a forecast of a model is told apart from that of the desk in the same role', () => {
    const ofModel = { ...filedOn('quant', 0.4), method: 'model/1: stated' }
    const forecasts = [filedOn('quant', 0.4), ofModel]
    const lines = asked([100, ...flat(19), 102], { forecasts }).forecasts
    expect(lines.map(({ byModel, fact }) => [byModel, fact])).toEqual([
      [undefined, 'F9'],
      [true, null]
    ])
  })

  it('a return equal to the usual one is no hit, as on the record', () => {
    const forecasts = [filedOn('quant', 0.4, 102 / 100 - 1)]
    expect(asked([100, ...flat(19), 102], { forecasts }).forecasts[0]?.hit).toBe(false)
  })

  it('an event that is not scored, and a p that is no fact, stay untold', () => {
    const forecasts = [{ ...filedOn('quant', 0.41), event: 'something else' }]
    const [line] = asked([100, ...flat(20)], { forecasts }).forecasts
    expect(line).toEqual({ role: 'quant', p: 0.41, fact: null, hit: null, brier: null })
  })
})

describe('while fewer than twenty are known', () => {
  it('the return so far is told, and nothing is judged', () => {
    const came = asked([100, ...flat(6), 60])
    expect(came.known).toBe(7)
    expect(came.return).toBeCloseTo(-0.4, 12)
    expect(came.ranges.map(({ inside }) => inside)).toEqual([null, null])
    expect(came.forecasts.map(({ hit, brier }) => [hit, brier])).toEqual([
      [null, null],
      [null, null]
    ])
  })

  it('a file that ends with the as-of date has nothing to tell', () => {
    const came = asked([100])
    expect(came).toMatchObject({ known: 0, return: null })
    expect(came.later).toEqual({
      ...{ dates: [], open: [], high: [], low: [], close: [], volume: [] }
    })
    expect(
      outcomeOf({
        ...{ name: 'a', bytes: barsFile([100, 90]), asOf: null },
        facts: [],
        forecasts: []
      })
    ).toMatchObject({ asOf: dayOf(1), known: 0 })
  })

  it('a session that computed and filed nothing is told the bars alone', () => {
    const came = asked([100, ...flat(19), 90], { facts: [], forecasts: [] })
    expect(came).toMatchObject({ known: 20, median: null, ranges: [], forecasts: [], levels: [] })
    expect(came.return).toBeCloseTo(-0.1, 12)
  })
})

describe('levels of the plan', () => {
  const plan = (prefix: string) => [
    sessionFact('F20', `${prefix}.stop`, 95),
    sessionFact('F21', `${prefix}.target`, 108),
    sessionFact('F22', `${prefix}.entry`, 104)
  ]
  const reached = (bars: TestBar[], prefix = 'plan') =>
    asked(bars, { facts: plan(prefix) }).levels.map((level) => [level.metric, level.reached])

  it('are reached by a low at the stop, a high at the target, a close above the entry', () => {
    const bars: TestBar[] = [100, [99, 104, 104], [96, 105, 104.5], [95, 103, 96], [96, 108, 97]]
    expect(reached(bars)).toEqual([
      ['plan.stop', dayOf(3)],
      ['plan.target', dayOf(4)],
      ['plan.entry', dayOf(2)]
    ])
    expect(asked(bars, { facts: plan('plan') }).levels[0]).toEqual({
      ...{ metric: 'plan.stop', price: 95, fact: 'F20', reached: dayOf(3) }
    })
  })

  it('are not reached by the as-of bar itself, nor by the twenty-first after it', () => {
    const wide: TestBar = [50, 150, 120]
    expect(reached([wide, ...flat(20), wide])).toEqual([
      ['plan.stop', null],
      ['plan.target', null],
      ['plan.entry', null]
    ])
  })

  it('of a plan made of closes are reached by closes alone', () => {
    const bars: TestBar[] = [100, [80, 130, 100], [90, 120, 95], 104, 104.1, 108]
    expect(reached(bars, 'plan.close')).toEqual([
      ['plan.close.stop', dayOf(2)],
      ['plan.close.target', dayOf(5)],
      ['plan.close.entry', dayOf(4)]
    ])
  })
})

describe('levels of the plan that a mandate left', () => {
  const mandate = (position: string) => [sessionFact('F30', 'mandate.position', position)]
  const plan = (prefix: string) => [
    sessionFact('F20', `${prefix}.stop`, 95),
    sessionFact('F21', `${prefix}.target`, 108),
    sessionFact('F22', `${prefix}.entry`, 104),
    sessionFact('F23', `${prefix}.entry.stop`, 99),
    sessionFact('F24', `${prefix}.entry.target`, 112)
  ]
  const came = (bars: TestBar[], position: string, prefix = 'plan') =>
    asked(bars, { facts: [...plan(prefix), ...mandate(position)] })
  const reached = (bars: TestBar[], position: string, prefix = 'plan') =>
    came(bars, position, prefix).levels.map((level) => [level.metric, level.reached])

  it('flat: are those of the entry, and its stop and target count after the entry’s close', () => {
    const before: TestBar = [94, 120, 104]
    const entering: TestBar = [98, 113, 105]
    const bars: TestBar[] = [100, before, entering, [100, 111, 103], [100, 112, 101], [99, 105, 99]]
    expect(reached(bars, 'flat')).toEqual([
      ['plan.entry', dayOf(2)],
      ['plan.entry.stop', dayOf(5)],
      ['plan.entry.target', dayOf(4)]
    ])
  })

  it('flat: nothing is reached of a plan that was never entered, and the words say so', () => {
    const outcome = came([100, [90, 130, 104], ...flat(19)], 'flat')
    expect(outcome.levels.map((level) => level.reached)).toEqual([null, null, null])
    expect(outcome.levels.map((level) => unreachedKey(level, outcome))).toEqual([
      ...['notReached', 'noEntry', 'noEntry']
    ])
    expect(levelNotes(outcome)).toEqual(['byRange', 'afterEntry'])
    const entered = came([100, 105, ...flat(3, 104)], 'flat')
    expect(entered.levels.slice(1).map((level) => unreachedKey(level, entered))).toEqual([
      ...['notYet', 'notYet']
    ])
  })

  it('flat: of a plan made of closes, an entry is told in closes too', () => {
    const bars: TestBar[] = [100, 98, 105, [90, 130, 104], 99, 112]
    expect(reached(bars, 'flat', 'plan.close')).toEqual([
      ['plan.close.entry', dayOf(2)],
      ['plan.close.entry.stop', dayOf(4)],
      ['plan.close.entry.target', dayOf(5)]
    ])
  })

  it('holding: are the stop and target of what is held, from the next session on', () => {
    const bars: TestBar[] = [100, [96, 109, 105], [94, 106, 105]]
    expect(reached(bars, 'holding')).toEqual([
      ['plan.stop', dayOf(2)],
      ['plan.target', dayOf(1)]
    ])
  })
})

describe('the basis', () => {
  // The close falls by 5 %, and 4 of it was a dividend: 1 % was lost.
  const bars = [100, ...flat(19), 95]
  const adjusted = [96, ...Array.from({ length: 19 }, () => 96), 95]

  it('of a total return has the dividends in it', () => {
    const facts = sessionFacts('total')
    const bytes = barsFile(bars, adjusted)
    const came = asked(bars, { bytes, facts })
    expect(came.return).toBeCloseTo(95 / 96 - 1, 12)
    expect(came.later.close.at(-1)).toBe(95)
  })

  it('of closes has not, though the file could tell', () => {
    expect(asked(bars, { bytes: barsFile(bars, adjusted) }).return).toBeCloseTo(-0.05, 12)
  })
})

describe('what was said', () => {
  it('is never changed by what came', () => {
    const facts = Object.freeze(sessionFacts().map((fact) => Object.freeze(fact)))
    const forecasts = Object.freeze([Object.freeze(filedOn('quant', 0.4))])
    const before = JSON.stringify({ facts, forecasts })
    const one = asked([100, ...flat(20)], { facts, forecasts })
    const other = asked([100, ...flat(19), 10], { facts, forecasts })
    expect(JSON.stringify({ facts, forecasts })).toBe(before)
    const said = ({ median, forecasts: lines }: typeof one) => [median, lines.map(({ p }) => p)]
    expect(said(one)).toEqual(said(other))
  })

  it('is not judged by a file whose close on the as-of date is another', () => {
    const came = asked([101, ...flat(20)])
    expect(came.forecasts.map(({ hit }) => hit)).toEqual([null, null])
  })

  it('is judged without days on which nobody traded, as the facts were made', () => {
    const rows = [100, 100, 97, 97, ...Array.from({ length: 19 }, (_, index) => 98 + index)]
    const lines = rows.map(
      (close, index) => `${dayOf(index)},${close},${index % 2 === 1 && index < 4 ? 0 : 5}`
    )
    const bytes = new TextEncoder().encode(`Date,Close,Volume\n${lines.join('\n')}\n`)
    const came = asked([], { bytes })
    expect(came.later.dates.slice(0, 2)).toEqual([dayOf(2), dayOf(4)])
    expect(came).toMatchObject({ known: 20, later: { close: rows.slice(4).toSpliced(0, 0, 97) } })
  })
})
