import { describe, expect, it } from 'vitest'
import { forecastEvent } from '../../../../main/analysts/desk/scheme/voters'
import type { Bars } from '../../../../main/evidence/bars'
import { addWeekdays } from '../../../../main/evidence/facts/weekdays'
import { beatsMedianEvent } from '../../../../main/evidence/record/kept-forecast'
import { scoreForecast, type ScoringSheet } from '../../../../main/evidence/record/score-forecast'
import { intervalScore, isCovered } from '../../../../main/evidence/record/scores'
import { keptForecast } from '../../../support/forecasts'

const first = '2008-09-01'
const dateAt = (index: number): string => (index === 0 ? first : addWeekdays(first, index))

const barsOf = (close: readonly number[], adjusted: readonly number[] | null = null): Bars => {
  const column = Float64Array.from(close)
  return {
    dates: close.map((_value, index) => dateAt(index)),
    ...{ open: column, high: column, low: column, close: column, volume: column },
    adjusted: adjusted === null ? null : Float64Array.from(adjusted),
    rows: Int32Array.from(close, (_value, index) => index + 2)
  }
}

const sheetOf = (close: readonly number[], adjusted: readonly number[] | null = null) => {
  const bars = barsOf(close, adjusted)
  const sheet: ScoringSheet = {
    bars,
    total: bars.adjusted ?? bars.close,
    priceBasis: 'split',
    returnBasis: adjusted === null ? 'split' : 'total'
  }
  return sheet
}

/** 100 on the day of the forecast, then `after`; the 20th bar after it is the last one. */
const rising = (last: number, bars = 23): number[] =>
  Array.from({ length: bars }, (_value, index) => (index < 22 ? 100 : last))

const forecast = keptForecast({ asOf: dateAt(2), close: 100, median: 0.01, p: 0.6 })

describe('a forecast is scored', () => {
  it('by close[i+20] / close[i] − 1 against its own median, p against 1 or 0', () => {
    expect(scoreForecast(forecast, sheetOf(rising(102)))).toEqual({
      kind: 'scored',
      outcome: {
        return: expect.closeTo(0.02, 12) as number,
        hit: true,
        date: dateAt(22),
        brier: expect.closeTo(0.16, 12) as number
      }
    })
    const missed = scoreForecast(forecast, sheetOf(rising(100.5)))
    expect(missed).toMatchObject({ kind: 'scored', outcome: { hit: false } })
    expect(missed).toMatchObject({ outcome: { brier: expect.closeTo(0.36, 12) as number } })
  })

  it('as missed when it only ties with the median', () => {
    const even = { ...forecast, median: 0 }
    expect(scoreForecast(even, sheetOf(rising(100)))).toMatchObject({ outcome: { hit: false } })
  })

  it('in the basis of its vote: adjusted closes for total, closes for split', () => {
    const sheet = sheetOf(
      rising(99),
      rising(103).map((value) => value / 2)
    )
    const total = scoreForecast({ ...forecast, basis: 'total' }, sheet)
    expect(total).toMatchObject({ outcome: { hit: true } })
    expect(total).toMatchObject({ outcome: { return: expect.closeTo(0.03, 12) as number } })
    const split = scoreForecast({ ...forecast, basis: 'split' }, sheet)
    expect(split).toMatchObject({ outcome: { return: expect.closeTo(-0.01, 12) as number } })
  })

  it('by the 20th bar alone: no bar after it, and none in between, changes the outcome', () => {
    const plain = scoreForecast(forecast, sheetOf(rising(102)))
    const more = rising(102, 40).map((value, index) => (index > 22 ? value * 3 : value))
    const noisy = more.map((value, index) => (index > 2 && index < 22 ? value + index : value))
    expect(scoreForecast(forecast, sheetOf(more))).toEqual(plain)
    expect(scoreForecast(forecast, sheetOf(noisy))).toEqual(plain)
  })
})

describe('a forecast stays open', () => {
  it('until the 20th bar after it is there', () => {
    for (const bars of [3, 10, 22]) {
      expect(scoreForecast(forecast, sheetOf(rising(102, bars)))).toEqual({ kind: 'open' })
    }
  })

  it('where the bars do not reach back to it, or end before it', () => {
    const before = { ...forecast, asOf: '2008-08-01' }
    const after = { ...forecast, asOf: dateAt(50) }
    for (const each of [before, after]) {
      expect(scoreForecast(each, sheetOf(rising(102)))).toEqual({ kind: 'open' })
    }
  })

  it('when the bars lack its basis, when what it saw is not known, and for another event', () => {
    const sheet = sheetOf(rising(102))
    for (const change of [{ basis: 'total' }, { close: null }, { event: 'x > y' }] as const) {
      expect(scoreForecast({ ...forecast, ...change }, sheet)).toEqual({ kind: 'open' })
    }
  })
})

describe('a forecast is restated', () => {
  it('when the close that it saw differs by more than a billionth', () => {
    const close = (factor: number) => scoreForecast(forecast, sheetOf(rising(102 * factor)))
    expect(close(1).kind).toBe('scored')
    const at = (factor: number) =>
      scoreForecast({ ...forecast, close: 100 * factor }, sheetOf(rising(102))).kind
    expect([at(1 + 5e-10), at(1 - 5e-10)]).toEqual(['scored', 'scored'])
    expect([at(1 + 2e-9), at(1 - 2e-9), at(2)]).toEqual(['restated', 'restated', 'restated'])
  })

  it('when its bar is gone from among the others', () => {
    const sheet = sheetOf(rising(102))
    const gone = { ...sheet, bars: { ...sheet.bars, dates: [...sheet.bars.dates] } }
    gone.bars.dates[2] = '2008-09-02'
    expect(scoreForecast(forecast, gone)).toEqual({ kind: 'restated' })
  })
})

it('the event that is scored is the one that the desk files', () => {
  expect(beatsMedianEvent).toBe(forecastEvent)
})

it('an interval costs its width, and ten times what the outcome lies outside', () => {
  const range = { low: -0.1, high: 0.2 }
  expect(intervalScore(range, 0)).toBeCloseTo(0.3, 12)
  expect(intervalScore(range, -0.15)).toBeCloseTo(0.3 + 10 * 0.05, 12)
  expect(intervalScore(range, 0.21)).toBeCloseTo(0.3 + 10 * 0.01, 12)
  expect([-0.1, 0.2, -0.1001, 0.2001].map((value) => isCovered(range, value))).toEqual([
    ...[true, true, false, false]
  ])
})
