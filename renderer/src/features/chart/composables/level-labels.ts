import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time
} from 'lightweight-charts'
import { spreadLabels } from './spread-labels'

export interface LevelLabel {
  price: number
  /** Empty where the price alone is enough. */
  title: string
  figure: string
  colour: string
  /** Behind the price, in the axis. */
  ground: string
}

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0]
type Placed = LevelLabel & { place: number }

const sizes = { title: 10, figure: 11 }
const labelHeight = 14
const edge = 3

const fontOf = (size: number, family: string): string => `${size}px ${family}`

/** Pixels that the widest of these titles takes, its margins included. */
export const widestLabel = (titles: readonly string[], family: string): number => {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null || titles.length === 0) return 0
  context.font = fontOf(sizes.title, family)
  return Math.max(...titles.map((title) => context.measureText(title).width)) + 4 * edge
}

/**
 * Names of levels at the right edge of the pane and their prices beside them in the axis, each as near
 * to its line as the others allow. Where there is no room for all, the last ones go.
 */
export class LevelLabels implements ISeriesPrimitive<Time> {
  private labels: readonly LevelLabel[] = []
  private place: SeriesAttachedParameter<Time> | null = null
  private readonly views = this.viewsOf((target) => this.drawTitles(target))
  private readonly axisViews = this.viewsOf((target) => this.drawFigures(target))

  constructor(
    private readonly family: string,
    private readonly ground: string
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

  priceAxisPaneViews(): readonly IPrimitivePaneView[] {
    return this.axisViews
  }

  show(labels: readonly LevelLabel[]): void {
    this.labels = labels
    this.place?.requestUpdate()
  }

  private viewsOf(draw: (target: Target) => void): readonly IPrimitivePaneView[] {
    return [{ zOrder: () => 'top', renderer: () => ({ draw }) }]
  }

  /** Those in sight of a pane this high, with the middles of their labels. */
  private placed(height: number): Placed[] {
    const seen = this.labels
      .flatMap((label) => {
        const y = this.place?.series.priceToCoordinate(label.price) ?? null
        return y === null || y < 0 || y > height ? [] : [{ label, y }]
      })
      .slice(0, Math.floor(height / labelHeight))
    const places = spreadLabels(
      seen.map(({ y }) => y),
      { gap: labelHeight, top: labelHeight / 2, bottom: height - labelHeight / 2 }
    )
    return seen.map(({ label }, at) => ({ ...label, place: places[at] ?? 0 }))
  }

  private drawTitles(target: Target): void {
    target.useMediaCoordinateSpace(({ context, mediaSize: { width, height } }) => {
      context.font = fontOf(sizes.title, this.family)
      context.textAlign = 'right'
      context.textBaseline = 'middle'
      for (const { title, colour, place } of this.placed(height)) {
        if (title === '') continue
        const wide = context.measureText(title).width + 2 * edge
        context.fillStyle = this.ground
        context.fillRect(width - wide - edge, place - labelHeight / 2, wide, labelHeight)
        context.fillStyle = colour
        context.fillText(title, width - 2 * edge, place)
      }
    })
  }

  private drawFigures(target: Target): void {
    target.useMediaCoordinateSpace(({ context, mediaSize: { width, height } }) => {
      context.font = fontOf(sizes.figure, this.family)
      context.textAlign = 'left'
      context.textBaseline = 'middle'
      for (const { figure, colour, ground, place } of this.placed(height)) {
        context.fillStyle = ground
        context.fillRect(0, place - labelHeight / 2, width, labelHeight)
        context.fillStyle = colour
        context.fillText(figure, 3 * edge, place)
      }
    })
  }
}
