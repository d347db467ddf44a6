import type { Fact } from '../../preload/contract/facts'
import type { LevelOutcome } from '../../preload/contract/outcome'
import type { Bars } from './bars'

/** The prices of a bar that a plan is read on; of closes alone for a plan made of closes. */
interface BarPrices {
  low: number
  high: number
  close: number
}

interface LevelRule {
  /** What the level's metric has behind `plan.` or `plan.close.`. */
  name: string
  reached: (bar: BarPrices, level: number) => boolean
  /** Only after the bar that reached this level. */
  after?: string
}

const stopReached: LevelRule['reached'] = ({ low }, level) => low <= level
const targetReached: LevelRule['reached'] = ({ high }, level) => high >= level
const entryReached: LevelRule['reached'] = ({ close }, level) => close > level

/** As the plan's own facts say it: a stop by a low, a target by a high, an entry by a close above. */
const holdingRules: readonly LevelRule[] = [
  { name: 'stop', reached: stopReached },
  { name: 'target', reached: targetReached }
]
const entryRule: LevelRule = { name: 'entry', reached: entryReached }
/** Who enters at a close is touched by no low or high of that day, and without an entry by none. */
const flatRules: readonly LevelRule[] = [
  entryRule,
  { name: 'entry.stop', reached: stopReached, after: 'entry' },
  { name: 'entry.target', reached: targetReached, after: 'entry' }
]

/** The levels of the plan that the session's mandate left; without one, of both. */
const rulesFor = (facts: readonly Fact[]): readonly LevelRule[] => {
  const position = facts.find(({ metric }) => metric === 'mandate.position')?.value
  if (position === 'flat') return flatRules
  return position === 'holding' ? holdingRules : [...holdingRules, entryRule]
}

const barAt = (bars: Bars, index: number, closesOnly: boolean): BarPrices => {
  const close = bars.close[index] ?? NaN
  return closesOnly
    ? { low: close, high: close, close }
    : { low: bars.low[index] ?? NaN, high: bars.high[index] ?? NaN, close }
}

interface BarSpan {
  from: number
  to: number
}

/** The first bar of the span that reached the level; the span's end when none did. */
const firstReached = (
  bars: Bars,
  { from, to }: BarSpan,
  reached: (bar: BarPrices) => boolean,
  closesOnly: boolean
): number => {
  let at = from
  while (at < to && !reached(barAt(bars, at, closesOnly))) at += 1
  return at
}

/**
 * Which levels of the plan the bars `from` to before `to` reached, and when first. With a mandate, the
 * levels of the plan that it left: who was flat has a stop and a target only after the entry.
 */
export const levelOutcomes = (
  facts: readonly Fact[],
  bars: Bars,
  { from, to }: BarSpan
): LevelOutcome[] => {
  const reachedAt = new Map<string, number>()
  return rulesFor(facts).flatMap(({ name, reached, after }) => {
    const [ofRange, ofCloses] = [`plan.${name}`, `plan.close.${name}`]
    const fact = [ofRange, ofCloses].flatMap(
      (metric) => facts.find((each) => each.metric === metric) ?? []
    )[0]
    if (fact === undefined || typeof fact.value !== 'number') return []
    const { metric, value: price, id } = fact
    const start = after === undefined ? from : (reachedAt.get(after) ?? to) + 1
    const meets = (bar: BarPrices): boolean => reached(bar, price)
    const at = firstReached(bars, { from: start, to }, meets, metric === ofCloses)
    if (at < to) reachedAt.set(name, at)
    return [{ metric, price, fact: id, reached: at < to ? (bars.dates[at] ?? null) : null }]
  })
}
