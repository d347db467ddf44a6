import { at, type ReferenceBars } from './bars'
import { known, relativeStrength, simpleAverage, type Line } from './indicators'
import type { Figures } from './price'
import { warmDeviation } from './scaled'
import { median } from './statistics'
import { drawdowns, logReturns, simpleReturns } from './volatility'

const quotient = (above: number | null, below: number | null): number | null =>
  above === null || below === null || below === 0 ? null : above / below

/** Today's move in deviations as they were known before it. */
const moveFigures = ({ total, dates }: ReferenceBars): Figures => {
  const steps = logReturns(total)
  const deviations = warmDeviation(total)
  const scores = steps.map((step, index) =>
    index === 0 ? null : quotient(step, at(deviations, index - 1))
  )
  const last = total.length - 1
  const figures: Figures = { 'z.1d': at(scores, -1) }
  if (last >= 5) {
    const before = at(deviations, last - 5)
    const scale = before === null ? null : before * Math.sqrt(5)
    figures['z.5d'] = quotient(Math.log(at(total, last) / at(total, last - 5)), scale)
  }
  const far = scores.flatMap((score, index) =>
    score !== null && Math.abs(score) >= 2 ? [index] : []
  )
  if (far.length === 0) return figures
  const latest = at(far, -1)
  return { ...figures, 'sigma2.bars': last - latest, 'sigma2.date': at(dates, latest) }
}

/** An average of equal closes is that close; a sum and a division could miss it by a rounding. */
const exactAverage = (closes: readonly number[], length: number): Line =>
  simpleAverage(closes, length).map((value, index) => {
    if (value === null) return null
    const window = closes.slice(index - length + 1, index + 1)
    return window.every((close) => close === at(window, 0)) ? at(window, 0) : value
  })

/** 'above' only where the close is higher than its average; null where there is none. */
export const sidesOf = (closes: readonly number[]): (string | null)[] =>
  exactAverage(closes, 200).map((average, index) => {
    if (average === null) return null
    return at(closes, index) > average ? 'above' : 'below'
  })

/** Bars in today's state without a break, today included. */
export const ageOf = (states: readonly (string | null)[]): number => {
  const different = states.findLastIndex((state) => state !== at(states, -1))
  return states.length - 1 - different
}

/** Close 20 bars ago / close 252 bars ago − 1. */
export const yearLessMonth = (closes: readonly number[]): Line =>
  closes.map((_, index) =>
    index < 252 ? null : at(closes, index - 20) / at(closes, index - 252) - 1
  )

const trendFigures = ({ close, total }: ReferenceBars): Figures => {
  const figures: Figures = { 'momentum.12-1': at(yearLessMonth(total), -1) }
  const averages = exactAverage(close, 200)
  const today = at(averages, -1)
  if (today === null) return figures
  figures['distance.sma.200'] = at(close, -1) / today - 1
  figures['trend.sma200.bars'] = ageOf(sidesOf(close))
  const earlier = averages.at(-21) ?? null
  figures['trend.sma200.slope.20d'] = earlier === null ? null : today / earlier - 1
  return figures
}

/** Share of the last 1,000 values that are not above today's; none among equal values. */
const percentile = (line: Line): number | null => {
  const recent = known(line.slice(-1000))
  const today = at(line, -1)
  if (recent.length < 1000 || today === null) return null
  if (recent.every((value) => value === today)) return null
  return recent.filter((value) => value <= today).length / 1000
}

const percentileFigures = ({ close, total }: ReferenceBars): Figures => {
  const averages = exactAverage(close, 200)
  const distances = close.map((value, index) => {
    const average = at(averages, index)
    return average === null ? null : value / average - 1
  })
  return {
    'percentile.volatility': percentile(warmDeviation(total)),
    'percentile.return.20d': percentile(simpleReturns(total, 20)),
    'percentile.distance.sma.200': percentile(distances),
    'percentile.drawdown': percentile(drawdowns(close))
  }
}

const worstFigures = ({ total, dates }: ReferenceBars): Figures => {
  const returns = simpleReturns(total, 20)
  const moves = known(returns)
  if (moves.length === 0) return {}
  const worst = Math.min(...moves)
  return {
    'return.20d.worst': worst,
    'return.20d.worst.date': at(dates, returns.indexOf(worst)),
    'forecast.median.20d': median(moves)
  }
}

/** RSI band and side, as a code; null before the 200th bar and where RSI has no value. */
export const historianStates = ({ close }: ReferenceBars): (string | null)[] => {
  const strengths = relativeStrength(close, 14)
  return sidesOf(close).map((side, index) => {
    const strength = at(strengths, index)
    if (side === null || strength === null) return null
    if (strength < 30) return `rsi.0-30|${side}`
    if (strength < 50) return `rsi.30-50|${side}`
    return strength <= 70 ? `rsi.50-70|${side}` : `rsi.70-100|${side}`
  })
}

/** The last five bars' move in deviations known before it: below −1, within, above 1. */
export const scoutStates = ({ total }: ReferenceBars): (string | null)[] => {
  const deviations = warmDeviation(total)
  return total.map((close, index) => {
    const before = deviations[index - 5] ?? null
    if (before === null || before === 0) return null
    const score = Math.log(close / at(total, index - 5)) / (before * Math.sqrt(5))
    if (score > 1) return 'week.above'
    return score < -1 ? 'week.below' : 'week.within'
  })
}

/** The third in which a day's deviation lies among the up to 1,000 until it, at least 250. */
export const riskStates = ({ total }: ReferenceBars): (string | null)[] => {
  const deviations = warmDeviation(total)
  return deviations.map((today, index) => {
    const until = known(deviations.slice(Math.max(0, index - 999), index + 1))
    if (today === null || until.length < 250) return null
    const rank = until.filter((value) => value <= today).length / until.length
    if (rank > 2 / 3) return 'volatility.high'
    return rank > 1 / 3 ? 'volatility.middle' : 'volatility.low'
  })
}

/** DESK: where today stands, against its own past. */
export const stateFigures = (bars: ReferenceBars): Figures => ({
  ...moveFigures(bars),
  ...trendFigures(bars),
  ...percentileFigures(bars),
  ...worstFigures(bars)
})
