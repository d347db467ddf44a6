import { at, type ReferenceBars } from './bars'
import { known, type Line } from './indicators'
import type { Figures } from './price'
import { mean, quantile } from './statistics'
import { ewmaDeviation, logReturns, simpleReturns } from './volatility'

/** The daily deviation from the 113th bar on. */
export const warmDeviation = (closes: readonly number[]): Line =>
  ewmaDeviation(closes).map((value, index) => (index + 1 < 113 ? null : value))

/** Each day's simple return in deviations known the day before. */
export const scaledReturns = (closes: readonly number[]): Line => {
  const deviations = warmDeviation(closes)
  return simpleReturns(closes, 1).map((value, index) => {
    const before = deviations[index - 1] ?? null
    return value === null || before === null || before === 0 ? null : value / before
  })
}

/** DESK: filtered historical simulation over the last 1,000 days. */
const lossFigures = ({ total, close }: ReferenceBars): Figures => {
  const today = at(warmDeviation(total), -1)
  const sample = known(scaledReturns(total).slice(-1000))
  if (today === null || today === 0 || sample.length < 250) return {}
  const fifth = quantile(sample, 0.05)
  const losses: Record<string, number> = {
    'var.95.1d.scaled': -fifth * today,
    'es.95.1d.scaled': -mean(sample.filter((value) => value <= fifth)) * today
  }
  if (sample.length === 1000) losses['var.99.1d.scaled'] = -quantile(sample, 0.01) * today
  const points = Object.entries(losses).map(([name, value]) => [
    `${name}.points`,
    value * at(close, -1)
  ])
  return { ...losses, ...(Object.fromEntries(points) as Figures) }
}

/** How many of the last 250 days fell below the 5 % quantile of the 1,000 days before each. */
const breaches = (line: Line): number | null => {
  if (line.length < 250) return null
  const days = line.map((_, index) => index).slice(-250)
  const broken = days.map((day) => {
    const before = known(line.slice(Math.max(0, day - 1000), day))
    const value = at(line, day)
    return before.length < 250 || value === null ? null : value < quantile(before, 0.05)
  })
  return broken.includes(null) ? null : broken.filter((each) => each === true).length
}

/** DESK: past 20-bar log returns over √(20·(½ EWMA variance + ½ long-run variance)). */
const rangeFigures = ({ total, close }: ReferenceBars): Figures => {
  const longRun = mean(known(logReturns(total)).map((step) => step ** 2))
  const scales = warmDeviation(total).map((deviation) =>
    deviation === null ? null : Math.sqrt(20 * (deviation ** 2 / 2 + longRun / 2))
  )
  const moves = total.flatMap((start, index) => {
    const [scale, end] = [at(scales, index), total[index + 20]]
    return scale === null || scale === 0 || end === undefined ? [] : [Math.log(end / start) / scale]
  })
  const today = at(scales, -1)
  if (moves.length < 500 || today === null) return {}
  const figures: Figures = {}
  for (const percent of [5, 10, 50, 90, 95]) {
    const factor = Math.exp(quantile(moves, percent / 100) * today)
    figures[`range.20d.return.${percent}`] = factor - 1
    figures[`range.20d.${percent}`] = at(close, -1) * factor
  }
  return figures
}

/** DESK: losses, breaches and ranges at today's volatility. */
export const scaledFigures = (bars: ReferenceBars): Figures => ({
  ...lossFigures(bars),
  'var.95.1d.breaches.250': breaches(simpleReturns(bars.total, 1)),
  'var.95.1d.breaches.250.scaled': breaches(scaledReturns(bars.total)),
  ...rangeFigures(bars)
})
