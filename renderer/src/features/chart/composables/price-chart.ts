import {
  CandlestickSeries,
  ColorType,
  createChart,
  CrosshairMode,
  HistogramSeries,
  LineSeries,
  LineStyle,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type SeriesType
} from 'lightweight-charts'
import type { Level } from '../../../../../preload/contract/events'
import type { ChartSeries } from '../../../../../preload/contract/routes'
import { candles, hasCandles, points, volumes } from './chart-points'

export interface ChartLook {
  locale: string
  price: (value: number) => string
  /** The word for a kind of level. */
  level: (kind: string) => string
  /** A colour token's value, such as that of `--rise`. */
  colour: (token: string) => string
}

/** The part of the price scale that is left to the prices; volume stands below. */
const priceMargins = { top: 0.06, bottom: 0.24 }
const volumeMargins = { top: 0.82, bottom: 0 }
/** An empty stretch after the last bar, in bars. */
const barsAfterLast = 4

const translucent = (colour: string): string => `${colour}59`

const chartOptions = ({ colour, locale, price }: ChartLook) =>
  ({
    autoSize: true,
    layout: {
      attributionLogo: false,
      background: { type: ColorType.Solid, color: 'transparent' },
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 11,
      textColor: colour('--text-soft')
    },
    grid: {
      vertLines: { color: colour('--line-faint') },
      horzLines: { color: colour('--line-faint') }
    },
    crosshair: {
      mode: CrosshairMode.Magnet,
      vertLine: { color: colour('--line-control'), labelBackgroundColor: colour('--line-control') },
      horzLine: { color: colour('--line-control'), labelBackgroundColor: colour('--line-control') }
    },
    rightPriceScale: { borderVisible: false, scaleMargins: priceMargins },
    timeScale: { borderVisible: false, minBarSpacing: 0.02, rightOffset: barsAfterLast },
    localization: { locale, priceFormatter: price }
  }) as const

const quiet = { priceLineVisible: false, lastValueVisible: false } as const

/** A chart of daily prices in `host`: candles or a line, volume, three means, levels. */
export class PriceChart {
  private readonly chart: IChartApi
  private readonly drawn: ISeriesApi<SeriesType>[] = []
  private main: ISeriesApi<SeriesType> | null = null
  private levelLines: IPriceLine[] = []
  private bars = 0

  constructor(
    host: HTMLElement,
    private look: ChartLook,
    onBar: (index: number | null) => void
  ) {
    this.chart = createChart(host, chartOptions(look))
    this.chart.subscribeCrosshairMove((move) => {
      const index = move.logical ?? -1
      onBar(index >= 0 && index < this.bars ? index : null)
    })
  }

  /** Other colours or another language; what is drawn has to be drawn again. */
  restyle(look: ChartLook): void {
    this.look = look
    this.chart.applyOptions(chartOptions(look))
  }

  draw(series: ChartSeries): void {
    for (const each of this.drawn.splice(0)) this.chart.removeSeries(each)
    this.levelLines = []
    this.bars = series.dates.length
    this.drawVolume(series)
    this.drawMean(series, series.sma200, '--chart-slow')
    this.drawMean(series, series.sma50, '--chart-middle')
    this.drawMean(series, series.sma20, '--chart-fast')
    this.main = hasCandles(series) ? this.drawCandles(series) : this.drawCloses(series)
  }

  /** Dotted lines at prices that roles named. */
  showLevels(levels: readonly Level[]): void {
    for (const line of this.levelLines) this.main?.removePriceLine(line)
    const main = this.main
    if (main === null) return
    this.levelLines = levels.map((level) =>
      main.createPriceLine({
        price: level.price,
        title: this.look.level(level.kind),
        color: this.look.colour('--quiet'),
        lineWidth: 1,
        lineStyle: LineStyle.Dotted,
        axisLabelColor: this.look.colour('--bg-hover'),
        axisLabelTextColor: this.look.colour('--text')
      })
    )
  }

  /** Shows the last `count` bars; all of them with null. */
  showLast(count: number | null): void {
    const from = count === null ? 0 : Math.max(0, this.bars - count)
    this.chart.timeScale().setVisibleLogicalRange({ from, to: this.bars - 1 + barsAfterLast })
  }

  dispose(): void {
    this.chart.remove()
  }

  private drawCandles(series: ChartSeries): ISeriesApi<SeriesType> {
    const rise = this.look.colour('--rise')
    const fall = this.look.colour('--fall')
    const added = this.chart.addSeries(CandlestickSeries, {
      ...{ upColor: rise, borderUpColor: rise, wickUpColor: rise },
      ...{ downColor: fall, borderDownColor: fall, wickDownColor: fall },
      priceLineVisible: false
    })
    added.setData(candles(series))
    this.drawn.push(added)
    return added
  }

  private drawCloses(series: ChartSeries): ISeriesApi<SeriesType> {
    const added = this.chart.addSeries(LineSeries, {
      color: this.look.colour('--text'),
      lineWidth: 2,
      priceLineVisible: false
    })
    added.setData(points(series.dates, series.close))
    this.drawn.push(added)
    return added
  }

  private drawMean(series: ChartSeries, values: readonly (number | null)[], token: string): void {
    const added = this.chart.addSeries(LineSeries, {
      ...quiet,
      color: this.look.colour(token),
      lineWidth: 1,
      crosshairMarkerVisible: false
    })
    added.setData(points(series.dates, values))
    this.drawn.push(added)
  }

  private drawVolume(series: ChartSeries): void {
    const bars = volumes(series)
    if (bars.length === 0) return
    const rise = translucent(this.look.colour('--rise'))
    const fall = translucent(this.look.colour('--fall'))
    const added = this.chart.addSeries(HistogramSeries, {
      ...quiet,
      priceFormat: { type: 'volume' },
      priceScaleId: 'volume'
    })
    added.priceScale().applyOptions({ scaleMargins: volumeMargins })
    added.setData(
      bars.map(({ time, value, rising }) => ({ time, value, color: rising ? rise : fall }))
    )
    this.drawn.push(added)
  }
}
