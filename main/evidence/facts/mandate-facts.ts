import type { Mandate } from '../../../preload/contract/mandate'
import type { PriceSheet } from '../price-sheet'
import { taiwanLot } from '../taiwan/taiwan-listing'
import type { DraftList, DraftShape } from './draft'
import { numberOf } from './plan'

/** The code of `mandate.long.only`; absent where a plan may gain from a fall. */
export const longOnlyCode = 'long only'

const given = { basis: 'none', file: 'mandate', formula: 'as given by the analyst' } as const

const givenFacts = (list: DraftList, mandate: Mandate): void => {
  const { position, equity, cost, riskShare, longOnly } = mandate
  list.add('mandate.position', position, { ...given, unit: 'text' })
  list.add('mandate.equity', equity, { ...given, unit: 'price' })
  list.add('mandate.cost', cost, { ...given, unit: 'price' })
  list.add('mandate.risk', riskShare, { ...given, unit: 'ratio' })
  list.add('mandate.long.only', longOnly ? longOnlyCode : null, { ...given, unit: 'text' })
}

/** What is held against what it cost. How many units are held is not known, so no money is. */
const heldFacts = (list: DraftList, sheet: PriceSheet, stop: string): void => {
  const cost = numberOf(list, 'mandate.cost')
  const gain = (metric: string, level: string): void =>
    list.add(metric, numberOf(list, level) / cost - 1, {
      unit: 'ratio',
      basis: sheet.priceBasis,
      inputs: [level, 'mandate.cost'],
      formula: `${level} / mandate.cost - 1`
    })
  gain('position.gain', 'price.close')
  gain('position.stop.gain', stop)
}

/** Units in a lot: those given, or the exchange's own where one alone was given. */
const lotFact = (list: DraftList, lot: number): void => {
  const isExchangeLot = lot === 1 && list.value('data.market') === 'TW'
  if (!isExchangeLot) return list.add('plan.lot', lot, { ...given, unit: 'count' })
  const formula = "the exchange's lot, since none is given"
  list.add('plan.lot', taiwanLot, {
    unit: 'count',
    basis: 'none',
    inputs: ['data.market'],
    formula
  })
}

export interface LotLimits {
  equity: number
  riskShare: number
  /** Share of equity, at most 1. */
  size: number
  price: number
  stop: number
  /** Units. */
  lot: number
}

/**
 * The most whole lots that lose no more than the risk allows when the stop is reached, and cost no
 * more than the equity. Null where there are more units than can be counted exactly.
 */
export const wholeLots = (limits: LotLimits): number | null => {
  const { equity, riskShare, size, price, stop, lot } = limits
  const near = Math.floor((equity * size) / price / lot)
  if (!Number.isSafeInteger((near + 1) * lot)) return null
  const fits = (lots: number): boolean =>
    lots * lot * (price - stop) <= equity * riskShare && lots * lot * price <= equity
  // Divisions round: what is whole on paper can come out a hair under it, or over what is allowed.
  return [near + 1, near].find(fits) ?? Math.max(0, near - 1)
}

/** A plan's metrics: what it begins with, and the price that it starts from. */
interface PlanSide {
  plan: string
  price: string
}

const count = (inputs: readonly string[], formula: string): DraftShape => ({
  unit: 'count',
  basis: 'none',
  inputs,
  formula
})

/** A plan's size in whole lots, what they cost, and what is lost when the stop is reached. */
const sizeFacts = (list: DraftList, sheet: PriceSheet, { plan, price }: PlanSide): void => {
  const [size, stop] = [`${plan}.size`, `${plan}.stop`]
  const limits: LotLimits = {
    equity: numberOf(list, 'mandate.equity'),
    riskShare: numberOf(list, 'mandate.risk'),
    size: numberOf(list, size),
    price: numberOf(list, price),
    stop: numberOf(list, stop),
    lot: numberOf(list, 'plan.lot')
  }
  const lots = wholeLots(limits)
  if (lots === null) return
  const money = (metric: string, value: number, inputs: readonly string[], formula: string): void =>
    list.add(metric, value, { unit: 'price', basis: sheet.priceBasis, inputs, formula })
  const perUnit = limits.price - limits.stop
  const units = lots * limits.lot
  const whole = `floor(mandate.equity * ${size} / ${price} / plan.lot)`
  list.add(`${plan}.lots`, lots, count(['mandate.equity', size, price, 'plan.lot'], whole))
  const product = `${plan}.lots * plan.lot`
  list.add(`${plan}.units`, units, count([`${plan}.lots`, 'plan.lot'], product))
  const [held, lost] = [`${plan}.money.position`, `${plan}.money.stop`]
  money(held, units * limits.price, [`${plan}.units`, price], `${plan}.units * ${price}`)
  const loss = `${plan}.units * (${price} - ${stop})`
  money(lost, units * perUnit, [`${plan}.units`, price, stop], loss)
  list.add(`${lost}.share`, (units * perUnit) / limits.equity, {
    unit: 'ratio',
    basis: 'none',
    inputs: [lost, 'mandate.equity'],
    formula: `${lost} / mandate.equity`
  })
  if (lots > 0) return
  oneLotFacts(list, { money, side: { plan, price }, limits })
}

interface OneLot {
  money: (metric: string, value: number, inputs: readonly string[], formula: string) => void
  side: PlanSide
  limits: LotLimits
}

/** Why not one lot fits: what it costs and what it loses; where lots can be split, what then fits. */
const oneLotFacts = (list: DraftList, { money, side: { plan, price }, limits }: OneLot): void => {
  const { lot, price: level, stop: low } = limits
  const [cost, lost] = [`${plan}.money.lot`, `${plan}.money.lot.stop`]
  const stop = `${plan}.stop`
  money(cost, lot * level, ['plan.lot', price], `plan.lot * ${price}`)
  money(lost, lot * (level - low), ['plan.lot', price, stop], `plan.lot * (${price} - ${stop})`)
  if (list.value('data.market') !== 'TW') return
  const odd = wholeLots({ ...limits, lot: 1 })
  if (odd === null || odd === 0) return
  const size = `${plan}.size`
  const formula = `floor(mandate.equity * ${size} / ${price})`
  list.add(`${plan}.units.odd`, odd, count(['mandate.equity', size, price], formula))
}

/**
 * What the analyst's mandate gives and what follows from it: whole lots and money of both plans, the
 * gain on what is held. Adjusted closes are no prices that traded, and closes off the exchange's ticks
 * are such, so from them neither is known.
 */
export const mandateFacts = (list: DraftList, sheet: PriceSheet, mandate: Mandate | null): void => {
  if (mandate === null) return
  givenFacts(list, mandate)
  const plan = sheet.hasRange ? 'plan' : 'plan.close'
  const traded = sheet.priceBasis === 'split' && list.value('data.ticks.off') === undefined
  if (mandate.cost !== null && traded) heldFacts(list, sheet, `${plan}.stop`)
  if (mandate.equity === null) return
  list.add('plan.money.risk', mandate.equity * mandate.riskShare, {
    unit: 'price',
    basis: 'none',
    inputs: ['mandate.equity', 'mandate.risk'],
    formula: 'mandate.equity * mandate.risk'
  })
  if (!traded) return
  lotFact(list, mandate.lot)
  const sides = [
    { plan, price: 'price.close' },
    { plan: `${plan}.entry`, price: 'close.high.20d' }
  ]
  for (const side of sides) {
    if (!Number.isNaN(numberOf(list, `${side.plan}.size`))) sizeFacts(list, sheet, side)
  }
}
