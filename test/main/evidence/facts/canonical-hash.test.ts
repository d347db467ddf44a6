import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FactSource } from '../../../../preload/contract/facts'
import { makeSeries, type SeriesBar } from '../../../support/series'
import { foreignCsv, plainCsv, type CsvStyle } from '../../../support/series-csv'
import { byMetric, factsOf, type FactsOptions } from '../../../support/series-facts'

const cutAt = 180
const bars = makeSeries({ shape: 'adjusted', seed: 81, bars: 260 })
const asOf = bars[cutAt]?.date ?? ''

const sourceOf = (changed: readonly SeriesBar[], options: FactsOptions = {}): FactSource => {
  const source = byMetric(factsOf(changed, { asOf, ...options })).get('price.close')?.source
  if (source === undefined) throw new Error('no close')
  return source
}

const hashOf = (changed: readonly SeriesBar[], options: FactsOptions = {}): string => {
  const source = sourceOf(changed, options)
  return source.kind === 'price-rows' ? source.sha256 : ''
}

const expected = hashOf(bars)

const columns = ['open', 'high', 'low', 'close', 'adjusted', 'volume'] as const

/** The bars with one cell moved by so little that the bar is still possible. */
const withCell = (index: number, column: (typeof columns)[number]): SeriesBar[] =>
  bars.map((bar, at) => {
    if (at !== index) return bar
    const step = column === 'volume' ? 1 : 0.0001
    return { ...bar, [column]: Number((bar[column] + step).toFixed(4)) }
  })

describe('the sha256 of the rows used', () => {
  test('does not depend on how the file writes them, nor on its name', () => {
    const styles: CsvStyle[] = [
      plainCsv,
      foreignCsv,
      { ...plainCsv, delimiter: '\t', dates: 'compact', newline: '\r\n' },
      { ...plainCsv, newestFirst: true, byteOrderMark: true, order: foreignCsv.order },
      { ...foreignCsv, dates: 'day-first', newestFirst: false }
    ]
    const hashes = styles.map((style) => hashOf(bars, { style, fileName: 'other.csv' }))
    expect(new Set(hashes)).toEqual(new Set([expected]))
  })

  test('depends on every value up to the date and on none after it', () => {
    const anyIndex = fc.integer({ min: 0, max: bars.length - 1 })
    fc.assert(
      fc.property(anyIndex, fc.constantFrom(...columns), (index, column) => {
        const same = hashOf(withCell(index, column)) === expected
        expect(same).toBe(index > cutAt)
      }),
      { numRuns: 150, seed: 81 }
    )
  })

  test('depends on dates, on the first row and on the number of rows', () => {
    const moved = bars.map((bar, at) => (at === 0 ? { ...bar, date: '2003-01-01' } : bar))
    const swapped = bars.map((bar, at) => {
      const other = at === 10 ? bars[11] : at === 11 ? bars[10] : bar
      return { ...(other ?? bar), date: bar.date }
    })
    const hashes = [moved, swapped, bars.slice(1), bars.filter((_, at) => at !== 90)].map((each) =>
      hashOf(each)
    )
    expect(hashes).not.toContain(expected)
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  test('tells a value that is missing from one that is zero', () => {
    const without = (volume: number): SeriesBar[] =>
      bars.map((bar, at) => (at === 50 ? { ...bar, volume } : bar))
    expect(hashOf(without(NaN))).not.toBe(hashOf(without(0)))
  })

  test('stands beside the window and the number of the rows', () => {
    expect(sourceOf(bars)).toEqual({
      kind: 'price-rows',
      file: 'series.csv',
      from: bars[0]?.date,
      to: asOf,
      bars: cutAt + 1,
      sha256: expected
    })
  })
})
