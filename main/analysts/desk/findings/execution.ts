import type { Position } from '../../../../preload/contract/mandate'
import type { Stance } from '../../../../preload/contract/words'
import { levelOf, voteless, type DeskInput, type RoleReport } from '../role-report'
import { roomOf } from '../scheme/room'
import { directionOf } from '../scheme/stance'
import { forecastMedian } from '../scheme/voters'
import { abstain } from './abstain'
import { term, type DeskValue } from './finding'
import { aliasOf, FindingList } from './finding-list'
import { mandateView } from './mandate-view'
import { sayMarket } from './market'
import { planMetrics, type PlanMetrics } from './plan-metrics'
import { allowedPhrase, named, sayLots, sizePhrase } from './plan-size'

const riskEqual = 1
const half = 0.5

/**
 * The Strategist's stance; null when it gave none (stopped, late, not in this room). What a model said
 * as Strategist stands on no fact: the plan goes by the votes then.
 */
const decided = ({ book, state }: DeskInput): Stance | null => {
  const strategist = state.roles.find(({ role }) => role === 'strategist')
  if (strategist?.status !== 'ok') return null
  return strategist.analyst === 'model' ? roomOf(book, state).call.stance : strategist.stance
}

interface SayOptions {
  /** Metrics that the template names as they are. */
  others?: readonly string[]
  values?: Record<string, DeskValue>
}

const say = (
  list: FindingList,
  [lead, rule]: [string, string],
  names: Record<string, string>,
  { others = [], values = {} }: SayOptions = {}
): boolean =>
  list.add(lead, rule, [...Object.values(names), ...others], {
    values: { ...named(list, names), ...values }
  })

