import type { Stance } from '../../../../preload/contract/words'
import { levelOf, voteless, type DeskInput, type RoleReport } from '../role-report'
import { roomOf } from '../scheme/room'
import { directionOf } from '../scheme/stance'
import { forecastMedian } from '../scheme/voters'
import { abstain } from './abstain'
import { phrase, term, type DeskValue } from './finding'
import { aliasOf, findingOn, FindingList } from './finding-list'
import { sayMarket } from './market'
import { planMetrics, type PlanMetrics } from './plan-metrics'

const riskEqual = 1
const half = 0.5

/** The Strategist's stance; null when it gave none (stopped, late, not in this room). */
const decided = ({ state }: DeskInput): Stance | null => {
  const strategist = state.roles.find(({ role }) => role === 'strategist')
  return strategist?.status === 'ok' ? strategist.stance : null
}

/** A plan's facts under the names of its templates, whatever its metrics are called. */
const named = (list: FindingList, names: Record<string, string>): Record<string, DeskValue> =>
  Object.assign(
    {},
    ...Object.entries(names).map(([name, metric]) => aliasOf(list, name, metric))
  ) as Record<string, DeskValue>

const say = (
  list: FindingList,
  [lead, rule]: [string, string],
  names: Record<string, string>,
  others: readonly string[] = []
): boolean =>
  list.add(lead, rule, [...Object.values(names), ...others], { values: named(list, names) })

const sayBasis = (list: FindingList, input: DeskInput, stance: Stance | null): void => {
  if (stance === null || stance === 'no-call') {
    const rule = `execution.basis.${stance === null ? 'missing' : 'none'}`
    list.add('basis', rule, ['price.close'])
    return
  }
  const { metrics } = roomOf(list.book, input.state)
  const side = (list.book.number(metrics.p) ?? half) < half ? 'down' : 'up'
  const values = { stance: term(`stances.${stance}`), ...aliasOf(list, 'p', metrics.p) }
  const facts = ['price.close', metrics.p, forecastMedian]
  list.add('basis', `execution.basis.stance.${side}`, facts, { values })
}

/** On which side of the 200-session average a price lies; `plain` where there is none. */
const sideOf = ({ book }: FindingList, metric: string): 'above' | 'below' | 'plain' => {
  const average = book.number('sma.200')
  if (average === null) return 'plain'
  return (book.number(metric) ?? 0) > average ? 'above' : 'below'
}

const rewardRule = ({ book }: FindingList, metric: string): string =>
  (book.number(metric) ?? 0) < riskEqual ? 'under' : 'over'

/** Who holds nothing: the condition of an entry, and its stop, size and target from there. */
const flatPlan = (list: FindingList, way: string, plan: PlanMetrics): void => {
  const side = sideOf(list, 'close.high.20d')
  const average = side === 'plain' ? [] : ['sma.200']
  const entry = ['close.high.20d', 'close.high.20d.date']
  list.add('flat', `execution.flat.${way}.${side}`, [...entry, ...average])
  const { stop, stopDistance, size, target, reward } = plan.entry
  const rule = `execution.flatStop.${way === 'up' ? 'up' : 'even'}`
  const names = { stop, distance: stopDistance, size }
  const full = `${rule}.${rewardRule(list, reward)}`
  if (say(list, ['flat', full], { ...names, target, reward })) return
  say(list, ['flat', `${rule}.plain`], names)
}

/** How often days like today went on to the stop, in the file itself. */
const reached = (list: FindingList, plan: PlanMetrics): void => {
  const { stopReached } = plan.holding
  const often = (list.book.number(stopReached) ?? 0) >= half ? 'often' : 'seldom'
  const others = ['baserate.20d.windows']
  const said = say(list, ['holding', `execution.reached.${often}`], { stopReached }, others)
  if (!said) list.absent('holding', 'baserate.20d.windows')
}

