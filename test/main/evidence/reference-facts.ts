import * as by from './reference-indicators'
import type { Series } from './series'

/** What the definitions say of each metric; a metric that is missing here must be absent. */
export type Expected = Record<string, number | string | undefined>

const annual = Math.sqrt(252)

interface Known {
  series: Series
  n: number
  t: number
  close: number[]
  total: number[]
  ranges: by.Ranges | null
}

const knownOf = (series: Series): Known => {
  const { close, high, low, adjusted } = series
  const ranges = high === null || low === null ? null : { high, low, close }
  const [n, total] = [close.length, adjusted ?? close]
  return { series, n, t: n - 1, close, total, ranges }
}

const ago = (values: readonly number[], count: number): number =>
  values[values.length - 1 - count] ?? NaN
const change = (values: readonly number[], bars: number, end: number): number =>
  (values[end] ?? NaN) / (values[end - bars] ?? NaN) - 1
const logs = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => Math.log(value / (values[i] ?? NaN)))
const simple = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => value / (values[i] ?? NaN) - 1)
const isFlat = (values: readonly number[]): boolean =>
  Math.max(...values) - Math.min(...values) < 1e-12

const extremes = ({ series, n, close, ranges }: Known): Expected => {
  const expected: Expected = {}
  const put = (metric: string, values: readonly number[], bars: number, sign: 1 | -1): void => {
    if (n < bars) return
    const recent = values.slice(-bars)
    const level = sign > 0 ? Math.max(...recent) : Math.min(...recent)
    expected[metric] = level
    expected[`${metric}.date`] = series.dates[n - bars + recent.lastIndexOf(level)]
  }
  put('high.252d', ranges?.high ?? close, 252, 1)
  put('low.252d', ranges?.low ?? close, 252, -1)
  for (const bars of [20, 60, 252]) {
    put(`close.high.${bars}d`, close, bars, 1)
    put(`close.low.${bars}d`, close, bars, -1)
  }
  for (const side of ['high', 'low']) {
    const level = expected[`${side}.252d`]
    if (level !== undefined) expected[`distance.${side}.252d`] = ago(close, 0) / Number(level) - 1
  }
  return expected
}

const indicators = ({ series, n, t, close, ranges }: Known): Expected => {
  const expected: Expected = {}
  for (const bars of [20, 50, 200]) expected[`sma.${bars}`] = by.sma(close, bars)[t]
  const [fast, slow] = [by.ema(close, 12), by.ema(close, 26)]
  if (n >= 60) expected['ema.12'] = fast[t]
  if (n >= 120) expected['ema.26'] = slow[t]
  if (n >= 110) expected['rsi.14'] = by.rsi(close, 14)[t]
  if (n >= 150) {
    const line = slow.flatMap((value, i) => (value === undefined ? [] : [(fast[i] ?? NaN) - value]))
    const signal = by.ema(line, 9).at(-1) ?? NaN
    expected['macd.line'] = line.at(-1)
    expected['macd.signal'] = signal
    expected['macd.histogram'] = (line.at(-1) ?? NaN) - signal
  }
  if (ranges !== null && n >= 40) {
    const [k, d, j] = by.stochastic(ranges)
    Object.assign(expected, { 'stochastic.k': k, 'stochastic.d': d, 'stochastic.j': j })
  }
  if (ranges !== null && n >= 110) expected['atr.14'] = by.atr(ranges, 14)[t]
  if (ranges !== null && n >= 150) expected['adx.14'] = by.adx(ranges, 14)
  if (n >= 20) {
    const window = close.slice(-20)
    const flat = Math.max(...window) === Math.min(...window)
    const [middle, width] = [by.average(window), flat ? 0 : 2 * by.deviation(window, 0)]
    expected['bollinger.upper'] = middle + width
    expected['bollinger.middle'] = middle
    expected['bollinger.lower'] = middle - width
    const place = (ago(close, 0) - middle + width) / (2 * width)
    expected['bollinger.percentB'] = flat ? undefined : place
  }
  const volumes = series.volume?.slice(-21) ?? []
  const usual = by.average(volumes.slice(0, 20).map((value) => value ?? NaN))
  if (volumes.length === 21 && usual > 0) {
    expected['volume.ratio.20d'] = (volumes[20] ?? NaN) / usual
  }
  return expected
}

/** EWMA deviation of the day that `bar` ends, undefined in its warm-up. */
const ewma = (total: readonly number[]): by.Column => {
  let variance = 0
  const deviations = logs(total).map((value, i) => {
    variance = i === 0 ? value ** 2 : 0.94 * variance + 0.06 * value ** 2
    return Math.sqrt(variance)
  })
  return total.map((_, bar) => (bar < 112 ? undefined : deviations[bar - 1]))
}

const drawdowns = (close: readonly number[]): number[] =>
  close.map((value, i) => 1 - value / Math.max(...close.slice(0, i + 1)))

