import type { Level } from '../../../../../preload/contract/events'
import type { Text } from '../../../app/use-text'

/** Means and extremes are in the chart already; a line for each would only cover it. */
const drawnAnyway = /^(sma|ema|high|low|close)\./

/** The levels that are worth a line: those of a plan or a case, each price once. */
export const drawnLevels = (levels: readonly Level[]): Level[] => {
  const chosen = levels.filter((level) => !drawnAnyway.test(level.kind))
  return [...new Map(chosen.map((level) => [level.price, level])).values()]
}

/** A kind of level in the reader's words; kinds without words of their own as they are. */
export const levelName = (kind: string, { optionalText }: Pick<Text, 'optionalText'>): string =>
  optionalText(`chart.level.${kind.replaceAll('.', '-')}`) ?? kind
