import type { LaterBars } from '../../../../../preload/contract/outcome'
import type { ChartSeries } from '../../../../../preload/contract/routes'
import type { ConeStep } from '../../../../../preload/contract/study'

/** A line at a price that has a name. */
export interface LevelLine {
  kind: string
  price: number
  /** Whether it is a next close that changes something, and no level of a plan. */
  trigger: boolean
}

/** All that the price chart draws but the lines of levels. */
export interface ChartPicture {
  series: ChartSeries
  averages: boolean
  cone: readonly ConeStep[]
  /** Null draws no pane for it. */
  drawdown: { dates: readonly string[]; values: readonly number[] } | null
  /** What came after the as-of date; null until the reader wants to know. */
  later: LaterBars | null
}
