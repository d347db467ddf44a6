import type {
  AutoscaleInfo,
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  Logical,
  SeriesAttachedParameter,
  Time
} from 'lightweight-charts'
import type { ConeStep } from '../../../../../preload/contract/study'

export interface ConeColours {
  outer: string
  inner: string
  median: string
  asOf: string
}

export interface ConeShape {
  /** Index of the last bar, from which the cone opens, and its close. */
  last: number
  close: number
  /** Nothing draws the as-of line alone. */
  steps: readonly ConeStep[]
}

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0]
type Context = CanvasRenderingContext2D
type Corner = readonly [x: number, y: number]

const trace = (context: Context, corners: readonly Corner[]): void => {
  context.beginPath()
  for (const [x, y] of corners) context.lineTo(x, y)
}

/**
 * The as-of line and, after it, the range of the next 20 sessions. It stands on places of the time
 * scale that have no date: which days will be sessions is not known.
 */
export class RangeCone implements ISeriesPrimitive<Time> {
  private place: SeriesAttachedParameter<Time> | null = null
  private readonly views: readonly IPrimitivePaneView[] = [
    { zOrder: () => 'bottom', renderer: () => ({ draw: (target) => this.draw(target) }) }
  ]

  constructor(
    private readonly shape: ConeShape,
    private readonly colours: ConeColours
  ) {}

  attached(place: SeriesAttachedParameter<Time>): void {
    this.place = place
  }

  detached(): void {
    this.place = null
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views
  }

  /** Room for the cone, and only while it is in sight. */
  autoscaleInfo(_from: Logical, to: Logical): AutoscaleInfo | null {
    const { last, steps } = this.shape
    const seen = steps.filter(({ session }) => last + session <= to)
    if (seen.length === 0) return null
    const minValue = Math.min(...seen.map(({ q5 }) => q5))
    return { priceRange: { minValue, maxValue: Math.max(...seen.map(({ q95 }) => q95)) } }
  }

  private corners(price: (step: ConeStep) => number): Corner[] {
    const { last, close, steps } = this.shape
    const points: [index: number, value: number][] = [
      [last, close],
      ...steps.map((step): [number, number] => [last + step.session, price(step)])
    ]
    return points.flatMap(([index, value]): Corner[] => {
      const x = this.place?.chart.timeScale().logicalToCoordinate(index as Logical) ?? null
      const y = this.place?.series.priceToCoordinate(value) ?? null
      return x === null || y === null ? [] : [[x, y]]
    })
  }

  private draw(target: Target): void {
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      this.drawAsOf(context, mediaSize.height)
      if (this.shape.steps.length === 0) return
      const { outer, inner, median } = this.colours
      const band = (low: Corner[], high: Corner[], colour: string): void => {
        trace(context, [...low, ...high.toReversed()])
        context.fillStyle = colour
        context.fill()
      }
      band(
        this.corners(({ q5 }) => q5),
        this.corners(({ q95 }) => q95),
        outer
      )
      band(
        this.corners(({ q10 }) => q10),
        this.corners(({ q90 }) => q90),
        inner
      )
      trace(
        context,
        this.corners((step) => step.median)
      )
      context.strokeStyle = median
      context.lineWidth = 1.5
      context.stroke()
    })
  }

  private drawAsOf(context: Context, height: number): void {
    const scale = this.place?.chart.timeScale()
    const x = scale?.logicalToCoordinate(this.shape.last as Logical) ?? null
    const next = scale?.logicalToCoordinate((this.shape.last + 1) as Logical) ?? null
    if (x === null || next === null) return
    const middle = Math.round((x + next) / 2) + 0.5
    trace(context, [
      [middle, 0],
      [middle, height]
    ])
    context.strokeStyle = this.colours.asOf
    context.lineWidth = 1
    context.setLineDash([3, 3])
    context.stroke()
    context.setLineDash([])
  }
}
