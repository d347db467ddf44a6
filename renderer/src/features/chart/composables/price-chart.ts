import { createChart, LineStyle, type IChartApi, type IPriceLine } from 'lightweight-charts'
import { chartOptions, fontFamily, translucent, type ChartLook } from './chart-look'
import type { ChartPicture, LevelLine } from './chart-picture'
import { LevelLabels, widestLabel, type LevelLabel } from './level-labels'
import { addDrawdown, addLater, addMeans, addPrices, addVolume, type Drawn } from './price-series'
import { RangeCone } from './range-cone'

/** An empty stretch after the last bar, in bars. */
const barsAfterLast = 4
/** Pixels of height from which on there is room for a second pane. */
const heightForTwo = 170
/** Pixels of the chart's height for each line of a level; a low chart has the first of them. */
const heightOfLine = 22
/** More of the width than this is never given to the names of levels. */
const labelShare = 0.4

/** A chart of daily prices in `host`, with what the reader wants beside them. */
export class PriceChart {
  private readonly chart: IChartApi
  private drawn: Drawn[] = []
  private main: Drawn | null = null
  private labels: LevelLabels | null = null
  private levelLines: IPriceLine[] = []
  private lines: readonly LevelLine[] = []
  private picture: ChartPicture | null = null
  private wasTall = false
  private bars = 0
  private closes: readonly number[] = []
  private after = barsAfterLast
  private count: number | null = null
  private fitted: { from: number; to: number } | null = null
  private readonly resizing: ResizeObserver

  /** `onBar` is told the bar under the pointer, those that came later included. */
  constructor(
    private readonly host: HTMLElement,
    private look: ChartLook,
    onBar: (index: number | null) => void
  ) {
    this.chart = createChart(host, chartOptions(look))
    this.chart.subscribeCrosshairMove((move) => onBar(move.logical ?? null))
    this.resizing = new ResizeObserver(() => this.resize())
    this.resizing.observe(host)
  }

  /** Other colours or another language; what is drawn has to be drawn again. */
  restyle(look: ChartLook): void {
    this.look = look
    this.chart.applyOptions(chartOptions(look))
  }

  draw(picture: ChartPicture): void {
    const { series, averages, cone, drawdown, later } = picture
    const { chart, look } = this
    this.picture = picture
    this.wasTall = this.tall()
    for (const each of this.drawn) chart.removeSeries(each)
    this.bars = series.dates.length
    this.closes = series.close
    this.after = Math.max(barsAfterLast, cone.length, later?.dates.length ?? 0)
    this.drawn = [
      ...addVolume(chart, series, look),
      ...(averages ? addMeans(chart, series, look) : [])
    ]
    this.main = addPrices(chart, series, look)
    this.drawn.push(this.main)
    if (later !== null && later.dates.length > 0) this.drawn.push(addLater(chart, later, look))
    if (drawdown !== null && this.tall()) this.drawn.push(addDrawdown(chart, drawdown, look))
    if (this.after > barsAfterLast) this.drawCone(series.close.at(-1) ?? 0, cone)
    this.labels = new LevelLabels(fontFamily(), translucent(look.colour('--bg-panel'), 0.8))
    this.main.attachPrimitive(this.labels)
    this.levelLines = []
    this.drawLevels()
  }

  /** Lines at prices that have a name. A view that nobody has moved makes room for the names. */
  showLevels(lines: readonly LevelLine[]): void {
    this.lines = lines
    this.drawLevels()
    if (this.untouched()) this.fit()
  }

  /** Shows the last `count` bars; all of them with null. */
  showLast(count: number | null): void {
    this.count = count
    this.fit()
  }

  dispose(): void {
    this.resizing.disconnect()
    this.chart.remove()
  }

  private tall(): boolean {
    return this.host.clientHeight >= heightForTwo
  }

  private resize(): void {
    const { picture } = this
    if (picture !== null && this.tall() !== this.wasTall) this.draw(picture)
    else this.drawLevels()
  }

  private untouched(): boolean {
    const seen = this.chart.timeScale().getVisibleLogicalRange()
    if (seen === null || this.fitted === null) return true
    return Math.abs(seen.from - this.fitted.from) + Math.abs(seen.to - this.fitted.to) < 1
  }

  private fit(): void {
    const scale = this.chart.timeScale()
    const from = this.count === null ? 0 : Math.max(0, this.bars - this.count)
    const titles = this.lines.map(({ kind }) => this.look.level(kind))
    const share = Math.min(labelShare, widestLabel(titles, fontFamily()) / (scale.width() || 1))
    const to = from + (this.bars - 1 - from + this.after) / (1 - share)
    scale.setVisibleLogicalRange({ from, to })
    this.fitted = { from, to }
  }

  private drawCone(close: number, steps: ChartPicture['cone']): void {
    const { colour } = this.look
    const shape = { last: this.bars - 1, close, steps }
    const colours = {
      outer: translucent(colour('--accent'), 0.16),
      inner: translucent(colour('--accent'), 0.24),
      median: colour('--accent'),
      asOf: colour('--line-control')
    }
    this.main?.attachPrimitive(new RangeCone(shape, colours))
  }

  private drawLevels(): void {
    const { main, look } = this
    if (main === null) return
    for (const line of this.levelLines) main.removePriceLine(line)
    const seen = this.lines.slice(0, Math.floor(this.host.clientHeight / heightOfLine))
    this.levelLines = seen.map(({ price, trigger }) =>
      main.createPriceLine({
        price,
        color: look.colour(trigger ? '--caution' : '--quiet'),
        lineWidth: 1,
        lineStyle: trigger ? LineStyle.SparseDotted : LineStyle.Dotted,
        axisLabelVisible: false
      })
    )
    this.labels?.show([this.lastLabel(), ...seen.map((line) => this.labelOf(line))])
  }

  private labelOf({ kind, price, trigger }: LevelLine): LevelLabel {
    const { look } = this
    return {
      ...{ price, title: look.level(kind), figure: look.price(price) },
      ...{
        colour: look.colour(trigger ? '--caution' : '--text'),
        ground: look.colour('--bg-hover')
      }
    }
  }

  /** The last close, in the colour of its day. */
  private lastLabel(): LevelLabel {
    const { look, closes } = this
    const price = closes.at(-1) ?? 0
    const ground = look.colour(price < (closes.at(-2) ?? price) ? '--fall' : '--rise')
    const figure = look.price(price)
    return { price, title: '', figure, colour: look.colour('--on-accent'), ground }
  }
}
