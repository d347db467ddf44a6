import type { PriceSheet } from '../price-sheet'
import { mean, sampleDeviation } from '../statistics/moments'
import { simpleReturns } from '../statistics/returns'
import type { DraftList } from './draft'

const pairsLimit = 252
const pairsMinimum = 200
const excessBars = [20, 60, 252]

interface Joined {
  /** Index in the subject's bars of each date that both have. */
  indices: number[]
  subject: Float64Array
  benchmark: Float64Array
}

/** Both series on the dates that both have, oldest first. */
const join = (sheet: PriceSheet, other: PriceSheet): Joined => {
  const at = new Map(other.bars.dates.map((date, index) => [date, index]))
  const indices = sheet.bars.dates.flatMap((date, index) => (at.has(date) ? [index] : []))
  const partner = (index: number): number => at.get(sheet.bars.dates[index] ?? '') ?? -1
  return {
    indices,
    subject: Float64Array.from(indices, (index) => sheet.total[index] ?? NaN),
    benchmark: Float64Array.from(indices, (index) => other.total[partner(index)] ?? NaN)
  }
}

interface Regression {
  beta: number
  betaError: number
  correlation: number
  correlationError: number
}

/** Ordinary least squares of y on x with its standard errors. */
const regress = (y: Float64Array, x: Float64Array): Regression => {
  const [meanY, meanX] = [mean(y), mean(x)]
  const products = y.map((value, index) => (value - meanY) * ((x[index] ?? NaN) - meanX))
  const covariance = (mean(products) * y.length) / (y.length - 1)
  const [spreadY, spreadX] = [sampleDeviation(y), sampleDeviation(x)]
  const correlation = covariance / (spreadY * spreadX)
  const correlationError = Math.sqrt((1 - correlation * correlation) / (y.length - 2))
  return {
    beta: covariance / (spreadX * spreadX),
    betaError: (correlationError * spreadY) / spreadX,
    correlation,
    correlationError
  }
}

const inputs = ['price.close', 'benchmark.close']

/** Beta, correlation and excess returns against a benchmark, on the dates that both have. */
export const benchmarkFacts = (list: DraftList, sheet: PriceSheet, other: PriceSheet): void => {
  const { indices, subject, benchmark } = join(sheet, other)
  const to = indices.at(-1)
  if (to === undefined) return
  const fromJoined = (back: number): number => indices[Math.max(0, indices.length - 1 - back)] ?? 0
  list.add('benchmark.close', benchmark.at(-1), {
    unit: 'price',
    basis: other.returnBasis,
    from: to,
    to,
    formula: 'close[t] of the benchmark',
    file: 'benchmark'
  })
  const y = simpleReturns(subject, 1).subarray(1).slice(-pairsLimit)
  const x = simpleReturns(benchmark, 1).subarray(1).slice(-pairsLimit)
  if (y.length >= pairsMinimum) {
    const fit = regress(y, x)
    const shape = {
      unit: 'number',
      basis: sheet.returnBasis,
      from: fromJoined(y.length),
      to
    } as const
    const pairs = `${y.length} pairs of simple returns`
    const add = (metric: string, value: number, formula: string): void =>
      list.add(metric, value, { ...shape, inputs, formula })
    add('beta.252d', fit.beta, `covariance / variance of the benchmark, ${pairs}`)
    add('beta.252d.se', fit.betaError, 'sqrt((1 - r^2) / (n - 2)) * deviation ratio')
    add('correlation.252d', fit.correlation, `Pearson correlation of ${pairs}`)
    add('correlation.252d.se', fit.correlationError, 'sqrt((1 - r^2) / (n - 2))')
  }
  for (const length of excessBars) {
    const own = simpleReturns(subject, length).at(-1) ?? NaN
    list.add(`excess.${length}d`, own - (simpleReturns(benchmark, length).at(-1) ?? NaN), {
      unit: 'ratio',
      basis: sheet.returnBasis,
      from: fromJoined(length),
      to,
      inputs,
      formula: `return of ${length} joint bars less the benchmark's`
    })
  }
}
