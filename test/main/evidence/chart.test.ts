import { expect, test } from 'vitest'
import { chartSeries } from '../../../main/evidence/chart'
import { readText } from './price-text'
import { csvOf, factsOf, head, walk } from './series'

test('the chart shows the bars up to the date, with null where a value is not known', () => {
  const series = walk(9, 300)
  const chart = chartSeries(readText(csvOf(series)), series.dates[249] ?? '')
  expect(chart.asOf).toBe(series.dates[249])
  expect(chart.dates).toEqual(series.dates.slice(0, 250))
  expect(chart.close).toEqual(series.close.slice(0, 250))
  expect(chart.high).toEqual(series.high?.slice(0, 250))
  const columns = [chart.open, chart.volume, chart.sma20, chart.sma50, chart.sma200]
  expect(columns.map((column) => column.length)).toEqual(Array(5).fill(250))
  const known = (column: (number | null)[]): number => column.findIndex((value) => value !== null)
  expect([chart.sma20, chart.sma50, chart.sma200].map(known)).toEqual([19, 49, 199])
})

test('the averages drawn are the averages stated', () => {
  const series = walk(9, 300)
  const chart = chartSeries(readText(csvOf(series)), null)
  const facts = factsOf(head(series, 300))
  for (const [column, metric] of [
    [chart.sma20, 'sma.20'],
    [chart.sma50, 'sma.50'],
    [chart.sma200, 'sma.200']
  ] as const) {
    expect(column.at(-1)).toBeCloseTo(Number(facts.get(metric)?.value), 10)
  }
})

test('of a close-only file the chart draws closes and no ranges', () => {
  const chart = chartSeries(readText('Date,Close\n2024-01-02,10\n2024-01-03,11'), null)
  expect(chart).toMatchObject({ open: [null, null], volume: [null, null], close: [10, 11] })
})
