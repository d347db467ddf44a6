import type { SeriesBar } from '../series'
import { at, type ReferenceBars } from './bars'
import type { Figures } from './price'
import { median } from './statistics'

const sharesForOne = { '3:2': 1.5, '2:1': 2, '3:1': 3, '4:1': 4, '5:1': 5, '7:1': 7, '10:1': 10 }
const splits: [string, number][] = [...Object.entries(sharesForOne), ['20:1', 20]]

/** DESK: |log return| over 0.22 within 5 % of one of the ratios or its inverse. */
const splitOf = (before: number, after: number): string | null => {
  if (Math.abs(Math.log(after / before)) <= 0.22) return null
  const asPrices = splits.flatMap(([name, ratio]): [string, number][] => {
    const [more, fewer] = name.split(':') as [string, string]
    return [
      [name, 1 / ratio],
      [`${fewer}:${more}`, ratio]
    ]
  })
  const near = asPrices.find(([, ratio]) => Math.abs(after / before / ratio - 1) <= 0.05)
  return near?.[0] ?? null
}

const splitFigures = ({ close, total, dates }: ReferenceBars): Figures => {
  const found = dates.flatMap((date, index) => {
    if (index === 0) return []
    const byClose = splitOf(at(close, index - 1), at(close, index))
    const ratio = byClose ?? splitOf(at(total, index - 1), at(total, index))
    return ratio === null ? [] : [{ date, ratio }]
  })
  if (found.length === 0) return {}
  const { date, ratio } = at(found, -1)
  return {
    'data.split.suspect': `${date} ${ratio}`,
    'data.split.suspect.date': date,
    'data.split.suspect.ratio': ratio,
    'data.split.suspect.count': found.length
  }
}

interface Month {
  name: string
  places: number[]
  middle: number
}

/** Months with at least five traded bars, and the median of their volumes. */
const monthsOf = ({ dates, volume }: ReferenceBars): Month[] =>
  [...new Set(dates.map((date) => date.slice(0, 7)))].flatMap((name) => {
    const places = dates.flatMap((date, index) =>
      date.startsWith(name) && at(volume, index) > 0 ? [index] : []
    )
    if (places.length < 5) return []
    return [{ name, places, middle: median(places.map((index) => at(volume, index))) }]
  })

/** DESK: a monthly median more than 20 times the one before, or less than a twentieth of it. */
export const volumeChange = (bars: ReferenceBars): { from: number; factor: number } | null => {
  const months = monthsOf(bars)
  const changed = months.findLastIndex((month, index) => {
    if (index === 0) return false
    const factor = month.middle / at(months, index - 1).middle
    return factor > 20 || factor < 1 / 20
  })
  if (changed < 0) return null
  const [before, after] = [at(months, changed - 1), at(months, changed)]
  const like = (index: number): boolean => {
    const volume = at(bars.volume, index)
    return Math.abs(Math.log(volume / before.middle)) < Math.abs(Math.log(volume / after.middle))
  }
  const from = at([...before.places, ...after.places].filter(like), -1) + 1
  return { from, factor: after.middle / before.middle }
}

const volumeFigures = (bars: ReferenceBars): Figures => {
  const change = volumeChange(bars)
  if (change === null) return {}
  return {
    'data.volume.unit': bars.dates[change.from] ?? at(bars.dates, -1),
    'data.volume.unit.factor': change.factor
  }
}

const openFigures = ({ open, close, dates }: ReferenceBars): Figures => {
  const known = dates.flatMap((date, index) =>
    index > 0 && !Number.isNaN(at(open, index))
      ? [{ date, copied: at(open, index) === at(close, index - 1) }]
      : []
  )
  if (known.length === 0) return {}
  const figures: Figures = {
    'data.open.copied': known.filter(({ copied }) => copied).length / known.length
  }
  for (const year of new Set(known.map(({ date }) => date.slice(0, 4)))) {
    const ofYear = known.filter(({ date }) => date.startsWith(year))
    const copied = ofYear.filter((each) => each.copied).length
    if (ofYear.length < 20 || copied / ofYear.length <= 0.2) continue
    figures['data.open.copied.until'] = at(ofYear, -1).date
  }
  return figures
}

/** DESK section 1: flags. `bars` are those used, for what the columns are called. */
export const flagFigures = (bars: ReferenceBars, rows: readonly SeriesBar[]): Figures => {
  const last = at(bars.dates, -1)
  const known = rows.filter(({ date }) => date <= last)
  const total = known.some(({ adjusted, close }) => !Number.isNaN(adjusted) && adjusted !== close)
  return {
    'data.price.column': 'close',
    'data.price.basis': 'split',
    'data.return.column': total ? 'adjusted close' : 'close',
    'data.return.basis': total ? 'total' : 'split',
    ...(total ? { 'data.restated': 'adjusted close' } : {}),
    ...splitFigures(bars),
    ...volumeFigures(bars),
    ...openFigures(bars)
  }
}
