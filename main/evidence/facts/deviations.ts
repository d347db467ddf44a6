import { logReturns, simpleReturns, weightedDeviations } from '../statistics/returns'

/** Bars until the weighted deviation's seed weighs under 0.1 %. */
export const deviationWarmUp = 113

/** Daily deviation (EWMA, decay 0.94) as known after each bar; NaN until it is warm. */
export const dailyDeviations = (total: Float64Array): Float64Array => {
  const deviations = weightedDeviations(logReturns(total))
  return total.map((_value, bar) =>
    bar + 1 < deviationWarmUp ? NaN : (deviations[bar - 1] ?? NaN)
  )
}

/**
 * Simple returns in deviations as known the day before (Hull and White 1998; Barone-Adesi,
 * Giannopoulos and Vosper 1999); NaN where there is no deviation, or one of zero.
 */
export const scaledReturns = (total: Float64Array, deviations: Float64Array): Float64Array =>
  simpleReturns(total, 1).map((value, bar) => {
    const before = deviations[bar - 1] ?? NaN
    return before > 0 ? value / before : NaN
  })
