import type { Level } from '../../../../../preload/contract/events'
import type { Fact } from '../../../../../preload/contract/facts'
import type { Text } from '../../../app/use-text'

/** Means and extremes are in the chart already; a line for each would only cover it. */
const drawnAnyway = /^(sma|ema|high|low|close)\./
/** As many as the desk names. */
const nearestTriggers = 3

/** Lines in the order of their worth: where there is no room for all, the last ones go. */
const ranks = ['stop', 'target', 'entry', 'kill.bull', 'kill.bear']
const rankOf = ({ kind }: Level): number => {
  const rank = ranks.indexOf(kind)
  return rank < 0 ? ranks.length : rank
}

/** The levels that are worth a line: those of a plan or a case, each price once, the first ones first. */
export const drawnLevels = (levels: readonly Level[]): Level[] => {
  const chosen = levels.filter((level) => !drawnAnyway.test(level.kind))
  const distinct = [...new Map(chosen.map((level) => [level.price, level])).values()]
  return distinct.sort((one, other) => rankOf(one) - rankOf(other))
}

/** A kind of level in the reader's words; kinds without words of their own as they are. */
export const levelName = (kind: string, { optionalText }: Pick<Text, 'optionalText'>): string =>
  optionalText(`chart.level.${kind.replaceAll('.', '-')}`) ?? kind

const line = /^(flip\.(up|down)|trigger\.(sma|rsi)\.\d+|trigger\.macd\.histogram)$/

/**
 * Next closes that change something: those that change the stance, and the three nearest that move
 * an indicator across its line, by their distance in deviations.
 */
export const triggerLevels = (facts: readonly Fact[]): Level[] => {
  const values = new Map(facts.map(({ metric, value }) => [metric, value]))
  const distance = (kind: string): number => Math.abs(Number(values.get(`${kind}.sigma`) ?? NaN))
  const all = facts.flatMap(({ id, metric, value }) =>
    line.test(metric) && typeof value === 'number' ? [{ kind: metric, price: value, fact: id }] : []
  )
  const flips = all.filter(({ kind }) => kind.startsWith('flip.'))
  const triggers = all
    .filter(({ kind }) => kind.startsWith('trigger.') && Number.isFinite(distance(kind)))
    .sort((one, other) => distance(one.kind) - distance(other.kind))
  return [...flips, ...triggers.slice(0, nearestTriggers)]
}
