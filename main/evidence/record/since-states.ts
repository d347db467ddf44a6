import { rsiBand, sideOf, type Code } from '../facts/states'

/** Reads one session's facts by metric; NaN for what is not a number there. */
export type Read = (metric: string) => number

/** |percentile| of volatility from which on it is out of the ordinary. */
const highVolatility = 0.9
/** Where the depth of a drawdown changes its band. */
const drawdownLines = [0.05, 0.1, 0.2, 0.3, 0.5]

const sideOfAverage =
  (metric: string) =>
  (read: Read): Code =>
    Number.isNaN(read('price.close')) ? null : sideOf(read('price.close'), read(metric))

const signOf = (value: number): Code => {
  if (Number.isNaN(value)) return null
  return value > 0 ? 'positive' : 'negative'
}

const volatilityCode = (share: number): Code => {
  if (Number.isNaN(share)) return null
  return share > highVolatility ? 'volatility.over-90' : 'volatility.under-90'
}

const drawdownCode = (depth: number): Code => {
  if (Number.isNaN(depth)) return null
  const lines = [0, ...drawdownLines, 1].map((line) => Math.round(100 * line))
  const at = drawdownLines.filter((line) => depth >= line).length
  return `drawdown.${lines[at]}-${lines[at + 1]}`
}

/** A state that can be another at the next run: its name, what it reads, and its code. */
export interface WatchedState {
  name: string
  metrics: readonly string[]
  code: (read: Read) => Code
}

const average = (metric: string): WatchedState => ({
  name: metric,
  metrics: ['price.close', metric],
  code: sideOfAverage(metric)
})

const single = (name: string, metric: string, code: (value: number) => Code): WatchedState => ({
  name,
  metrics: [metric],
  code: (read) => code(read(metric))
})

/** The states whose change between two runs is worth a line, the slowest first. */
export const watchedStates: readonly WatchedState[] = [
  average('sma.200'),
  average('sma.50'),
  average('sma.20'),
  single('rsi', 'rsi.14', rsiBand),
  single('macd', 'macd.histogram', signOf),
  single('volatility', 'percentile.volatility', volatilityCode),
  single('drawdown', 'drawdown.current', drawdownCode)
]