/** Whether the range of the next 20 sessions reaches further up or down from the close. */
const skewOf = ({ book }: FindingList): 'up' | 'down' => {
  const up = book.number('range.20d.return.90') ?? 0
  const down = -(book.number('range.20d.return.10') ?? 0)
  return up >= down ? 'up' : 'down'
}

const holdingTarget = (list: FindingList, plan: PlanMetrics): void => {
  const { target, targetDistance, reward, targetReached } = plan.holding
  const range = ['range.20d.10', 'range.20d.90']
  const rule = `${rewardRule(list, reward)}.${skewOf(list)}`
  const names = { target, distance: targetDistance, reward }
  const full = { ...names, reached: targetReached }
  const counted = say(list, ['target', `execution.target.${rule}`], full, range)
  if (counted || say(list, ['target', `execution.targetPlain.${rule}`], names, range)) return
  list.absent('target', 'range.20d.90')
}

/** How far the stop is and what position it allows, as part of a sentence. */
const sizePhrase = (list: FindingList, { holding }: PlanMetrics): DeskValue | null => {
  const capped = list.book.number(holding.size) === 1 ? 'capped' : 'free'
  const names = { distance: holding.stopDistance, size: holding.size }
  const facts = Object.values(names).flatMap((metric) => list.book.fact(metric) ?? [])
  if (facts.length < 2) return null
  const values = named(list, names)
  return phrase(findingOn('holding', `execution.size.${capped}`, facts, { values }))
}

/** Who holds the subject: keep, reduce or leave it, with the stop and the size that it allows. */
const holdingPlan = (list: FindingList, way: string, plan: PlanMetrics): void => {
  const { stop } = plan.holding
  const side = sideOf(list, 'price.close')
  const size = sizePhrase(list, plan)
  const metrics = ['price.close', stop, ...(side === 'plain' ? [] : ['sma.200'])]
  const values = { ...named(list, { stop }), ...(size === null ? {} : { size }) }
  list.add('holding', `execution.holding.${way}.${side}`, metrics, { values })
  reached(list, plan)
  holdingTarget(list, plan)
}

/** Which of the two rules set the stop, and where the other one would have put it. */
const stopRule = (list: FindingList, { range, kind }: PlanMetrics): void => {
  const { book } = list
  const close = book.number('price.close') ?? 0
  const width = book.number(range) ?? 0
  const bySwing = (book.number('plan.swing.low') ?? 0) - width / 4 < close - 2 * width
  const swing = ['plan.swing.low', 'plan.swing.low.date', range]
  list.add('stop', `execution.stop.${kind}.${bySwing ? 'swing' : 'range'}`, swing)
  const worst = ['return.20d.worst', 'return.20d.worst.date']
  const way = book.side('return.20d') < 0 ? 'down' : 'up'
  list.add('stop', `execution.gap.${way}`, [...worst, 'return.20d'])
}

const levelsOf = (list: FindingList, { holding, entry }: PlanMetrics): RoleReport['levels'] => {
  const kinds = [
    ['stop', holding.stop],
    ['target', holding.target],
    ['entry', 'close.high.20d'],
    ['entry.stop', entry.stop],
    ['entry.target', entry.target]
  ] as const
  return kinds.flatMap(([kind, metric]) => levelOf(list.book, kind, metric))
}

/** Execution Officer: one plan for who holds nothing and one for who holds the subject. */
export const execution = (input: DeskInput): RoleReport => {
  const { book } = input
  const plan = planMetrics(book)
  const needed = ['price.close', plan.range, plan.holding.stop, plan.entry.stop, 'plan.expiry']
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const stance = decided(input)
  const list = new FindingList(book)
  const way = stance === null || stance === 'no-call' ? 'none' : directionOf(stance)
  sayBasis(list, input, stance)
  flatPlan(list, way, plan)
  holdingPlan(list, way, plan)
  stopRule(list, plan)
  sayMarket(list)
  list.add('expiry', `execution.expiry.${way}`, ['plan.expiry'])
  return voteless(list.items, levelsOf(list, plan))
}
