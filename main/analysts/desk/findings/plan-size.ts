import type { Fact } from '../../../../preload/contract/facts'
import { taiwanLot } from '../../../evidence/taiwan/taiwan-listing'
import { phrase, type DeskValue } from './finding'
import { aliasOf, findingOn, type FindingList } from './finding-list'
import { mandateView, riskWords } from './mandate-view'
import type { PlanSide } from './plan-metrics'

/** A plan's facts under the names of its templates, whatever its metrics are called. */
export const named = (
  list: FindingList,
  names: Readonly<Record<string, string>>
): Record<string, DeskValue> =>
  Object.assign(
    {},
    ...Object.entries(names).map(([name, metric]) => aliasOf(list, name, metric))
  ) as Record<string, DeskValue>

/** A phrase on facts under names of its own, with the share at risk; null when a fact is absent. */
const riskPhrase = (
  list: FindingList,
  rule: string,
  names: Readonly<Record<string, string>>,
  more: Record<string, DeskValue> = { risk: riskWords(list.book) }
): DeskValue | null => {
  const metrics = Object.values(names)
  const facts: Fact[] = metrics.flatMap((metric) => list.book.fact(metric) ?? [])
  if (facts.length < metrics.length) return null
  const values = { ...named(list, names), ...more }
  return phrase(findingOn('size', rule, facts, { values }))
}

const riskMoney = 'plan.money.risk'

/** How far the stop is and what it allows: a position in shares of equity, or money to lose. */
export const sizePhrase = (
  list: FindingList,
  { size, stopDistance: distance }: PlanSide
): DeskValue | null => {
  const { hasEquity, isLong } = mandateView(list.book)
  if (isLong) return riskPhrase(list, 'execution.size.distance', { distance }, {})
  if (hasEquity) return riskPhrase(list, 'execution.size.money', { distance, money: riskMoney })
  const capped = list.book.number(size) === 1 ? 'capped' : 'free'
  return riskPhrase(list, `execution.size.${capped}`, { distance, size })
}

/** What an entry's stop allows, as part of a sentence; `way`: whether an entry is planned. */
export const allowedPhrase = (
  list: FindingList,
  way: 'up' | 'even',
  { size }: PlanSide
): DeskValue | null => {
  const { hasEquity } = mandateView(list.book)
  const kind = hasEquity ? 'money' : 'share'
  const names: Record<string, string> = hasEquity ? { money: riskMoney } : { size }
  return riskPhrase(list, `execution.allowed.${way}.${kind}`, names)
}

/** How its lots are said: units alone, the exchange's lots, or those of the mandate. */
const lotKind = ({ book }: FindingList): 'units' | 'board' | 'lots' => {
  const lot = book.number('plan.lot')
  if (lot === 1) return 'units'
  return book.text('data.market') === 'TW' && lot === taiwanLot ? 'board' : 'lots'
}

const sayNoLot = (list: FindingList, lead: 'flat' | 'holding', side: PlanSide): void => {
  const { lots, lotCost, lotLoss, oddUnits } = side
  const dear = (list.book.number(lotLoss) ?? 0) <= (list.book.number(riskMoney) ?? 0)
  const market = lotKind(list) === 'board' ? 'board' : 'plain'
  const names: Record<string, string> = dear ? { lots, cost: lotCost } : { lots, loss: lotLoss }
  const others = ['plan.lot', ...(dear ? ['mandate.equity'] : [])]
  const rule = `execution.lots.${lead}.${dear ? 'tooDear' : 'tooRisky'}.${market}`
  list.add(lead, rule, [...Object.values(names), ...others], { values: named(list, names) })
  const values = named(list, { odd: oddUnits })
  list.add(lead, `execution.lots.${lead}.odd`, [oddUnits], { values })
}

/** Whole lots, what they cost and what the stop then costs; only where the equity is known. */
export const sayLots = (list: FindingList, lead: 'flat' | 'holding', side: PlanSide): void => {
  if (!mandateView(list.book).hasEquity) return
  const { lots, units, position, loss, lossShare } = side
  if (!list.book.has(lots)) return list.absent(lead, 'plan.units')
  if (list.book.number(lots) === 0) return sayNoLot(list, lead, side)
  const kind = lotKind(list)
  const whole: Record<string, string> = kind === 'units' ? {} : { lots }
  const names: Record<string, string> = { ...whole, units, position, loss, share: lossShare }
  const lot = kind === 'lots' ? ['plan.lot'] : []
  const values = named(list, names)
  list.add(lead, `execution.lots.${lead}.${kind}`, [...Object.values(names), ...lot], { values })
}
