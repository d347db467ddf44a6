import { at, type ReferenceBars } from './bars'
import { known } from './indicators'
import type { Figures } from './price'
import { excessKurtosis, mean, quantile, regression, sampleDeviation, skewness } from './statistics'
import { drawdowns, ewmaDeviation, logReturns, simpleReturns, yearBars } from './volatility'

const volatilityFigures = ({ total }: ReferenceBars): Figures => {
  const steps = known(logReturns(total))
  const year = Math.sqrt(yearBars)
  const daily = at(ewmaDeviation(total), -1)
  return {
    'volatility.20d': steps.length < 20 ? null : sampleDeviation(steps.slice(-20)) * year,
    'volatility.60d': steps.length < 60 ? null : sampleDeviation(steps.slice(-60)) * year,
    'volatility.ewma': total.length < 113 || daily === null ? null : daily * year
  }
}

/** No two returns differ by more than rounding: there is no spread to divide by. */
const flat = (values: readonly number[]): boolean =>
  Math.max(...values) - Math.min(...values) < 1e-12

const lossFigures = (returns: readonly number[]): Figures => {
  const sample = returns.slice(-1000)
  if (sample.length < 250) return {}
  const fifth = quantile(sample, 0.05)
  return {
    'var.95.1d': -fifth,
    'var.99.1d': sample.length < 1000 ? null : -quantile(sample, 0.01),
    'es.95.1d': -mean(sample.filter((value) => value <= fifth))
  }
}

const shapeFigures = (returns: readonly number[]): Figures => {
  const figures: Figures = {}
  const year = returns.slice(-yearBars)
  if (year.length === yearBars && !flat(year)) {
    const sharpe = (mean(year) / sampleDeviation(year)) * Math.sqrt(yearBars)
    figures['sharpe.252d'] = sharpe
    figures['sharpe.252d.se'] = Math.sqrt(1 + sharpe ** 2 / 504)
  }
  const sample = returns.slice(-1000)
  if (sample.length < 250 || flat(sample)) return figures
  const small = [...sample].sort((a, b) => Math.abs(a) - Math.abs(b)).slice(0, -3)
  return {
    ...figures,
    skewness: skewness(sample),
    'skewness.without3': flat(small) ? null : skewness(small),
    'kurtosis.excess': excessKurtosis(sample),
    'kurtosis.excess.without3': flat(small) ? null : excessKurtosis(small)
  }
}

/** DESK: falls are measured on closes. The latest of equal peaks, the first of equal troughs. */
const fallFigures = ({ close, dates }: ReferenceBars): Figures => {
  if (close.length < 2) return {}
  const depths = drawdowns(close)
  const deepest = Math.max(...depths)
  const figures: Figures = {
    'drawdown.max': deepest,
    'drawdown.current': at(depths, -1),
    'drawdown.bars': close.length - 1 - close.lastIndexOf(Math.max(...close)),
    'drawdown.max.252d':
      close.length < yearBars ? null : Math.max(...drawdowns(close.slice(-yearBars)))
  }
  if (deepest === 0) return figures
  const trough = depths.indexOf(deepest)
  const until = close.slice(0, trough + 1)
  figures['drawdown.max.trough'] = at(dates, trough)
  figures['drawdown.max.peak'] = at(dates, until.lastIndexOf(Math.max(...until)))
  return figures
}

export const riskFigures = (bars: ReferenceBars): Figures => {
  const returns = known(simpleReturns(bars.total, 1))
  return {
    ...volatilityFigures(bars),
    ...lossFigures(returns),
    ...fallFigures(bars),
    ...shapeFigures(returns)
  }
}

const isAdjusted = ({ close, total }: ReferenceBars): boolean =>
  total.some((value, index) => value !== close[index])

const onDates = (
  bars: ReferenceBars,
  column: 'close' | 'total',
  dates: readonly string[]
): number[] => dates.map((date) => at(bars[column], bars.dates.indexOf(date)))

/** DESK: an inner join on dates comes first, returns are taken on the joined dates. */
export const benchmarkFigures = (bars: ReferenceBars, benchmark: ReferenceBars): Figures => {
  const dates = bars.dates.filter((date) => benchmark.dates.includes(date))
  const end = dates.at(-1) ?? at(benchmark.dates, -1)
  if (bars.dates.filter((date) => date > end).length > 5 || dates.length === 0) {
    return { 'data.benchmark.end': end }
  }
  const own = onDates(bars, 'total', dates)
  const other = onDates(benchmark, 'total', dates)
  const column = isAdjusted(bars) && isAdjusted(benchmark) ? 'total' : 'close'
  const [mineAlike, itsAlike] = [onDates(bars, column, dates), onDates(benchmark, column, dates)]
  const figures: Figures = { 'benchmark.close': at(other, -1) }
  for (const count of [20, 60, 252]) {
    const mine = at(simpleReturns(mineAlike, count), -1)
    const its = at(simpleReturns(itsAlike, count), -1)
    figures[`excess.${count}d`] = mine === null || its === null ? null : mine - its
  }
  const y = known(simpleReturns(own, 1)).slice(-yearBars)
  const x = known(simpleReturns(other, 1)).slice(-yearBars)
  if (y.length < 200) return figures
  const { slope, slopeError, correlation } = regression(x, y)
  return {
    ...figures,
    'beta.252d': slope,
    'beta.252d.se': slopeError,
    'correlation.252d': correlation,
    'correlation.252d.se': Math.sqrt((1 - correlation ** 2) / (y.length - 2))
  }
}
