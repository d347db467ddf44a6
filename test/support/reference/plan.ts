import { at, type ReferenceBars } from './bars'
import type { Figures } from './price'
import { reachedFigures } from './rates'

const dayMs = 86_400_000

/** Twenty days on that are neither Saturday nor Sunday. */
const twentyWeekdaysAfter = (date: string): string => {
  let day = Date.parse(`${date}T00:00:00Z`)
  for (let left = 20; left > 0;) {
    day += dayMs
    if (![0, 6].includes(new Date(day).getUTCDay())) left -= 1
  }
  return new Date(day).toISOString().slice(0, 10)
}

const numberAt = (figures: Figures, metric: string): number | null => {
  const value = figures[metric]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

interface StopNames {
  entry: string
  stop: string
  size: string
  range: string
}

const stopFigures = (figures: Figures, { entry, stop, size, range: name }: StopNames): Figures => {
  const [price, range] = [numberAt(figures, entry), numberAt(figures, name)]
  const swing = numberAt(figures, 'plan.swing.low')
  if (price === null || range === null || swing === null || range === 0) return {}
  const level = Math.min(price - 2 * range, swing - range / 4)
  if (level <= 0) return {}
  const distance = (price - level) / price
  return { [stop]: level, [`${stop}.distance`]: distance, [size]: Math.min(1, 0.01 / distance) }
}

/** DESK: the upper edge of the 80 % range as target, from the close and from the entry. */
const targetFigures = (bars: ReferenceBars, known: Figures, plan: string): Figures => {
  const figures: Figures = {}
  const rise = numberAt(known, 'range.20d.return.90')
  const stop = numberAt(known, `${plan}.stop.distance`)
  const entryStop = numberAt(known, `${plan}.entry.stop.distance`)
  const entry = numberAt(known, 'close.high.20d')
  if (entryStop !== null && entry !== null) {
    figures[`${plan}.entry`] = entry
    if (rise !== null) {
      figures[`${plan}.entry.target`] = entry * (1 + rise)
      figures[`${plan}.entry.target.distance`] = rise
      figures[`${plan}.entry.reward.risk`] = rise / entryStop
    }
  }
  if (stop === null) return figures
  if (rise !== null) {
    figures[`${plan}.target`] = at(bars.close, -1) * (1 + rise)
    figures[`${plan}.target.distance`] = rise
    figures[`${plan}.reward.risk`] = rise / stop
  }
  const reached = reachedFigures(bars, { stop, target: rise })
  figures[`${plan}.stop.reached`] = reached.stop
  figures[`${plan}.target.reached`] = reached.target
  return figures
}

const percentiles = ['volatility', 'return.20d', 'distance.sma.200', 'drawdown'].map(
  (name) => `percentile.${name}`
)

/** DESK section 4, Execution Officer and Risk Officer: what follows from the other figures. */
export const planFigures = (bars: ReferenceBars, others: Figures): Figures => {
  const figures: Figures = { 'plan.expiry': twentyWeekdaysAfter(at(bars.dates, -1)) }
  for (const loss of ['var.95.1d', 'var.99.1d', 'es.95.1d']) {
    const share = numberAt(others, loss)
    if (share !== null) figures[`${loss}.points`] = share * at(bars.close, -1)
  }
  const ranks = percentiles.flatMap((metric) => numberAt(others, metric) ?? [])
  if (ranks.length > 0) {
    figures['percentile.count'] = ranks.length
    figures['percentile.middle80'] = ranks.filter((rank) => rank >= 0.1 && rank <= 0.9).length
  }
  if (bars.low.length >= 60) {
    const swing = Math.min(...bars.low.slice(-60))
    figures['plan.swing.low'] = swing
    figures['plan.swing.low.date'] = at(bars.dates, bars.low.lastIndexOf(swing))
  }
  const known = { ...others, ...figures }
  const plan = bars.hasRange ? 'plan' : 'plan.close'
  const range = bars.hasRange ? 'atr.14' : 'move.14'
  const holding = { entry: 'price.close', stop: `${plan}.stop`, size: `${plan}.size`, range }
  const flat = {
    entry: 'close.high.20d',
    stop: `${plan}.entry.stop`,
    size: `${plan}.entry.size`,
    range
  }
  Object.assign(figures, stopFigures(known, holding), stopFigures(known, flat))
  return { ...figures, ...targetFigures(bars, { ...known, ...figures }, plan) }
}
