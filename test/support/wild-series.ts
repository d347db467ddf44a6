import fc from 'fast-check'
import { weekdays, type SeriesBar } from './series'

/** A bar by what happened in it; steps of zero, halvings and doublings are as likely as calm. */
interface Move {
  step: number
  open: number
  top: number
  bottom: number
  volume: number
}

const cents = (value: number): number => Math.max(0.01, Number(value.toFixed(2)))

const move: fc.Arbitrary<Move> = fc.record({
  step: fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -0.03, max: 0.03, noNaN: true }) },
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(Math.log(2), -Math.log(2), 0.2, -0.2) }
  ),
  open: fc.constantFrom(0, 0, 0.01, -0.01, 0.1),
  top: fc.constantFrom(0, 0, 0.005, 0.05),
  bottom: fc.constantFrom(0, 0, 0.005, 0.05),
  volume: fc.constantFrom(0, 0, 1, 1_000, 1e12)
})

export interface WildSeries {
  moves: Move[]
  repeats: number
  firstClose: number
  dressing: 'all' | 'close-only' | 'no-volume' | 'no-trade' | 'adjusted'
}

/** Series that no market makes, and that a price file may hold all the same. */
export const wildSeries: fc.Arbitrary<WildSeries> = fc.record({
  moves: fc.array(move, { minLength: 1, maxLength: 60 }),
  repeats: fc.integer({ min: 1, max: 12 }),
  firstClose: fc.constantFrom(0.05, 1, 37.5, 1_000, 90_000),
  dressing: fc.constantFrom('all', 'close-only', 'no-volume', 'no-trade', 'adjusted')
})

/** The bars of a wild series, oldest first. */
export const wildBars = ({ moves, repeats, firstClose, dressing }: WildSeries): SeriesBar[] => {
  const all = Array.from({ length: repeats }, () => moves).flat()
  const dates = weekdays('2010-01-04', all.length)
  let close = firstClose
  return all.map((each, index): SeriesBar => {
    const open = cents(close * Math.exp(each.open))
    close = cents(Math.min(1e7, close * Math.exp(each.step)))
    const high = cents(Math.max(open, close) * (1 + each.top))
    const low = Math.min(open, close, cents(Math.min(open, close) * (1 - each.bottom)))
    const adjusted = dressing === 'adjusted' ? Number((close * 0.9).toFixed(4)) : NaN
    const bar = { date: dates[index] ?? '', open, high, low, close, adjusted, volume: each.volume }
    if (dressing === 'close-only') return { ...bar, open: NaN, high: NaN, low: NaN, volume: NaN }
    if (dressing === 'no-trade') return { ...bar, volume: 0 }
    return dressing === 'no-volume' ? { ...bar, volume: NaN } : bar
  })
}
