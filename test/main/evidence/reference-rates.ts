import * as by from './reference-indicators'
import type { Expected } from './reference-facts'
import type { Series } from './series'

/** Walks the bars oldest first and counts one that is at least 20 after the last one counted. */
const windowsOf = (bars: readonly number[]): number =>
  bars.reduce<{ count: number; last: number }>(
    ({ count, last }, bar) =>
      bar - last >= 20 ? { count: count + 1, last: bar } : { count, last },
    { count: 0, last: -Infinity }
  ).count

interface States {
  dates: string[]
  t: number
  historian: (string | null)[]
  quant: (string | null)[]
  /** The return of the 20 bars after each bar; undefined where they are not there yet. */
  next: by.Column
  /** The median of all 20-bar returns. */
  middle: number
}

const statesOf = ({ dates, close, adjusted }: Series): States => {
  const total = adjusted ?? close
  const [trend, strength] = [by.sma(close, 200), by.rsi(close, 14)]
  const side = close.map((value, i) => {
    const level = trend[i]
    return level === undefined ? null : value > level ? 'above' : 'below'
  })
  const band = strength.map((value) => {
    if (value === undefined) return null
    if (value < 30) return 'rsi.0-30'
    if (value < 50) return 'rsi.30-50'
    return value > 70 ? 'rsi.70-100' : 'rsi.50-70'
  })
  const sign = total.map((_, i) => {
    if (i < 252) return null
    return (total[i - 21] ?? NaN) / (total[i - 252] ?? NaN) > 1 ? 'up' : 'down'
  })
  const join = (a: string | null | undefined, b: string | null | undefined): string | null =>
    a && b ? `${a}|${b}` : null
  const next = total.map((value, i) => {
    const later = total[i + 20]
    return later === undefined ? undefined : later / value - 1
  })
  return {
    dates,
    t: close.length - 1,
    historian: close.map((_, i) => join(band[i], side[i])),
    quant: close.map((_, i) => join(side[i], sign[i])),
    next,
    middle: by.quantile(
      next.filter((value) => value !== undefined),
      0.5
    )
  }
}

const daysIn = (
  codes: readonly (string | null)[],
  next: by.Column,
  code: string | null
): number[] =>
  codes.flatMap((each, i) =>
    each !== null && (code === null || each === code) && next[i] !== undefined ? [i] : []
  )

const baseRates = ({ dates, t, historian, next }: States): Expected => {
  const today = historian[t]
  if (!today) return {}
  const days = daysIn(historian, next, today)
  const returns = days.map((i) => next[i] ?? NaN)
  const all = daysIn(historian, next, null)
  const every = all.map((i) => next[i] ?? NaN)
  const gains = (values: readonly number[]): number =>
    values.filter((value) => value > 0).length / values.length
  const windows = windowsOf(days)
  const name = (part: string): string => `baserate.20d.${part}`
  const expected: Expected = {
    [name('state')]: today,
    [name('n')]: days.length,
    [name('windows')]: windows,
    [name('state.age')]: t - historian.findLastIndex((code) => code !== today)
  }
  if (all.length > 0) {
    expected[name('all.n')] = all.length
    expected[name('all.windows')] = windowsOf(all)
    expected[name('all.hitrate')] = gains(every)
    expected[name('all.mean')] = by.average(every)
    expected[name('all.median')] = by.quantile(every, 0.5)
  }
  if (windows < 10) return expected
  const [low, high] = by.wilson(gains(returns), windows)
  const worst = Math.min(...returns)
  return {
    ...expected,
    [name('hitrate')]: gains(returns),
    [name('low')]: low,
    [name('high')]: high,
    [name('mean')]: by.average(returns),
    [name('mean.se')]: by.deviation(returns, 1) / Math.sqrt(windows),
    [name('median')]: by.quantile(returns, 0.5),
    [name('q10')]: by.quantile(returns, 0.1),
    [name('q90')]: by.quantile(returns, 0.9),
    [name('worst')]: worst,
    [name('worst.date')]: dates[(days[returns.indexOf(worst)] ?? NaN) + 20],
    [name('differs')]: gains(every) < low || gains(every) > high ? 'yes' : 'no'
  }
}

const votes = (states: States): Expected => {
  const expected: Expected = {}
  for (const voter of ['quant', 'historian'] as const) {
    const today = states[voter][states.t]
    if (!today) continue
    const days = daysIn(states[voter], states.next, today)
    const [w, wins] = [windowsOf(days), days.filter((i) => (states.next[i] ?? NaN) > states.middle)]
    const f = wins.length / days.length
    expected[`vote.${voter}.state`] = today
    expected[`vote.${voter}.days`] = days.length
    expected[`vote.${voter}.windows`] = w
    if (days.length > 0) expected[`vote.${voter}.share`] = f
    if (w >= 10) expected[`vote.${voter}.p`] = (f * w + 20 * 0.5) / (w + 20)
  }
  return expected
}

/** Base rates and the two votes, as DESK's sections 2 and 3 define them. */
export const expectedRates = (series: Series): Expected => {
  const states = statesOf(series)
  return { ...baseRates(states), ...votes(states) }
}
