import { seededRandom } from '../../main/kernel/random'

/** One made-up session. NaN stands for a cell that the file leaves out. */
export interface SeriesBar {
  date: string
  open: number
  high: number
  low: number
  close: number
  adjusted: number
  volume: number
}

export const seriesShapes = [
  'trending',
  'falling',
  'flat',
  'crashing',
  'gappy',
  'short',
  'close-only',
  'constant',
  'garch',
  'no-volume',
  'adjusted',
  'stale'
] as const
export type SeriesShape = (typeof seriesShapes)[number]

export interface SeriesPlan {
  shape: SeriesShape
  seed: number
  bars?: number
  firstDate?: string
}

const dayMs = 86_400_000
const weekend = new Set([0, 6])

/** `count` weekdays from `firstDate` on; `skipped` tells of each one whether it is a holiday. */
export const weekdays = (
  firstDate: string,
  count: number,
  skipped: () => boolean = () => false
): string[] => {
  const dates: string[] = []
  for (let timeMs = Date.parse(`${firstDate}T00:00:00Z`); dates.length < count; timeMs += dayMs) {
    const day = new Date(timeMs)
    if (!weekend.has(day.getUTCDay()) && !skipped()) dates.push(day.toISOString().slice(0, 10))
  }
  return dates
}

/** Standard normal numbers by Box and Muller (1958), from seeded uniform ones. */
export const normalNumbers = (random: () => number): (() => number) => {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

type Returns = (normal: () => number, random: () => number, bars: number) => number[]

const steady =
  (drift: number, deviation: number): Returns =>
  (normal, _random, bars) =>
    Array.from({ length: bars }, () => drift + deviation * normal())

/** GARCH(1,1) of Bollerslev (1986) with a long-run deviation of 1.2 % a day. */
const garch: Returns = (normal, _random, bars) => {
  const [omega, alpha, beta] = [2.88e-6, 0.08, 0.9] as const
  let variance = omega / (1 - alpha - beta)
  return Array.from({ length: bars }, () => {
    const step = Math.sqrt(variance) * normal()
    variance = omega + alpha * step * step + beta * variance
    return step
  })
}

/** A quiet rise that ends in fifty bars of fall. */
const crash: Returns = (normal, random, bars) =>
  steady(0.0005, 0.009)(normal, random, bars).map((step, index) =>
    index >= bars - 50 ? step * 3 - 0.011 : step
  )

/** One bar in thirty jumps by up to 8 %. */
const jumps: Returns = (normal, random, bars) =>
  steady(0.0002, 0.01)(normal, random, bars).map((step) =>
    random() < 1 / 30 ? step + 0.16 * (random() - 0.5) : step
  )

const defaultBars = 1_300
const shapes: Record<SeriesShape, { returns: Returns; bars?: number }> = {
  trending: { returns: steady(0.0012, 0.009) },
  falling: { returns: steady(-0.0009, 0.012) },
  flat: { returns: steady(0, 0.004) },
  crashing: { returns: crash },
  gappy: { returns: jumps },
  short: { returns: steady(0.0003, 0.012), bars: 70 },
  'close-only': { returns: steady(0.0003, 0.012) },
  constant: { returns: steady(0, 0) },
  garch: { returns: garch },
  'no-volume': { returns: steady(0.0002, 0.011) },
  adjusted: { returns: steady(0.0004, 0.011) },
  stale: { returns: steady(0.0001, 0.01) }
}

const rounded = (value: number): number => Number(value.toFixed(4))

interface Shadows {
  /** How far an open lies from the close before, and how far the range goes beyond both. */
  gap: number
  reach: number
}

const shadowsOf = (shape: SeriesShape): Shadows => {
  if (shape === 'constant') return { gap: 0, reach: 0 }
  return shape === 'gappy' ? { gap: 0.01, reach: 0.006 } : { gap: 0.002, reach: 0.004 }
}

/** A dividend of 0.8 % every 63 bars, taken off all earlier prices, as vendors do. */
const withDividends = (bars: SeriesBar[]): SeriesBar[] => {
  let factor = 1
  const adjusted = [...bars].reverse().map((bar, index) => {
    if (index > 0 && index % 63 === 0) factor *= 1 - 0.008
    return { ...bar, adjusted: rounded(bar.close * factor) }
  })
  return adjusted.reverse()
}

/** One day in forty on which nobody traded: no volume and the close of the day before. */
const withStaleDays = (bars: SeriesBar[], random: () => number): SeriesBar[] => {
  let before: SeriesBar | undefined
  return bars.map((bar) => {
    const close = before?.close
    const stale = close !== undefined && random() < 1 / 40
    before = stale ? { ...bar, open: close, high: close, low: close, close, volume: 0 } : bar
    return before
  })
}

const dressed = (shape: SeriesShape, bars: SeriesBar[], random: () => number): SeriesBar[] => {
  if (shape === 'close-only') {
    return bars.map((bar) => ({ ...bar, open: NaN, high: NaN, low: NaN, volume: NaN }))
  }
  if (shape === 'no-volume') return bars.map((bar) => ({ ...bar, volume: NaN }))
  if (shape === 'adjusted') return withDividends(bars)
  return shape === 'stale' ? withStaleDays(bars, random) : bars
}

/** A seeded series of a shape, oldest first. The same plan gives the same bars everywhere. */
export const makeSeries = ({ shape, seed, bars, firstDate }: SeriesPlan): SeriesBar[] => {
  const random = seededRandom(seed * 1_000_003 + seriesShapes.indexOf(shape))
  const normal = normalNumbers(random)
  const count = bars ?? shapes[shape].bars ?? defaultBars
  const holiday = shape === 'gappy' ? (): boolean => random() < 0.05 : (): boolean => false
  const dates = weekdays(firstDate ?? '2003-01-02', count, holiday)
  const { gap, reach } = shadowsOf(shape)
  let close = 50 + rounded(100 * random())
  const walk = shapes[shape].returns(normal, random, count).map((step, index): SeriesBar => {
    const open = rounded(close * Math.exp(gap * normal()))
    close = rounded(close * Math.exp(step))
    const high = rounded(Math.max(open, close) * (1 + reach * Math.abs(normal())))
    const low = rounded(Math.min(open, close) * (1 - reach * Math.abs(normal())))
    const volume = Math.round(1e6 * Math.exp(0.4 * normal()))
    return { date: dates[index] ?? '', open, high, low, close, adjusted: NaN, volume }
  })
  return dressed(shape, walk, random)
}

/**
 * A driftless, symmetric walk: a rise over any horizon has probability one half, whatever came
 * before. Daily deviation 1 %.
 */
export const randomWalk = (seed: number, bars: number): SeriesBar[] => {
  const normal = normalNumbers(seededRandom(seed))
  const dates = weekdays('1990-01-02', bars)
  let logarithm = Math.log(100)
  return dates.map((date) => {
    logarithm += 0.01 * normal()
    const close = Number(Math.exp(logarithm).toFixed(8))
    return { date, open: NaN, high: NaN, low: NaN, close, adjusted: NaN, volume: NaN }
  })
}
