import type { PriceSheet } from '../price-sheet'
import { regress } from '../statistics/regression'
import { simpleReturns } from '../statistics/returns'
import { inTaiwanHours } from '../taiwan/taiwan-hours'
import type { DraftList, DraftShape } from './draft'
import { joinBars, type JointBars } from './joint-bars'

const pairsLimit = 252
const pairsMinimum = 200
const excessBars = [20, 60, 252]
/** Bars of a return between series that close hours apart. */
const apartBars = 5
/** The subject's bars after the last joint one, up to which a benchmark is of today. */
const lateLimit = 5

const inputs = ['price.close', 'benchmark.close']

/**
 * Beta and correlation of the last year's joint returns, with their standard errors. Returns of
 * several bars overlap: only one in `span` of them counts as an observation of its own.
 */
const fitFacts = (
  list: DraftList,
  { total, indices }: JointBars,
  { span, shape }: { span: number; shape: DraftShape }
): void => {
  const returns = (values: Float64Array): Float64Array =>
    simpleReturns(values, span).subarray(span).slice(-pairsLimit)
  const [y, x] = [returns(total.subject), returns(total.benchmark)]
  if (y.length < pairsMinimum) return
  const fit = regress(y, x, y.length / span)
  const overlap = span === 1 ? '' : `overlapping ${span}-bar `
  const pairs = `${y.length} pairs of ${overlap}simple returns`
  const alone = span === 1 ? 'n' : `n / ${span}`
  const error = `sqrt((1 - r^2) / (${alone} - 2))`
  const from = indices[indices.length - y.length - span] ?? 0
  const add = (metric: string, value: number, formula: string): void =>
    list.add(metric, value, { ...shape, from, formula })
  add('beta.252d', fit.slope, `covariance / variance of the benchmark, ${pairs}`)
  add('beta.252d.se', fit.slopeError, `${error} * deviation ratio`)
  add('correlation.252d', fit.correlation, `Pearson correlation of ${pairs}`)
  add('correlation.252d.se', fit.correlationError, error)
}

const excessFacts = (
  list: DraftList,
  { alike, indices }: JointBars,
  shape: Omit<DraftShape, 'basis'>
): void => {
  if (alike === null) return
  const { basis, subject, benchmark } = alike
  const kind = basis === 'total' ? 'total return' : 'return of the close'
  for (const length of excessBars) {
    const own = simpleReturns(subject, length).at(-1) ?? NaN
    list.add(`excess.${length}d`, own - (simpleReturns(benchmark, length).at(-1) ?? NaN), {
      ...shape,
      basis,
      from: indices[Math.max(0, indices.length - 1 - length)] ?? 0,
      formula: `${kind} of ${length} joint bars less the benchmark's`
    })
  }
}

export interface BenchmarkPair {
  sheet: PriceSheet
  other: PriceSheet
  /** The subject's name. */
  subject: string
}

/**
 * Beta, correlation and excess returns against a benchmark, on the dates that both have. One that
 * ends more than 5 bars before the subject gives the date of its end and nothing else.
 */
export const benchmarkFacts = (list: DraftList, { sheet, other, subject }: BenchmarkPair): void => {
  const joint = joinBars(sheet, other)
  const to = joint.indices.at(-1)
  const last = sheet.bars.dates.length - 1
  if (to === undefined || last - to > lateLimit) {
    const end = to === undefined ? other.asOf : sheet.bars.dates[to]
    const formula = `last date that both have, over ${lateLimit} bars ago`
    const shape = { unit: 'date', basis: 'none', file: 'benchmark' } as const
    list.add('data.benchmark.end', end, { ...shape, from: 0, to: last, formula })
    return
  }
  list.add('benchmark.close', joint.total.benchmark.at(-1), {
    unit: 'price',
    basis: other.returnBasis,
    from: to,
    to,
    formula: 'close[t] of the benchmark',
    file: 'benchmark'
  })
  const shape = { basis: sheet.returnBasis, to, inputs, formula: '' } as const
  const isApart = inTaiwanHours(sheet, subject) !== inTaiwanHours(other, '')
  const span = isApart ? apartBars : 1
  fitFacts(list, joint, { span, shape: { ...shape, unit: 'number' } })
  excessFacts(list, joint, { ...shape, unit: 'ratio' })
}