const sayBasis = (list: FindingList, input: DeskInput, stance: Stance | null): void => {
  const plans = term(`execution.plans.${mandateView(list.book).position === null ? 'both' : 'one'}`)
  if (stance === null || stance === 'no-call') {
    const rule = `execution.basis.${stance === null ? 'missing' : 'none'}`
    list.add('basis', rule, ['price.close'], { values: { plans } })
    return
  }
  const { metrics } = roomOf(list.book, input.state)
  const side = (list.book.number(metrics.p) ?? half) < half ? 'down' : 'up'
  const values = { plans, stance: term(`stances.${stance}`), ...aliasOf(list, 'p', metrics.p) }
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

/** A stance against, where only gains from a rise are allowed, has words and a fact of its own. */
const againstRule = ({ book }: FindingList, way: string): [rule: string, metrics: string[]] =>
  way === 'down' && mandateView(book).longOnly ? ['longOnly', ['mandate.long.only']] : [way, []]

/** Who holds nothing: the condition of an entry, and its stop, size and target from there. */
const flatPlan = (list: FindingList, way: string, plan: PlanMetrics): void => {
  const side = sideOf(list, 'close.high.20d')
  const average = side === 'plain' ? [] : ['sma.200']
  const entry = ['close.high.20d', 'close.high.20d.date']
  const [rule, only] = againstRule(list, way)
  list.add('flat', `execution.flat.${rule}.${side}`, [...entry, ...average, ...only])
  flatStop(list, way === 'up' ? 'up' : 'even', plan)
  // Of two plans with money, that of an entry nobody plans needs no lots; daily limits need the room.
  const isLong = mandateView(list.book).isLong && (way !== 'up' || list.book.has('limit.rate'))
  if (!isLong) sayLots(list, 'flat', plan.entry)
}

const flatStop = (list: FindingList, way: 'up' | 'even', { entry }: PlanMetrics): void => {
  const { stop, stopDistance, target, reward } = entry
  const allowed = allowedPhrase(list, way, entry)
  if (allowed === null) return
  const rule = `execution.flatStop.${way}`
  const names = { stop, distance: stopDistance }
  const values = { allowed }
  const full = `${rule}.${rewardRule(list, reward)}`
  if (say(list, ['flat', full], { ...names, target, reward }, { values })) return
  say(list, ['flat', `${rule}.plain`], names, { values })
}

/** How often days like today went on to the stop, in the file itself. */
const reached = (list: FindingList, plan: PlanMetrics): void => {
  const { stopReached } = plan.holding
  const often = (list.book.number(stopReached) ?? 0) >= half ? 'often' : 'seldom'
  const others = ['baserate.20d.windows']
  const said = say(list, ['holding', `execution.reached.${often}`], { stopReached }, { others })
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
  const rule = `${rewardRule(list, reward)}.${skewOf(list)}`
  const names = { target, distance: targetDistance, reward }
  const full = { ...names, reached: targetReached }
  const options = { others: ['range.20d.10', 'range.20d.90'] }
  if (say(list, ['target', `execution.target.${rule}`], full, options)) return
  if (say(list, ['target', `execution.targetPlain.${rule}`], names, options)) return
  list.absent('target', 'range.20d.90')
}

/** What is held against what it cost, where that was given. */
const sayCost = (list: FindingList): void => {
  if (!mandateView(list.book).hasCost) return
  const said = ['mandate.cost', 'position.gain', 'position.stop.gain']
  if (!list.add('holding', 'execution.cost', said)) list.absent('holding', 'position.gain')
}

/** Who holds the subject: keep, reduce or leave it, with the stop and the size that it allows. */
const holdingPlan = (list: FindingList, way: string, plan: PlanMetrics): void => {
  const { stop } = plan.holding
  const side = sideOf(list, 'price.close')
  const size = sizePhrase(list, plan.holding)
  const [rule, only] = againstRule(list, way)
  const metrics = ['price.close', stop, ...(side === 'plain' ? [] : ['sma.200']), ...only]
  const values = { ...named(list, { stop }), ...(size === null ? {} : { size }) }
  list.add('holding', `execution.holding.${rule}.${side}`, metrics, { values })
  sayLots(list, 'holding', plan.holding)
  sayCost(list)
  reached(list, plan)
  holdingTarget(list, plan)
}

/** Which of the two rules set the stop, and where the other one would have put it. */
const stopRule = (list: FindingList, { range, kind }: PlanMetrics, from: string): void => {
  const { book } = list
  const price = book.number(from) ?? 0
  const width = book.number(range) ?? 0
  const bySwing = (book.number('plan.swing.low') ?? 0) - width / 4 < price - 2 * width
  const swing = ['plan.swing.low', 'plan.swing.low.date', range]
  list.add('stop', `execution.stop.${kind}.${bySwing ? 'swing' : 'range'}`, swing)
}

/** That a gap passes the stop. Between daily limits the Risk Officer and the market's rules say it. */
const sayGap = (list: FindingList): void => {
  const { book } = list
  if (book.has('limit.rate') || mandateView(book).isLong) return
  const worst = ['return.20d.worst', 'return.20d.worst.date']
  const way = book.side('return.20d') < 0 ? 'down' : 'up'
  list.add('stop', `execution.gap.${way}`, [...worst, 'return.20d'])
}

const levelsOf = (
  { book }: FindingList,
  { holding, entry }: PlanMetrics,
  position: Position | null
): RoleReport['levels'] => {
  const held = [
    ['stop', holding.stop],
    ['target', holding.target]
  ] as const
  const entered = [
    ['entry', 'close.high.20d'],
    ['entry.stop', entry.stop],
    ['entry.target', entry.target]
  ] as const
  const kinds = [...(position === 'flat' ? [] : held), ...(position === 'holding' ? [] : entered)]
  return kinds.flatMap(([kind, metric]) => levelOf(book, kind, metric))
}

/** What ends on which day, in the words of who waits or of who holds. */
const expiryRule = (way: string, position: Position | null): string => {
  if (way === 'up' && position === 'holding') return 'execution.expiry.held'
  if (way === 'none' && position === 'flat') return 'execution.expiry.waiting'
  return `execution.expiry.${way}`
}

/**
 * Execution Officer: one plan for who holds nothing and one for who holds the subject, or the one
 * that the mandate asks for.
 */
export const execution = (input: DeskInput): RoleReport => {
  const { book } = input
  const plan = planMetrics(book)
  const { position } = mandateView(book)
  const { holding, entry } = plan
  const stops = { flat: [entry.stop], holding: [holding.stop] }
  const both = [holding.stop, entry.stop]
  const needed = [
    'price.close',
    plan.range,
    ...(position === null ? both : stops[position]),
    'plan.expiry'
  ]
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const stance = decided(input)
  const list = new FindingList(book)
  const way = stance === null || stance === 'no-call' ? 'none' : directionOf(stance)
  sayBasis(list, input, stance)
  if (position !== 'holding') flatPlan(list, way, plan)
  if (position !== 'flat') holdingPlan(list, way, plan)
  stopRule(list, plan, position === 'flat' ? 'close.high.20d' : 'price.close')
  sayGap(list)
  sayMarket(list)
  list.add('expiry', expiryRule(way, position), ['plan.expiry'])
  return voteless(list.items, levelsOf(list, plan, position))
}
