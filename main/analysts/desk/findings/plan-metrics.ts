import type { FactBook } from '../fact-book'

/** The facts of a plan from one price: what is held now, or an entry. */
export interface PlanSide {
  stop: string
  stopDistance: string
  size: string
  target: string
  targetDistance: string
  reward: string
  /** Whole lots and money; there where the mandate has an equity. */
  lots: string
  units: string
  position: string
  loss: string
  lossShare: string
  /** Of one lot, where not one fits; and the units that fit where lots can be split. */
  lotCost: string
  lotLoss: string
  oddUnits: string
}

/** Where a plan's figures stand among the facts. */
export interface PlanMetrics {
  /** A file without highs and lows has a plan of closes, with a mean move in place of ATR. */
  kind: 'range' | 'move'
  range: string
  holding: PlanSide & { stopReached: string; targetReached: string }
  entry: PlanSide
}

const side = (prefix: string, size: string): PlanSide => ({
  stop: `${prefix}.stop`,
  stopDistance: `${prefix}.stop.distance`,
  size,
  target: `${prefix}.target`,
  targetDistance: `${prefix}.target.distance`,
  reward: `${prefix}.reward.risk`,
  lots: `${prefix}.lots`,
  units: `${prefix}.units`,
  position: `${prefix}.money.position`,
  loss: `${prefix}.money.stop`,
  lossShare: `${prefix}.money.stop.share`,
  lotCost: `${prefix}.money.lot`,
  lotLoss: `${prefix}.money.lot.stop`,
  oddUnits: `${prefix}.units.odd`
})

export const planMetrics = (book: FactBook): PlanMetrics => {
  const closesOnly = book.has('move.14') || book.has('plan.close.stop')
  const prefix = closesOnly ? 'plan.close' : 'plan'
  return {
    kind: closesOnly ? 'move' : 'range',
    range: closesOnly ? 'move.14' : 'atr.14',
    holding: {
      ...side(prefix, `${prefix}.size`),
      stopReached: `${prefix}.stop.reached`,
      targetReached: `${prefix}.target.reached`
    },
    entry: side(`${prefix}.entry`, `${prefix}.entry.size`)
  }
}
