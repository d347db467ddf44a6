import {
  AreaSeries,
  CandlestickSeries,
  HistogramSeries,
  LineSeries,
  LineStyle,
  type AutoscaleInfo,
  type IChartApi,
  type ISeriesApi,
  type SeriesType
} from 'lightweight-charts'
import type { LaterBars } from '../../../../../preload/contract/outcome'
import type { ChartSeries } from '../../../../../preload/contract/routes'
import { translucent, type ChartLook } from './chart-look'
import type { ChartPicture } from './chart-picture'
import { candles, hasCandles, points, volumes } from './chart-points'

export type Drawn = ISeriesApi<SeriesType>

const volumeMargins = { top: 0.82, bottom: 0 }
const quiet = { priceLineVisible: false, lastValueVisible: false } as const
const drawdownPane = 1
const cents = 0.01
const basisPoint = 0.0001

const priceFormat = ({ price }: ChartLook) =>
  ({ type: 'custom', minMove: cents, formatter: price }) as const

/** Candles, or a line where a bar lacks one of the four prices. */
export const addPrices = (chart: IChartApi, series: ChartSeries, look: ChartLook): Drawn => {
  const format = { ...quiet, priceFormat: priceFormat(look) }
  if (!hasCandles(series)) {
    const added = chart.addSeries(LineSeries, {
      ...{ ...format, color: look.colour('--text'), lineWidth: 2 }
    })
    added.setData(points(series.dates, series.close))
    return added
  }
  const rise = look.colour('--rise')
  const fall = look.colour('--fall')
  const added = chart.addSeries(CandlestickSeries, {
    ...format,
    ...{ upColor: rise, borderUpColor: rise, wickUpColor: rise },
    ...{ downColor: fall, borderDownColor: fall, wickDownColor: fall }
  })
  added.setData(candles(series))
  return added
}

/** What came later, in one colour: hollow when it rose, filled when it fell; a broken line of closes. */
export const addLater = (chart: IChartApi, later: LaterBars, look: ChartLook): Drawn => {
  const colour = look.colour('--orange')
  const format = { ...quiet, priceFormat: priceFormat(look) }
  if (!hasCandles(later)) {
    const line = { color: colour, lineStyle: LineStyle.Dashed, lineWidth: 2 } as const
    const added = chart.addSeries(LineSeries, { ...format, ...line })
    added.setData(points(later.dates, later.close))
    return added
  }
  const added = chart.addSeries(CandlestickSeries, {
    ...format,
    ...{ upColor: 'transparent', borderUpColor: colour, wickUpColor: colour },
    ...{ downColor: colour, borderDownColor: colour, wickDownColor: colour }
  })
  added.setData(candles(later))
  return added
}

const means = [
  ['sma200', '--chart-slow'],
  ['sma50', '--chart-middle'],
  ['sma20', '--chart-fast']
] as const

export const addMeans = (chart: IChartApi, series: ChartSeries, look: ChartLook): Drawn[] =>
  means.map(([column, token]) => {
    const added = chart.addSeries(LineSeries, {
      ...{ ...quiet, lineWidth: 1, crosshairMarkerVisible: false },
      ...{ color: look.colour(token), priceFormat: priceFormat(look) }
    })
    added.setData(points(series.dates, series[column]))
    return added
  })

export const addVolume = (chart: IChartApi, series: ChartSeries, look: ChartLook): Drawn[] => {
  const bars = volumes(series)
  if (bars.length === 0) return []
  const rise = translucent(look.colour('--rise'), 0.35)
  const fall = translucent(look.colour('--fall'), 0.35)
  const added = chart.addSeries(HistogramSeries, {
    ...quiet,
    priceFormat: { type: 'volume' },
    priceScaleId: 'volume'
  })
  added.priceScale().applyOptions({ scaleMargins: volumeMargins })
  added.setData(
    bars.map(({ time, value, rising }) => ({ time, value, color: rising ? rise : fall }))
  )
  return [added]
}

const fromZero = (info: AutoscaleInfo | null): AutoscaleInfo | null => {
  if (info === null || info.priceRange === null) return info
  return { ...info, priceRange: { minValue: info.priceRange.minValue, maxValue: 0 } }
}

/** The fall from the highest close, hanging from zero in a pane of its own below the prices. */
export const addDrawdown = (
  chart: IChartApi,
  { dates, values }: NonNullable<ChartPicture['drawdown']>,
  look: ChartLook
): Drawn => {
  const colour = look.colour('--quiet')
  const added = chart.addSeries(
    AreaSeries,
    {
      ...{ ...quiet, lineColor: colour, lineWidth: 1, invertFilledArea: true },
      ...{ topColor: translucent(colour, 0.35), bottomColor: translucent(colour, 0.35) },
      priceFormat: { type: 'custom', minMove: basisPoint, formatter: look.percent },
      // The area hangs from zero, so zero is always in sight.
      autoscaleInfoProvider: (own: () => AutoscaleInfo | null) => fromZero(own())
    },
    drawdownPane
  )
  added.setData(dates.map((time, at) => ({ time, value: -(values[at] ?? 0) })))
  added.priceScale().applyOptions({ scaleMargins: { top: 0.04, bottom: 0.06 } })
  chart.panes()[0]?.setStretchFactor(3)
  chart.panes()[drawdownPane]?.setStretchFactor(1)
  return added
}
