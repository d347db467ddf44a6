import { levelOf, voteless, type DeskInput, type RoleReport } from '../role-report'
import { directionOf } from '../scheme/stance'
import type { Stance } from '../../../../preload/contract/words'
import { forecastMedian } from '../scheme/voters'
import { abstain } from './abstain'
import { term } from './finding'
import { FindingList } from './finding-list'

const needed = ['price.close', 'atr.14', 'plan.stop', 'plan.entry.stop', 'plan.expiry']

/** The Strategist's stance; null when it gave none (stopped, late, not in this room). */
const decided = ({ state }: DeskInput): Stance | null => {
  const strategist = state.roles.find(({ role }) => role === 'strategist')
  return strategist?.status === 'ok' ? strategist.stance : null
}

const sayBasis = (list: FindingList, stance: Stance | null): void => {
  if (stance === null || stance === 'no-call') {
    const rule = `execution.basis.${stance === null ? 'missing' : 'none'}`
    list.add('basis', rule, ['price.close'])
    return
  }
  const side = (list.book.number('forecast.p') ?? 0.5) < 0.5 ? 'down' : 'up'
  const metrics = ['price.close', 'forecast.p', forecastMedian]
  const values = { stance: term(`stances.${stance}`) }
  list.add('basis', `execution.basis.stance.${side}`, metrics, { values })
}

/** On which side of the 200-session average a price lies; `plain` where there is none. */
const sideOf = ({ book }: FindingList, metric: string): 'above' | 'below' | 'plain' => {
  const average = book.number('sma.200')
  if (average === null) return 'plain'
  return (book.number(metric) ?? 0) > average ? 'above' : 'below'
}

const flatPlan = (list: FindingList, way: string): void => {
  const entry = ['close.high.20d', 'close.high.20d.date']
  const side = sideOf(list, 'close.high.20d')
  const average = side === 'plain' ? [] : ['sma.200']
  list.add('flat', `execution.flat.${way}.${side}`, [...entry, ...average])
  const stop = ['plan.entry.stop', 'plan.entry.stop.distance', 'plan.entry.size']
  list.add('flat', `execution.flatStop.${way === 'up' ? 'up' : 'even'}`, stop)
}

const holdingPlan = (list: FindingList, way: string): void => {
  const { book } = list
  const capped = book.number('plan.size') === 1 ? 'capped' : 'free'
  const side = sideOf(list, 'price.close')
  const average = side === 'plain' ? [] : ['sma.200']
  list.add('holding', `execution.holding.${way}.${side}`, ['price.close', 'plan.stop', ...average])
  list.add('holding', `execution.size.${capped}`, ['plan.stop.distance', 'plan.size'])
}

/** Which of the two rules set the stop, and where the other one would have put it. */
const stopRule = (list: FindingList): void => {
  const { book } = list
  const close = book.number('price.close') ?? 0
  const range = book.number('atr.14') ?? 0
  const bySwing = (book.number('plan.swing.low') ?? 0) - range / 4 < close - 2 * range
  const swing = ['plan.swing.low', 'plan.swing.low.date', 'atr.14']
  list.add('stop', `execution.stop.${bySwing ? 'swing' : 'range'}`, swing)
  const worst = ['return.20d.worst', 'return.20d.worst.date']
  const way = book.side('return.20d') < 0 ? 'down' : 'up'
  list.add('stop', `execution.gap.${way}`, [...worst, 'return.20d'])
}

const expiry = (list: FindingList, way: string): void => {
  list.add('expiry', `execution.expiry.${way}`, ['plan.expiry'])
}

/** Execution Officer: one plan for who holds nothing and one for who holds the subject. */
export const execution = (input: DeskInput): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const stance = decided(input)
  const list = new FindingList(book)
  const way = stance === null || stance === 'no-call' ? 'none' : directionOf(stance)
  sayBasis(list, stance)
  flatPlan(list, way)
  holdingPlan(list, way)
  stopRule(list)
  expiry(list, way)
  const kinds = [
    ['stop', 'plan.stop'],
    ['entry', 'close.high.20d'],
    ['entry.stop', 'plan.entry.stop']
  ] as const
  const levels = kinds.flatMap(([kind, metric]) => levelOf(book, kind, metric))
  return voteless(list.items, levels)
}
