import { seededRandom } from '../../main/kernel/random'
import { addWeekdays } from '../../main/evidence/facts/weekdays'

/** A made-up daily series; every field of a row is what the file will say. */
export interface SeriesRow {
  date: string
  open: number
  high: number
  low: number
  close: number
  volume: number
}

export const seriesKinds = [
  'trending',
  'flat',
  'crashing',
  'gappy',
  'short',
  'close-only',
  'constant'
] as const
export type SeriesKind = (typeof seriesKinds)[number]

const firstDate = '2001-01-02'

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

interface Walk {
  bars: number
  drift: number
  deviation: number
}

const walks: Record<SeriesKind, Walk> = {
  trending: { bars: 1_500, drift: 0.0006, deviation: 0.011 },
  flat: { bars: 1_500, drift: 0, deviation: 0.004 },
  crashing: { bars: 1_500, drift: 0.0002, deviation: 0.01 },
  gappy: { bars: 1_400, drift: 0.0001, deviation: 0.013 },
  short: { bars: 90, drift: 0.0002, deviation: 0.012 },
  'close-only': { bars: 1_300, drift: 0.0003, deviation: 0.012 },
  constant: { bars: 700, drift: 0, deviation: 0 }
}

/** The log return of a bar: kinds differ in their last bars and in their jumps. */
const stepOf = (kind: SeriesKind, at: number, bars: number, random: () => number): number => {
  const { drift, deviation } = walks[kind]
  const step = drift + deviation * normal(random)
  if (kind === 'crashing' && at > bars - 60) return step * 2.5 - 0.008
  if (kind === 'gappy' && random() < 0.03) return step + (random() < 0.5 ? -0.06 : 0.06)
  return step
}

const rounded = (value: number): number => Number(value.toFixed(4))

/** A seeded series, oldest first, on weekdays from 2001-01-02; gappy ones leave weekdays out. */
export const makeSeries = (kind: SeriesKind, seed: number): SeriesRow[] => {
  const random = seededRandom(seed * 7_919 + kind.length)
  const bars = walks[kind].bars + Math.floor(random() * 200)
  const rows: SeriesRow[] = []
  let date = firstDate
  let close = 20 + random() * 2_000
  for (let at = 0; at < bars; at += 1) {
    const open = close * Math.exp(kind === 'constant' ? 0 : 0.002 * normal(random))
    close *= Math.exp(stepOf(kind, at, bars, random))
    const reach = kind === 'constant' ? 0 : Math.abs(0.004 * normal(random))
    const [top, bottom] = [Math.max(open, close), Math.min(open, close)]
    rows.push({
      date,
      open: rounded(open),
      high: rounded(top * (1 + reach)),
      low: rounded(bottom * (1 - reach)),
      close: rounded(close),
      volume: Math.round(1e6 * Math.exp(0.4 * normal(random)))
    })
    date = addWeekdays(date, kind === 'gappy' && random() < 0.06 ? 3 : 1)
  }
  return rows
}

/** The same days upside down: each log return with its sign turned. */
export const mirrored = (rows: readonly SeriesRow[]): SeriesRow[] => {
  const first = rows[0]?.close ?? 1
  const turn = (value: number): number => Number(((first * first) / value).toFixed(4))
  return rows.map(({ date, open, high, low, close, volume }) => ({
    date,
    open: turn(open),
    high: turn(low),
    low: turn(high),
    close: turn(close),
    volume
  }))
}

/** The series as the CSV that a user would drop on the window. */
export const toCsv = (rows: readonly SeriesRow[], kind: SeriesKind = 'flat'): string => {
  if (kind === 'close-only') {
    return ['date,close', ...rows.map(({ date, close }) => `${date},${close}`)].join('\n')
  }
  const lines = rows.map(({ date, open, high, low, close, volume }) =>
    [date, open, high, low, close, volume].join(',')
  )
  return ['date,open,high,low,close,volume', ...lines].join('\n')
}
