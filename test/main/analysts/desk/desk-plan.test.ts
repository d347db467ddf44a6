import { describe, expect, test } from 'vitest'
import { addWeekdays } from '../../../../main/evidence/facts/weekdays'
import type { Fact } from '../../../../preload/contract/facts'
import { factsOf } from '../../../support/desk-room'
import { makeSeries, toCsv } from '../../../support/desk-series'

const valueIn =
  (facts: readonly Fact[]) =>
  (metric: string): number =>
    Number(facts.find((fact) => fact.metric === metric)?.value ?? NaN)

describe('plan facts', () => {
  test('follow from the facts that they name, by the formulas that they state', () => {
    for (const kind of ['trending', 'crashing', 'gappy'] as const) {
      const rows = makeSeries(kind, 4)
      const facts = factsOf({ prices: toCsv(rows) })
      const value = valueIn(facts)
      const low = Math.min(...rows.slice(-60).map((row) => row.low))
      const [close, range] = [value('price.close'), value('atr.14')]
      const stop = Math.min(close - 2 * range, low - range / 4)
      expect(value('plan.swing.low')).toBe(low)
      expect(value('plan.stop')).toBeCloseTo(stop, 9)
      expect(value('plan.stop.distance')).toBeCloseTo(1 - stop / close, 9)
      expect(value('plan.size')).toBeCloseTo(Math.min(1, 0.01 / (1 - stop / close)), 9)
      expect(value('var.95.1d.points')).toBeCloseTo(value('var.95.1d') * close, 9)
      const entry = value('close.high.20d')
      const entryStop = Math.min(entry - 2 * range, low - range / 4)
      expect(value('plan.entry.stop')).toBeCloseTo(entryStop, 9)
    }
  })

  test('every input of a derived fact is a fact that stands before it', () => {
    const facts = factsOf({ prices: toCsv(makeSeries('gappy', 4)), notes: '2002-01-02 One.' })
    const places = new Map(facts.map(({ id }, index) => [id, index]))
    facts.forEach(({ metric, source }, index) => {
      if (source.kind !== 'derived') return
      expect(source.inputs.length, metric).toBeGreaterThan(0)
      for (const id of source.inputs) expect(places.get(id) ?? Infinity, metric).toBeLessThan(index)
    })
  })

  test('a constant price has no stop, no size and no vote', () => {
    const metrics = factsOf({ prices: toCsv(makeSeries('constant', 1)) }).map(
      ({ metric }) => metric
    )
    expect(
      metrics.filter((metric) => /^(plan\.(stop|size|entry)|vote\.|forecast\.p)/.test(metric))
    ).toEqual([])
  })

  test('a file without highs and lows has no range, and so no stop', () => {
    const rows = makeSeries('close-only', 1)
    const metrics = factsOf({ prices: toCsv(rows, 'close-only') }).map(({ metric }) => metric)
    expect(metrics).not.toContain('plan.stop')
    expect(metrics).toContain('plan.swing.low')
  })
})

describe('weekdays', () => {
  test.each([
    ['2008-09-12', 20, '2008-10-10'],
    ['2024-02-28', 2, '2024-03-01'],
    ['2024-03-02', 1, '2024-03-04'],
    ['2024-03-01', 1, '2024-03-04']
  ])('%s and %i more is %s', (from, count, to) => {
    expect(addWeekdays(from, count)).toBe(to)
  })
})
