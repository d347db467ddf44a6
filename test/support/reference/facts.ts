import type { SeriesBar } from '../series'
import { usableBars } from './bars'
import { flagFigures } from './flags'
import { planFigures } from './plan'
import { priceFigures, type Figures } from './price'
import { baseRateFigures, historianFigures, voteFigures } from './rates'
import { benchmarkFigures, riskFigures } from './risk'
import { scaledFigures } from './scaled'
import { stateFigures } from './states'
import { trendFigures } from './trend'
import { triggerFigures } from './triggers'

export interface ReferenceInput {
  bars: readonly SeriesBar[]
  benchmark?: readonly SeriesBar[]
  asOf?: string
}

/**
 * Every fact by metric, worked out from the definitions in plain steps, slowly, with no code of
 * the program. What is null or not finite is left out.
 */
export const referenceFacts = ({
  bars,
  benchmark,
  asOf
}: ReferenceInput): Map<string, number | string> => {
  const used = usableBars(bars, asOf ?? null)
  const other = benchmark === undefined ? null : usableBars(benchmark, used.dates.at(-1) ?? null)
  const figures: Figures = {
    ...priceFigures(used),
    ...trendFigures(used),
    ...riskFigures(used),
    ...(other === null ? {} : benchmarkFigures(used, other)),
    ...stateFigures(used),
    ...baseRateFigures(used),
    ...voteFigures(used),
    ...flagFigures(used, bars),
    ...scaledFigures(used),
    ...triggerFigures(used),
    ...historianFigures(used)
  }
  Object.assign(figures, planFigures(used, figures))
  const known = new Map<string, number | string>()
  for (const [metric, value] of Object.entries(figures)) {
    if (typeof value === 'string') known.set(metric, value)
    if (typeof value === 'number' && Number.isFinite(value)) known.set(metric, value)
  }
  return known
}
