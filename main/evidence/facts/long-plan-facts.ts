import type { PriceSheet } from '../price-sheet'
import { sampleOf, type Sample } from './base-rate-facts'
import type { DraftList } from './draft'
import { numberOf, stopFacts } from './plan'
import { horizonBars, type States } from './states'
import { minimumWindows } from './votes'

/** The upper edge of the 80 % range: a target that one 20-bar stretch in ten has gone beyond. */
const targetRange = 'range.20d.90'
const targetReturn = 'range.20d.return.90'

type Extreme = (values: Float64Array) => number
const lowest: Extreme = (values) => values.reduce((low, value) => Math.min(low, value), Infinity)
const highest: Extreme = (values) =>
  values.reduce((high, value) => Math.max(high, value), -Infinity)

/** Share of the sample's days after which the next 20 bars did what `reached` asks of them. */
const shareReached = (
  { indices }: Sample,
  reached: (at: number, next: readonly [from: number, to: number]) => boolean
): number =>
  indices.filter((at) => reached(at, [at + 1, at + 1 + horizonBars])).length / indices.length

interface Levels {
  prefix: string
  entry: string
  stop: string
  target: string
}

const target = (list: DraftList, sheet: PriceSheet, { prefix, entry, stop, target }: Levels) => {
  const [from, to] = [numberOf(list, entry), numberOf(list, target)]
  const distance = numberOf(list, `${stop}.distance`)
  const { priceBasis: basis } = sheet
  list.add(`${target}.distance`, to / from - 1, {
    unit: 'ratio',
    basis,
    inputs: [entry, target],
    formula: `${target} / ${entry} - 1`
  })
  list.add(`${prefix}.reward.risk`, (to / from - 1) / distance, {
    unit: 'number',
    basis: 'none',
    inputs: [`${target}.distance`, `${stop}.distance`],
    formula: `${target}.distance / ${stop}.distance`
  })
}

/** How often, after days in today's state, the low fell so far and the high rose so far. */
const reachFacts = (
  list: DraftList,
  sheet: PriceSheet,
  { states, levels: { stop, target } }: { states: States; levels: Levels }
): void => {
  const today = states.historian.at(-1) ?? null
  const sample = sampleOf(states, (code) => code === today)
  if (today === null || sample.windows < minimumWindows) return
  const { close, high, low } = sheet.bars
  const [fall, rise] = [numberOf(list, `${stop}.distance`), numberOf(list, `${target}.distance`)]
  const add = (level: string, value: number, rule: string): void => {
    const formula = `share of past days in baserate.20d.state whose next 20 bars ${rule}`
    const inputs = [
      'baserate.20d.state',
      'baserate.20d.n',
      'baserate.20d.windows',
      `${level}.distance`
    ]
    list.add(`${level}.reached`, value, { unit: 'ratio', basis: 'none', inputs, formula })
  }
  if (!Number.isNaN(fall)) {
    const share = shareReached(
      sample,
      (at, next) => lowest(low.subarray(...next)) <= (close[at] ?? NaN) * (1 - fall)
    )
    add(stop, share, `had a low at or under close * (1 - ${stop}.distance)`)
  }
  if (!Number.isNaN(rise)) {
    const share = shareReached(
      sample,
      (at, next) => highest(high.subarray(...next)) >= (close[at] ?? NaN) * (1 + rise)
    )
    add(target, share, `had a high at or over close * (1 + ${target}.distance)`)
  }
}

const holdingPlan = (
  list: DraftList,
  sheet: PriceSheet,
  { states, prefix }: { states: States; prefix: string }
): void => {
  const [stop, goal] = [`${prefix}.stop`, `${prefix}.target`]
  if (Number.isNaN(numberOf(list, stop))) return
  list.add(goal, numberOf(list, targetRange), {
    unit: 'price',
    basis: sheet.priceBasis,
    inputs: [targetRange],
    formula: `${targetRange}, the upper edge of the 80 % range`
  })
  const levels = { prefix, entry: 'price.close', stop, target: goal }
  target(list, sheet, levels)
  reachFacts(list, sheet, { states, levels })
}

/** The plan of who holds nothing: the 20-bar closing high as entry, with a target of its own. */
const entryPlan = (list: DraftList, sheet: PriceSheet, prefix: string): void => {
  const [entry, stop, goal] = [`${prefix}.entry`, `${prefix}.entry.stop`, `${prefix}.entry.target`]
  const { priceBasis: basis } = sheet
  if (Number.isNaN(numberOf(list, stop))) return
  list.add(entry, numberOf(list, 'close.high.20d'), {
    unit: 'price',
    basis,
    inputs: ['close.high.20d'],
    formula: 'close.high.20d; a close above it is the condition'
  })
  list.add(goal, numberOf(list, entry) * (1 + numberOf(list, targetReturn)), {
    unit: 'price',
    basis,
    inputs: [entry, targetReturn],
    formula: `${entry} * (1 + ${targetReturn})`
  })
  target(list, sheet, { prefix: entry, entry, stop, target: goal })
}

/** A file without highs and lows has the same plan of closes, under names of its own. */
const closePlanStops = (
  list: DraftList,
  { hasRange, priceBasis }: PriceSheet,
  riskShare: number
): void => {
  if (hasRange) return
  const ways = { range: 'move.14', swing: 'plan.swing.low', riskShare }
  const holding = { stop: 'plan.close.stop', size: 'plan.close.size', entry: 'price.close' }
  const flat = {
    stop: 'plan.close.entry.stop',
    size: 'plan.close.entry.size',
    entry: 'close.high.20d'
  }
  for (const names of [holding, flat]) stopFacts(list, priceBasis, { ...names, ...ways })
}

/** Targets, reward to risk, and how often past days in today's state reached stop and target. */
export const longPlanFacts = (
  list: DraftList,
  sheet: PriceSheet,
  { states, riskShare }: { states: States; riskShare: number }
): void => {
  closePlanStops(list, sheet, riskShare)
  const prefix = sheet.hasRange ? 'plan' : 'plan.close'
  holdingPlan(list, sheet, { states, prefix })
  entryPlan(list, sheet, prefix)
}
