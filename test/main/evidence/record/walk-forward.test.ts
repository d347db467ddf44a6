import { describe, expect, it } from 'vitest'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { readPrices } from '../../../../main/evidence/price-file'
import { calibrate, type KnownRecord } from '../../../../main/evidence/record/calibration'
import {
  walkForward,
  warmUpBars,
  type WalkStep
} from '../../../../main/evidence/record/walk-forward'
import { sha256 } from '../../../../main/kernel/hash'
import { plainCsv, toCsv } from '../../../support/series-csv'
import { sp500Bars } from '../../../support/sp500-bars'

const bars = sp500Bars()
  .slice(0, 1_200)
  .map((bar) => ({ ...bar, adjusted: NaN }))
const read = (series: typeof bars) => readPrices(toCsv(series, plainCsv), 'series.csv')
const file = read(bars)
const stepsOf = (series: typeof bars): WalkStep[] => [...walkForward(read(series), 'S')]
const steps = stepsOf(bars)

describe('a walk forward', () => {
  it('files on every 20th bar after the warm-up, and scores each by the next', () => {
    expect(steps).toHaveLength(Math.floor((1_200 - 1 - warmUpBars) / 20))
    for (const [index, { asOf, forecasts }] of steps.entries()) {
      const at = warmUpBars + 20 * index
      expect(asOf).toBe(bars[at]?.date)
      const change = (bars[at + 20]?.close ?? NaN) / (bars[at]?.close ?? NaN) - 1
      for (const { outcome, median, p } of forecasts) {
        expect(outcome?.date).toBe(bars[at + 20]?.date)
        expect(outcome?.return).toBeCloseTo(change, 12)
        expect(outcome?.hit).toBe(change > median)
        expect(outcome?.brier).toBeCloseTo((p - Number(change > median)) ** 2, 12)
      }
    }
  })

  it('files what a room on that date would have filed', () => {
    for (const index of [0, 10, steps.length - 1]) {
      const step = steps[index]
      if (step === undefined) throw new Error('no such step')
      const bytes = toCsv(bars, plainCsv)
      const prices = { kind: 'prices' as const, name: 'x.csv', sha256: sha256(bytes), bytes }
      const evidence = {
        prices,
        benchmark: null,
        notes: [],
        fundamentals: null,
        asOfAsked: step.asOf
      }
      const { facts } = computeFacts({ subject: 'S', evidence })
      const value = (metric: string) => facts.find((fact) => fact.metric === metric)?.value
      expect(step.p).toBe(value('forecast.room.p') ?? null)
      for (const { role, p, median, range, close } of step.forecasts) {
        if (role !== 'room') expect(p).toBe(value(`vote.${role}.p`))
        expect(median).toBe(value('forecast.median.20d'))
        expect(close).toBe(value('price.close'))
        expect(range?.low).toBe(value('range.20d.return.10'))
        expect(range?.high).toBe(value('range.20d.return.90'))
      }
    }
  })

  it('makes the same forecasts whatever comes after them', () => {
    const at = warmUpBars + 20 * 20
    const falsified = bars.map((bar, index) =>
      index <= at ? bar : { ...bar, ...{ open: 1, high: 3, low: 1, close: 2, volume: 1 } }
    )
    const filed = ({ asOf, p, forecasts }: WalkStep) => ({
      ...{ asOf, p },
      each: forecasts.map(({ role, p: own, median, range }) => ({ role, own, median, range }))
    })
    const early = steps.slice(0, 21).map(filed)
    expect(stepsOf(falsified).slice(0, 21).map(filed)).toEqual(early)
    expect(stepsOf(bars.slice(0, at + 21)).map(filed)).toEqual(early)
  })

  it('says nothing of a file that ends within its warm-up', () => {
    expect(stepsOf(bars.slice(0, warmUpBars + 20))).toEqual([])
  })
})

describe('a calibration', () => {
  it('counts every stance once, and scores as the forecasts do, the room last', () => {
    const shares: number[] = []
    const result = calibrate(file, {
      ...{ name: 'S', stanceOf: () => 'hold', onProgress: (share) => shares.push(share) }
    })
    const scores = steps.flatMap(({ forecasts }) =>
      forecasts.flatMap(({ role, outcome }) => (role === 'room' ? (outcome?.brier ?? []) : []))
    )
    const room = result.records.at(-1)
    expect(room).toMatchObject({ role: 'room', count: scores.length, open: 0 })
    expect(room?.brier).toBeCloseTo(scores.reduce((sum, each) => sum + each, 0) / scores.length, 12)
    const { hold = 0, 'no-call': none = 0, ...others } = result.stances
    expect(others).toEqual({})
    expect([hold, hold + none]).toEqual([scores.length, result.steps])
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual([...shares].sort((one, other) => one - other))
  })

  it('gives each stance the record of the rooms before it, and of none after', () => {
    const known: (KnownRecord | null)[] = []
    const stanceOf = (_p: number, record: KnownRecord | null) => {
      known.push(record)
      return 'hold' as const
    }
    calibrate(file, { name: 'S', stanceOf })
    const scores = steps.flatMap(({ forecasts }) =>
      forecasts.flatMap(({ role, outcome }) => (role === 'room' ? (outcome?.brier ?? []) : []))
    )
    expect(known.slice(0, 2)).toEqual([null, null])
    const [third, last] = [known[2], known.at(-1)]
    const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
    expect(third).toMatchObject({ n: 2, brier: expect.closeTo(mean(scores.slice(0, 2)), 12) })
    const before = scores.slice(0, -1)
    const spread = before.reduce((sum, each) => sum + (each - mean(before)) ** 2, 0)
    const se = Math.sqrt(spread / (before.length - 1) / before.length)
    expect(last).toMatchObject({ n: before.length, brier: expect.closeTo(mean(before), 12) })
    expect(last?.se).toBeCloseTo(se, 12)
  })

  it('gives the same figures each time', () => {
    const options = { name: 'S', stanceOf: () => 'hold' as const }
    expect(calibrate(read(bars), options)).toEqual(calibrate(file, options))
  })
})
