import { firstBars, pickBars, type Bars } from './bars'
import { requireDaily } from './daily'
import { evidenceError } from './evidence-error'
import type { PriceFile } from './price-file'

/** What may be known on a date: nothing after it is here. */
export interface CutBars {
  bars: Bars
  /** The last completed session on or before the date asked. */
  asOf: string
  /** Bars dropped because nobody traded: zero volume and an unchanged close. */
  staleBars: number
}

/** The number of dates that are on or before `asked`; all of them when it is null. */
const countUpTo = (dates: readonly string[], asked: string | null): number => {
  const next = asked === null ? -1 : dates.findIndex((date) => date > asked)
  return next < 0 ? dates.length : next
}

/** A series that never has a volume says nothing by its zeros. */
const hasVolume = (volume: Float64Array, count: number): boolean =>
  volume.subarray(0, count).some((value) => value > 0)

const tradedIndices = ({ close, volume }: Bars, count: number): number[] => {
  const indices: number[] = []
  const judged = hasVolume(volume, count)
  for (let index = 0; index < count; index += 1) {
    const stale = index > 0 && volume[index] === 0 && close[index] === close[index - 1]
    if (!(judged && stale)) indices.push(index)
  }
  return indices
}

/** An adjusted close that never differs from the close adjusts nothing: there is one price column. */
const withoutIdleAdjustment = (bars: Bars): Bars => {
  const differs = bars.adjusted?.some((value, index) => value !== bars.close[index]) ?? false
  return differs ? bars : { ...bars, adjusted: null }
}

/**
 * Cuts a price file at the date asked (ISO; null for its end) and drops stale bars. Everything it
 * decides, it decides from the bars up to that date.
 * @throws {AppError} `evidence.nothing-before`, `evidence.not-daily`
 */
export const cutBars = (file: PriceFile, asked: string | null): CutBars => {
  const { dates } = file.bars
  const count = countUpTo(dates, asked)
  if (count === 0) {
    const [date, first] = [asked ?? '', dates[0] ?? '']
    throw evidenceError('nothing-before', { file: file.name, date, first })
  }
  // A share that seldom trades still has a row a day: the rows are judged, not the bars kept.
  requireDaily(dates.slice(0, count), file.name)
  const indices = tradedIndices(file.bars, count)
  const kept = indices.length === count ? firstBars(file.bars, count) : pickBars(file.bars, indices)
  const bars = withoutIdleAdjustment(kept)
  return { bars, asOf: bars.dates.at(-1) ?? '', staleBars: count - indices.length }
}
