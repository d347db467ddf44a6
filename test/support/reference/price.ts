import { at, type ReferenceBars } from './bars'
import { simpleReturns } from './volatility'

/** Figures by metric; null or a number that is not finite means that there is no such fact. */
export type Figures = Record<string, number | string | null>

/** The latest of the last `count` places that hold the highest (or lowest) value; null if fewer. */
const extremePlace = (values: number[], count: number, side: 'high' | 'low'): number | null => {
  if (values.length < count) return null
  const window = values.slice(-count)
  const level = side === 'high' ? Math.max(...window) : Math.min(...window)
  return values.lastIndexOf(level)
}

const extreme = (
  name: string,
  { values, count, side }: { values: number[]; count: number; side: 'high' | 'low' },
  dates: string[]
): Figures => {
  const place = extremePlace(values, count, side)
  if (place === null) return {}
  return { [name]: at(values, place), [`${name}.date`]: at(dates, place) }
}

/** DESK: the bars used, the close, returns, extremes with their dates, distances to them. */
export const priceFigures = (bars: ReferenceBars): Figures => {
  const { dates, close, high, low, total } = bars
  const figures: Figures = {
    'data.bars': close.length,
    'data.stale.bars': bars.hasVolume ? bars.staleBars : null,
    'data.from': at(dates, 0),
    'price.close': at(close, -1)
  }
  for (const count of [1, 5, 20, 60, 252]) {
    figures[`return.${count}d`] = at(simpleReturns(total, count), -1)
  }
  Object.assign(
    figures,
    extreme('high.252d', { values: high, count: 252, side: 'high' }, dates),
    extreme('low.252d', { values: low, count: 252, side: 'low' }, dates)
  )
  for (const count of [20, 60, 252]) {
    Object.assign(
      figures,
      extreme(`close.high.${count}d`, { values: close, count, side: 'high' }, dates),
      extreme(`close.low.${count}d`, { values: close, count, side: 'low' }, dates)
    )
  }
  if (close.length >= 252) {
    figures['distance.high.252d'] = at(close, -1) / Math.max(...high.slice(-252)) - 1
    figures['distance.low.252d'] = at(close, -1) / Math.min(...low.slice(-252)) - 1
  }
  return figures
}
