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
  name: string
  reached: (bar: BarPrices, level: number) => boolean
}

/** As the plan's own facts say it: a stop by a low, a target by a high, an entry by a close above. */
const rules: readonly LevelRule[] = [
  { name: 'stop', reached: ({ low }, level) => low <= level },
  { name: 'target', reached: ({ high }, level) => high >= level },
  { name: 'entry', reached: ({ close }, level) => close > level }
]

const barAt = (bars: Bars, index: number, closesOnly: boolean): BarPrices => {
  const close = bars.close[index] ?? NaN
  return closesOnly
    ? { low: close, high: close, close }
    : { low: bars.low[index] ?? NaN, high: bars.high[index] ?? NaN, close }
}

/** Which levels of the plan the bars `from` to before `to` reached, and when first. */
export const levelOutcomes = (
  facts: readonly Fact[],
  bars: Bars,
  { from, to }: { from: number; to: number }
): LevelOutcome[] =>
  rules.flatMap(({ name, reached }) => {
    const [ofRange, ofCloses] = [`plan.${name}`, `plan.close.${name}`]
    const fact = [ofRange, ofCloses].flatMap(
      (metric) => facts.find((each) => each.metric === metric) ?? []
    )[0]
    if (fact === undefined || typeof fact.value !== 'number') return []
    const { metric, value: price, id } = fact
    const closesOnly = metric === ofCloses
    let at = from
    while (at < to && !reached(barAt(bars, at, closesOnly), price)) at += 1
    return [{ metric, price, fact: id, reached: at < to ? (bars.dates[at] ?? null) : null }]
  })
