/** A class of a histogram: returns from `from` (included) to `to`, as ratios. */
export interface HistogramBin {
  from: number
  to: number
  count: number
}

/** Past 20-session returns after days in today's state, and where today's marks stand among them. */
export interface BaseRateHistogram {
  state: string
  bins: HistogramBin[]
  /** Days, and windows of 20 sessions that do not overlap. */
  n: number
  windows: number
  q10: number
  median: number
  q90: number
  /** Median over every state. */
  usualMedian: number
}

/** Where the close `session` sessions on is expected, as prices; quantiles as for `range.20d`. */
export interface ConeStep {
  session: number
  q5: number
  q10: number
  median: number
  q90: number
  q95: number
}

/** Bars that the range needs: 112 until its volatility is warm, and 500 stretches of 20 after that. */
export const rangeBars = 632
/** Bars until a state is known. */
export const stateBars = 200

/** What the charts beside the price show, up to the as-of date and not beyond. */
export interface Study {
  asOf: string
  /** Null where the base rate is absent. */
  histogram: BaseRateHistogram | null
  /** Separate windows among past days in today's state; null while there is no state. */
  windows: number | null
  /** 20 steps; empty where the range is absent. */
  cone: ConeStep[]
  /** Fall from the highest close so far, one a bar of the chart; positive. */
  drawdown: { dates: string[]; values: number[] }
}
