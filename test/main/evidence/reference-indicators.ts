/**
 * The indicators of docs/facts.md written out once more, as plainly as their definitions read:
 * array in, array out, undefined where there is no value. Slow on purpose; nothing is shared with
 * the product's own code.
 */
export type Column = (number | undefined)[]

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
export const average = (values: readonly number[]): number => sum(values) / values.length

export const deviation = (values: readonly number[], freedom: 0 | 1): number => {
  const center = average(values)
  const squares = values.map((value) => (value - center) ** 2)
  return Math.sqrt(sum(squares) / (values.length - freedom))
}

const last = (values: readonly number[], count: number, end: number): number[] =>
  values.slice(end - count + 1, end + 1)

export const sma = (values: readonly number[], n: number): Column =>
  values.map((_, i) => (i < n - 1 ? undefined : average(last(values, n, i))))

export const ema = (values: readonly number[], n: number): Column => {
  const weight = 2 / (n + 1)
  let previous = 0
  return values.map((value, i) => {
    if (i < n - 1) return undefined
    previous = i === n - 1 ? average(values.slice(0, n)) : weight * value + (1 - weight) * previous
    return previous
  })
}

/** Wilder: the mean of the first n, then (previous · (n − 1) + value) / n. */
export const wilder = (values: readonly number[], n: number): Column => {
  let previous = 0
  return values.map((value, i) => {
    if (i < n - 1) return undefined
    previous = i === n - 1 ? average(values.slice(0, n)) : (previous * (n - 1) + value) / n
    return previous
  })
}

/** RSI at each bar: the changes start at the second. */
export const rsi = (closes: readonly number[], n: number): Column => {
  const changes = closes.slice(1).map((close, i) => close - (closes[i] ?? 0))
  const gains = wilder(
    changes.map((change) => (change > 0 ? change : 0)),
    n
  )
  const losses = wilder(
    changes.map((change) => (change < 0 ? -change : 0)),
    n
  )
  return closes.map((_, i) => {
    const [gain, loss] = [gains[i - 1], losses[i - 1]]
    if (gain === undefined || loss === undefined || gain + loss === 0) return undefined
    return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss)
  })
}

export interface Ranges {
  high: readonly number[]
  low: readonly number[]
  close: readonly number[]
}

const trueRanges = ({ high, low, close }: Ranges): number[] =>
  close.slice(1).map((_, i) => {
    const [top, bottom, before] = [high[i + 1] ?? 0, low[i + 1] ?? 0, close[i] ?? 0]
    return Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before))
  })

export const atr = (bars: Ranges, n: number): Column => [undefined, ...wilder(trueRanges(bars), n)]

export const adx = (bars: Ranges, n: number): number | undefined => {
  const { high, low } = bars
  const ups = high.slice(1).map((value, i) => value - (high[i] ?? 0))
  const downs = low.slice(1).map((value, i) => (low[i] ?? 0) - value)
  const plus = wilder(
    ups.map((up, i) => (up > (downs[i] ?? 0) && up > 0 ? up : 0)),
    n
  )
  const minus = wilder(
    downs.map((down, i) => (down > (ups[i] ?? 0) && down > 0 ? down : 0)),
    n
  )
  const range = wilder(trueRanges(bars), n)
  const directional = range.flatMap((width, i) => {
    if (width === undefined || width === 0) return []
    const [up, down] = [(100 * (plus[i] ?? 0)) / width, (100 * (minus[i] ?? 0)) / width]
    return up + down === 0 ? [] : [(100 * Math.abs(up - down)) / (up + down)]
  })
  return wilder(directional, n).at(-1)
}

/** K, D and J of the Asian form (9, 3, 3), both averages from 50. */
export const stochastic = ({ high, low, close }: Ranges): [number, number, number] => {
  let [k, d] = [50, 50]
  for (let i = 8; i < close.length; i += 1) {
    const top = Math.max(...last(high, 9, i))
    const bottom = Math.min(...last(low, 9, i))
    const raw = top === bottom ? 50 : (100 * ((close[i] ?? 0) - bottom)) / (top - bottom)
    k = (2 / 3) * k + raw / 3
    d = (2 / 3) * d + k / 3
  }
  return [k, d, 3 * k - 2 * d]
}

/** Linear interpolation between order statistics: position (n − 1) · share. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(position)] ?? NaN, sorted[Math.ceil(position)] ?? NaN]
  return below + (position % 1) * (above - below)
}

export const moment = (values: readonly number[], power: number): number => {
  const [center, spread] = [average(values), deviation(values, 0)]
  return average(values.map((value) => ((value - center) / spread) ** power))
}

/** The interval of the shares p with |share − p| ≤ z · √(p(1 − p)/n), found by bisection. */
export const wilson = (share: number, n: number): [low: number, high: number] => {
  const z = 1.959963984540054
  const inside = (p: number): boolean => Math.abs(share - p) <= z * Math.sqrt((p * (1 - p)) / n)
  const edge = (outer: number): number => {
    let [out, into] = [outer, share]
    if (inside(outer)) return outer
    for (let step = 0; step < 200; step += 1) {
      const middle = (out + into) / 2
      if (inside(middle)) into = middle
      else out = middle
    }
    return into
  }
  return [edge(0), edge(1)]
}
