import type { Outcome } from '../../../preload/contract/outcome'

const closes = [
  ...[1192.7, 1213.6, 1156.39, 1206.51, 1255.08, 1207.09, 1188.22, 1185.87, 1209.18, 1213.01],
  ...[1106.42, 1166.36, 1161.06, 1114.28, 1099.23, 1056.89, 996.23, 984.94, 909.92, 899.22]
]
const days = [15, 16, 17, 18, 19, 22, 23, 24, 25, 26, 29, 30, 31, 32, 33, 36, 37, 38, 39, 40]

/** The S&P 500 after 12 September 2008, against what the fixture session said. */
export const outcomeFixture = (change: Partial<Outcome> = {}): Outcome => ({
  asOf: '2008-09-12',
  sessions: 20,
  known: closes.length,
  later: {
    dates: days.map((day) => new Date(Date.UTC(2008, 8, day)).toISOString().slice(0, 10)),
    open: closes.map((_, index) => closes[index - 1] ?? 1_251.7),
    high: closes.map((close, index) => Math.max(close, closes[index - 1] ?? close) + 6),
    low: closes.map((close, index) => Math.min(close, closes[index - 1] ?? close) - 6),
    close: closes,
    volume: closes.map(() => 5e9)
  },
  return: 899.22 / 1251.7 - 1,
  median: { value: 0.0071, fact: 'F11' },
  ranges: [
    {
      ...{ level: 0.8, inside: false },
      ...{ low: { value: -0.0653, fact: 'F13' }, high: { value: 0.0562, fact: 'F14' } },
      prices: { low: { value: 1170, fact: 'F13' }, high: { value: 1322, fact: 'F20' } }
    },
    {
      ...{ level: 0.9, inside: false, prices: null },
      ...{ low: { value: -0.0912, fact: 'F13' }, high: { value: 0.0721, fact: 'F14' } }
    }
  ],
  forecasts: [
    { role: 'quant', p: 0.46, fact: 'F12', hit: false, brier: 0.46 ** 2 },
    { role: 'historian', p: 0.51, fact: null, hit: false, brier: 0.51 ** 2 },
    { role: 'room', p: 0.48, fact: null, hit: false, brier: 0.48 ** 2 }
  ],
  levels: [
    { metric: 'plan.stop', price: 1_194, fact: 'F18', reached: '2008-09-15' },
    { metric: 'plan.target', price: 1_322, fact: 'F20', reached: null }
  ],
  ...change
})

/** What a file that ends `known` sessions after the as-of date can tell of it. */
export const openOutcome = (known: number): Outcome => {
  const { later, ranges, forecasts, levels } = outcomeFixture()
  const first = <T>(column: T[]): T[] => column.slice(0, known)
  return outcomeFixture({
    known,
    later: {
      dates: first(later.dates),
      open: first(later.open),
      high: first(later.high),
      low: first(later.low),
      close: first(later.close),
      volume: first(later.volume)
    },
    return: known === 0 ? null : (later.close[known - 1] ?? NaN) / 1251.7 - 1,
    ranges: ranges.map((range) => ({ ...range, inside: null })),
    forecasts: forecasts.map((line) => ({ ...line, hit: null, brier: null })),
    levels: levels.map((level) => ({ ...level, reached: known === 0 ? null : level.reached }))
  })
}
