import { describe, expect, test } from 'vitest'
import { averageTrueRanges } from '../../../../main/evidence/indicators/directional'
import type { Bars } from '../../../../main/evidence/bars'
import { regress } from '../../../../main/evidence/statistics/regression'
import {
  averageTrueRange,
  directionalMovement,
  exponentialAverage,
  relativeStrength,
  type Line
} from '../../../support/reference/indicators'
import {
  excessKurtosis,
  quantile,
  regression,
  skewness,
  wilsonInterval
} from '../../../support/reference/statistics'

const numbers = (text: string): number[] => text.trim().split(/\s+/).map(Number)
const known = (line: Line): number[] => line.flatMap((value) => value ?? [])

const within = (found: readonly number[], published: readonly number[], room: number): void => {
  expect(found).toHaveLength(published.length)
  const far = found.filter((value, index) => !(Math.abs(value - (published[index] ?? NaN)) <= room))
  expect(far).toEqual([])
}

/** The prices of StockCharts ChartSchool's example of the average true range. */
const rangeExample = {
  high: numbers(`48.70 48.72 48.90 48.87 48.82 49.05 49.20 49.35 49.92 50.19 50.12 49.66 49.88 50.19
    50.36 50.57 50.65 50.43 49.63 50.33 50.29 50.17 49.32 48.50 48.32 46.80 47.80 48.39 48.66
    48.79`),
  low: numbers(`47.79 48.14 48.39 48.37 48.24 48.64 48.94 48.86 49.50 49.87 49.20 48.90 49.43 49.73
    49.26 50.09 50.30 49.21 48.98 49.61 49.20 49.43 48.08 47.64 41.55 44.28 47.31 47.20 47.90
    47.73`),
  close: numbers(`48.16 48.61 48.75 48.63 48.74 49.03 49.07 49.32 49.91 50.13 49.53 49.50 49.75
    50.03 50.31 50.52 50.41 49.34 49.37 50.23 49.24 49.93 48.43 48.18 46.57 45.41 47.77 47.72
    48.62 47.85`)
}
const publishedRanges = numbers(
  '0.56 0.59 0.59 0.57 0.62 0.62 0.64 0.67 0.69 0.78 0.78 1.21 1.30 1.38 1.37 1.34 1.32'
)

/**
 * The example counts the first day's high less low as a true range; a bar before it that closed
 * inside that day's range makes it one by the definition used here too.
 */
const withDayBefore = {
  high: [48.16, ...rangeExample.high],
  low: [48.16, ...rangeExample.low],
  close: [48.16, ...rangeExample.close]
}

const asBars = ({ high, low, close }: typeof withDayBefore): Bars => ({
  dates: close.map(String),
  open: Float64Array.from(close),
  high: Float64Array.from(high),
  low: Float64Array.from(low),
  close: Float64Array.from(close),
  volume: new Float64Array(close.length),
  adjusted: null,
  rows: new Int32Array(close.length)
})

describe('StockCharts ChartSchool: 14-day average true range, as printed to two decimals', () => {
  // Prices and averages are both printed rounded, hence a hundredth of room.
  test('by the reference', () => {
    within(known(averageTrueRange(withDayBefore, 14)), publishedRanges, 0.01)
  })
  test('by the program', () => {
    const found = [...averageTrueRanges(asBars(withDayBefore), 14)]
    within(
      found.filter((value) => !Number.isNaN(value)),
      publishedRanges,
      0.01
    )
  })
})

