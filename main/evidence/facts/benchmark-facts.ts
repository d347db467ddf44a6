import type { PriceSheet } from '../price-sheet'
import { regress } from '../statistics/regression'
import { simpleReturns } from '../statistics/returns'
import type { DraftList, DraftShape } from './draft'

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

const inputs = ['price.close', 'benchmark.close']

/** Beta and correlation of the last year's joint returns, with their standard errors. */
const fitFacts = (list: DraftList, { subject, benchmark }: Joined, shape: DraftShape): void => {
  const y = simpleReturns(subject, 1).subarray(1).slice(-pairsLimit)
  const x = simpleReturns(benchmark, 1).subarray(1).slice(-pairsLimit)
  if (y.length < pairsMinimum) return
  const fit = regress(y, x)
  const pairs = `${y.length} pairs of simple returns`
  const add = (metric: string, value: number, formula: string): void =>
    list.add(metric, value, { ...shape, formula })
  add('beta.252d', fit.slope, `covariance / variance of the benchmark, ${pairs}`)
  add('beta.252d.se', fit.slopeError, 'sqrt((1 - r^2) / (n - 2)) * deviation ratio')
  add('correlation.252d', fit.correlation, `Pearson correlation of ${pairs}`)
  add('correlation.252d.se', fit.correlationError, 'sqrt((1 - r^2) / (n - 2))')
}

/** Beta, correlation and excess returns against a benchmark, on the dates that both have. */
export const benchmarkFacts = (list: DraftList, sheet: PriceSheet, other: PriceSheet): void => {
  const joined = join(sheet, other)
  const { indices, subject, benchmark } = joined
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
  const shape = { basis: sheet.returnBasis, to, inputs, formula: '' } as const
  fitFacts(list, joined, { ...shape, unit: 'number', from: fromJoined(pairsLimit) })
  for (const length of excessBars) {
    const own = simpleReturns(subject, length).at(-1) ?? NaN
    list.add(`excess.${length}d`, own - (simpleReturns(benchmark, length).at(-1) ?? NaN), {
      ...shape,
      unit: 'ratio',
      from: fromJoined(length),
      formula: `return of ${length} joint bars less the benchmark's`
    })
  }
}
