import { describe, expect, test } from 'vitest'
import { exponentialAverages } from '../../../main/evidence/indicators/moving-averages'
import { relativeStrength } from '../../../main/evidence/indicators/rsi'
import {
  excessKurtosis,
  mean,
  populationDeviation,
  sampleDeviation,
  skewness
} from '../../../main/evidence/statistics/moments'
import { quantile } from '../../../main/evidence/statistics/quantiles'
import { regress } from '../../../main/evidence/statistics/regression'
import { wilsonInterval } from '../../../main/evidence/statistics/wilson'

const column = (text: string): Float64Array => Float64Array.from(text.trim().split(/\s+/), Number)
const known = (values: Float64Array): number[] =>
  [...values].filter((value) => !Number.isNaN(value))

describe('StockCharts ChartSchool, worked examples', () => {
  test('10-day EMA of the moving-averages example, to its two decimals', () => {
    const closes = column(`22.27 22.19 22.08 22.17 22.18 22.13 22.23 22.43 22.24 22.29 22.15 22.39
      22.38 22.61 23.36 24.05 23.75 23.83 23.95 23.63 23.82 23.87 23.65 23.19 23.10 23.33 22.68
      23.10 22.40 22.17`)
    const published = column(`22.22 22.21 22.24 22.27 22.33 22.52 22.80 22.97 23.13 23.28 23.34
      23.43 23.51 23.54 23.47 23.40 23.39 23.26 23.23 23.08 22.92`)
    const averages = known(exponentialAverages(closes, 10))
    expect(averages).toHaveLength(published.length)
    // The example's own closes are printed rounded, hence a hundredth of room.
    averages.forEach((value, i) =>
      expect(Math.abs(value - (published[i] ?? NaN))).toBeLessThan(0.01)
    )
  })

  test('14-day RSI of the RSI example, to its two decimals', () => {
    const closes = column(`44.3389 44.0902 44.1497 43.6124 44.3278 44.8264 45.0955 45.4245 45.8433
      46.0826 45.8931 46.0328 45.6140 46.2820 46.2820 46.0028 46.0328 46.4116 46.2222 45.6439
      46.2122 46.2521 45.7137 46.4515 45.7835 45.3548 44.0288 44.1783 44.2181 44.5672 43.4205
      42.6628 43.1314`)
    const published = column(`70.53 66.32 66.55 69.41 66.36 57.97 62.93 63.26 56.06 62.38 54.71
      50.42 39.99 41.46 41.87 45.46 37.30 33.08 37.77`)
    const strengths = known(relativeStrength(closes, 14))
    expect(strengths).toHaveLength(published.length)
    strengths.forEach((value, i) =>
      expect(Math.abs(value - (published[i] ?? NaN))).toBeLessThan(0.01)
    )
  })
})

describe('NIST Statistical Reference Datasets, certified values', () => {
  const alternating = (middle: number, low: number, high: number): Float64Array =>
    Float64Array.from({ length: 1001 }, (_, i) => (i === 0 ? middle : i % 2 === 1 ? low : high))

  test.each([
    ['NumAcc1', column('10000001 10000003 10000002'), 10_000_002, 1, 12],
    ['NumAcc2', alternating(1.2, 1.1, 1.3), 1.2, 0.1, 12],
    ['NumAcc3', alternating(1_000_000.2, 1_000_000.1, 1_000_000.3), 1_000_000.2, 0.1, 8],
    ['NumAcc4', alternating(10_000_000.2, 10_000_000.1, 10_000_000.3), 10_000_000.2, 0.1, 7]
  ])('mean and sample deviation of %s', (_name, values, center, deviation, digits) => {
    expect(mean(values)).toBeCloseTo(center, digits)
    expect(sampleDeviation(values)).toBeCloseTo(deviation, digits)
  })

  test('linear regression of Norris', () => {
    const pairs = column(`0.1 0.2 338.8 337.4 118.1 118.2 888.0 884.6 9.2 10.1 228.1 226.5 668.5
      666.3 998.5 996.3 449.1 448.6 778.9 777.0 559.2 558.2 0.3 0.4 0.1 0.6 778.1 775.5 668.8 666.9
      339.3 338.0 448.9 447.5 10.8 11.6 557.7 556.0 228.3 228.1 998.0 995.8 888.8 887.6 119.6 120.2
      0.3 0.3 0.6 0.3 557.6 556.8 339.3 339.1 888.0 887.2 998.5 999.0 778.9 779.0 10.2 11.1 117.6
      118.3 228.9 229.2 668.4 669.1 449.2 448.9 0.2 0.5`)
    const y = pairs.filter((_, i) => i % 2 === 0)
    const x = pairs.filter((_, i) => i % 2 === 1)
    const { slope, slopeError, correlation } = regress(y, x)
    expect(slope).toBeCloseTo(1.00211681802045, 11)
    expect(slopeError).toBeCloseTo(0.000429796848199937, 12)
    expect(correlation ** 2).toBeCloseTo(0.999993745883712, 12)
  })
})

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718]
])('Wilson interval of %i of %i, as in Newcombe 1998, Table I, method 3', (hits, n, low, high) => {
  const interval = wilsonInterval(hits / n, n)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test('a share of nothing or of all lies inside its own interval', () => {
  for (let n = 1; n < 300; n += 1) {
    expect(wilsonInterval(1, n).high).toBe(1)
    expect(wilsonInterval(0, n).low).toBe(0)
  }
})

test('moments of 2 4 4 4 5 5 7 9, by hand: mean 5, deviation 2, skewness 42/64, kurtosis 356/128', () => {
  const values = column('2 4 4 4 5 5 7 9')
  expect(mean(values)).toBe(5)
  expect(populationDeviation(values)).toBe(2)
  expect(sampleDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 14)
  expect(skewness(values)).toBeCloseTo(42 / 64, 14)
  expect(excessKurtosis(values)).toBeCloseTo(356 / 128 - 3, 14)
})

test("quantiles of 1 to 10 by hand: position 9 · share, so R's default, type 7", () => {
  const values = column('10 9 8 7 6 5 4 3 2 1')
  expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual([
    1, 1.9, 3.25, 5.5, 9.1, 10
  ])
})