const risks = ({ series, n, t, close, total }: Known): Expected => {
  const expected: Expected = {}
  const log = logs(total)
  for (const bars of [20, 60]) {
    if (n > bars) expected[`volatility.${bars}d`] = by.deviation(log.slice(-bars), 1) * annual
  }
  const today = ewma(total)[t]
  if (today !== undefined) expected['volatility.ewma'] = today * annual
  const sample = simple(total).slice(-1000)
  if (sample.length >= 250) {
    const fifth = by.quantile(sample, 0.05)
    expected['var.95.1d'] = -fifth
    if (sample.length === 1000) expected['var.99.1d'] = -by.quantile(sample, 0.01)
    expected['es.95.1d'] = -by.average(sample.filter((value) => value <= fifth))
  }
  if (n >= 2) {
    const depths = drawdowns(close)
    const deepest = Math.max(...depths)
    const trough = depths.indexOf(deepest)
    const peakOf = (end: number): number =>
      close.lastIndexOf(Math.max(...close.slice(0, end + 1)), end)
    expected['drawdown.max'] = deepest
    if (deepest > 0) {
      expected['drawdown.max.peak'] = series.dates[peakOf(trough)]
      expected['drawdown.max.trough'] = series.dates[trough]
    }
    if (n >= 252) expected['drawdown.max.252d'] = Math.max(...drawdowns(close.slice(-252)))
    expected['drawdown.current'] = depths[t]
    expected['drawdown.bars'] = t - peakOf(t)
  }
  return expected
}

const shapes = ({ n, total }: Known): Expected => {
  const expected: Expected = {}
  const returns = simple(total)
  const year = returns.slice(-252)
  if (n > 252 && !isFlat(year)) {
    const ratio = (by.average(year) / by.deviation(year, 1)) * annual
    expected['sharpe.252d'] = ratio
    expected['sharpe.252d.se'] = Math.sqrt(1 + ratio ** 2 / 504)
  }
  const sample = returns.slice(-1000)
  if (sample.length < 250 || isFlat(sample)) return expected
  const rest = sample.toSorted((a, b) => Math.abs(b) - Math.abs(a)).slice(3)
  expected.skewness = by.moment(sample, 3)
  expected['kurtosis.excess'] = by.moment(sample, 4) - 3
  if (!isFlat(rest)) {
    expected['skewness.without3'] = by.moment(rest, 3)
    expected['kurtosis.excess.without3'] = by.moment(rest, 4) - 3
  }
  return expected
}

const places = ({ series, n, t, close, total }: Known): Expected => {
  const expected: Expected = {}
  const known = ewma(total)
  const log = logs(total)
  const z = total.map((_, bar) => {
    const before = known[bar - 1]
    return before === undefined || before === 0 ? undefined : (log[bar - 1] ?? NaN) / before
  })
  expected['z.1d'] = z[t]
  const weekBefore = known[t - 5]
  if (weekBefore !== undefined && weekBefore > 0) {
    expected['z.5d'] = by.sum(log.slice(-5)) / (weekBefore * Math.sqrt(5))
  }
  const big = z.findLastIndex((score) => score !== undefined && Math.abs(score) >= 2)
  if (big >= 0) {
    expected['sigma2.bars'] = t - big
    expected['sigma2.date'] = series.dates[big]
  }
  const trend = by.sma(close, 200)
  const above = trend.map((value, i) => (value === undefined ? null : (close[i] ?? 0) > value))
  if (n >= 200) {
    const broken = above.findLastIndex((side) => side !== above[t])
    expected['distance.sma.200'] = ago(close, 0) / (trend[t] ?? NaN) - 1
    expected['trend.sma200.bars'] = t - broken
  }
  if (n >= 220) expected['trend.sma200.slope.20d'] = (trend[t] ?? NaN) / (trend[t - 20] ?? NaN) - 1
  if (n >= 253) expected['momentum.12-1'] = ago(total, 21) / ago(total, 252) - 1
  const months = total.map((_, i) => (i < 20 ? undefined : change(total, 20, i)))
  const full = months.filter((value) => value !== undefined)
  if (full.length > 0) {
    expected['return.20d.worst'] = Math.min(...full)
    expected['return.20d.worst.date'] = series.dates[20 + full.indexOf(Math.min(...full))]
    expected['forecast.median.20d'] = by.quantile(full, 0.5)
  }
  const rank = (metric: string, values: by.Column): void => {
    const recent = values.slice(-1000).filter((value) => value !== undefined)
    const today = values.at(-1)
    if (recent.length < 1000 || today === undefined || new Set(recent).size === 1) return
    expected[metric] = recent.filter((value) => value <= today).length / 1000
  }
  rank('percentile.volatility', known)
  rank('percentile.return.20d', months)
  rank(
    'percentile.distance.sma.200',
    trend.map((value, i) => (value === undefined ? undefined : (close[i] ?? NaN) / value - 1))
  )
  rank('percentile.drawdown', drawdowns(close))
  return expected
}

/** The facts of DESK's first version without base rates, votes and the benchmark. */
export const expectedFacts = (series: Series): Expected => {
  const known = knownOf(series)
  const { n, t, close, total } = known
  const expected: Expected = { 'data.bars': n, 'data.from': series.dates[0] }
  expected['price.close'] = close[t]
  for (const bars of [1, 5, 20, 60, 252]) {
    if (n > bars) expected[`return.${bars}d`] = change(total, bars, t)
  }
  const parts = [extremes, indicators, risks, shapes, places].map((part) => part(known))
  return Object.assign(expected, ...parts) as Expected
}
