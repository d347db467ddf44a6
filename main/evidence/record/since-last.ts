import type { Fact } from '../../../preload/contract/facts'
import { watchedStates, type Read } from './since-states'

/** A watched state that is another now. Codes are of no language: `below`, `rsi.30-50` … */
export interface Crossing {
  kind: 'crossing'
  state: string
  from: string
  to: string
  /** Metrics among today's facts that it stands on. */
  metrics: readonly string[]
}

/** A closing extreme set after the previous run's last bar, beyond the one that stood then. */
export interface NewExtreme {
  kind: 'extreme'
  side: 'high' | 'low'
  /** The widest window that it is the extreme of. */
  bars: number
  date: string
  metrics: readonly string[]
}

export type SinceChange = Crossing | NewExtreme

const extremeBars = [252, 60, 20]

const valueOf = (facts: readonly Fact[], metric: string): number | string | undefined =>
  facts.find((fact) => fact.metric === metric)?.value

const readerOf =
  (facts: readonly Fact[]): Read =>
  (metric) => {
    const value = valueOf(facts, metric)
    return typeof value === 'number' ? value : NaN
  }

const crossings = (previous: readonly Fact[], current: readonly Fact[]): Crossing[] => {
  const [before, now] = [readerOf(previous), readerOf(current)]
  return watchedStates.flatMap(({ name, metrics, code }) => {
    const [from, to] = [code(before), code(now)]
    if (from === null || to === null || from === to) return []
    return [{ kind: 'crossing', state: name, from, to, metrics }]
  })
}

/**
 * A window's extreme is always somewhere in it, so it is new only when it was set after the last run
 * and lies beyond the extreme that stood then.
 */
const isNew = (side: NewExtreme['side'], before: number, now: number): boolean =>
  side === 'high' ? now > before : now < before

const extremes = (previous: readonly Fact[], current: readonly Fact[]): NewExtreme[] => {
  const last = previous[0]?.asOf
  if (last === undefined) return []
  const [before, now] = [readerOf(previous), readerOf(current)]
  return (['high', 'low'] as const).flatMap((side) => {
    const found = extremeBars.flatMap((bars): NewExtreme[] => {
      const level = `close.${side}.${bars}d`
      const date = valueOf(current, `${level}.date`)
      if (typeof date !== 'string' || date <= last) return []
      if (!isNew(side, before(level), now(level))) return []
      return [{ kind: 'extreme', side, bars, date, metrics: [level, `${level}.date`] }]
    })
    return found.slice(0, 1)
  })
}

/**
 * What crossed a line between two runs on one subject: the side of an average, the RSI band, the sign
 * of MACD, volatility over its 90th percentile, the band of the drawdown; and new closing extremes.
 * A state that either run does not know crosses nothing.
 */
export const sinceLast = (previous: readonly Fact[], current: readonly Fact[]): SinceChange[] => [
  ...crossings(previous, current),
  ...extremes(previous, current)
]