describe('the reference agrees with published tables, so what agrees with it does too', () => {
  test('14-day RSI: StockCharts ChartSchool, RSI example', () => {
    const closes = numbers(`44.3389 44.0902 44.1497 43.6124 44.3278 44.8264 45.0955 45.4245 45.8433
      46.0826 45.8931 46.0328 45.6140 46.2820 46.2820 46.0028 46.0328 46.4116 46.2222 45.6439
      46.2122 46.2521 45.7137 46.4515 45.7835 45.3548 44.0288 44.1783 44.2181 44.5672 43.4205
      42.6628 43.1314`)
    const published = numbers(`70.53 66.32 66.55 69.41 66.36 57.97 62.93 63.26 56.06 62.38 54.71
      50.42 39.99 41.46 41.87 45.46 37.30 33.08 37.77`)
    within(known(relativeStrength(closes, 14)), published, 0.01)
  })

  test('10-day EMA, seeded with a simple mean: StockCharts ChartSchool, moving averages', () => {
    const closes = numbers(`22.27 22.19 22.08 22.17 22.18 22.13 22.23 22.43 22.24 22.29 22.15 22.39
      22.38 22.61 23.36 24.05 23.75 23.83 23.95 23.63 23.82 23.87 23.65 23.19 23.10 23.33 22.68
      23.10 22.40 22.17`)
    const published = numbers(`22.22 22.21 22.24 22.27 22.33 22.52 22.80 22.97 23.13 23.28 23.34
      23.43 23.51 23.54 23.47 23.40 23.39 23.26 23.23 23.08 22.92`)
    within(known(exponentialAverage(closes, 10)), published, 0.01)
  })

  test('+DI, −DI and DX: prices of StockCharts ChartSchool, results as Highcharts tests them', () => {
    const high = numbers(`30.1983 30.2776 30.4458 29.3478 29.3477 29.2886 28.8334 28.7346 28.6654
      28.8532 28.6356 27.6761 27.2112 26.8651 27.4090 26.9441 26.5189 26.5189 27.0927 27.6860`)
    const low = numbers(`29.4072 29.3182 29.9611 28.7443 28.5566 28.4081 28.0818 27.4289 27.6565
      27.8345 27.3992 27.0927 26.1826 26.1332 26.6277 26.1332 25.4307 25.3518 25.8760 26.9640`)
    const close = numbers(`29.8720 30.2381 30.0996 28.9028 28.9225 28.4775 28.5566 27.5576 28.4675
      28.2796 27.4882 27.2310 26.3507 26.3309 27.0333 26.2221 26.0144 25.4605 27.0333 27.4487`)
    const { dx, plus, minus } = directionalMovement({ high, low, close }, 14)
    const dxPublished = numbers('65.5369 68.7260 72.6044 73.0093 55.0621 39.0054')
    const plusPublished = numbers('6.7494 6.2920 5.7818 5.2867 8.6988 12.4910')
    const minusPublished = numbers('32.4196 33.9458 36.4278 33.8873 30.0160 28.4668')
    within(known(dx), dxPublished, 0.0001)
    within(known(plus), plusPublished, 0.0001)
    within(known(minus), minusPublished, 0.0001)
  })

  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718]
  ])('Wilson interval of %i of %i: Newcombe (1998), table I, method 3', (hits, n, low, high) => {
    within([...wilsonInterval(hits / n, n)], [low, high], 0.00005)
  })
})

/** Anscombe, Graphs in Statistical Analysis, The American Statistician 27 (1973), first set. */
const anscombe = {
  x: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
  y: [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
}

describe('Anscombe (1973): slope 0.500, its error 0.118, correlation 0.816', () => {
  test('by the reference', () => {
    const { slope, slopeError, correlation } = regression(anscombe.x, anscombe.y)
    within([slope, slopeError, correlation], [0.5, 0.118, 0.816], 0.0005)
  })
  test('by the program', () => {
    const [x, y] = [Float64Array.from(anscombe.x), Float64Array.from(anscombe.y)]
    const { slope, slopeError, correlation } = regress(y, x)
    within([slope, slopeError, correlation], [0.5, 0.118, 0.816], 0.0005)
  })
})

test('the reference by hand: 2 4 4 4 5 5 7 9 has skewness 42/64 and kurtosis 356/128', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9]
  expect(skewness(values)).toBeCloseTo(42 / 64, 14)
  expect(excessKurtosis(values)).toBeCloseTo(356 / 128 - 3, 14)
  expect([0, 0.25, 0.5, 1].map((share) => quantile(values, share))).toEqual([2, 4, 4.5, 9])
})
