import {
  maximumAmount,
  maximumLot,
  maximumRiskShare,
  minimumRiskShare
} from '../../preload/contract/limits'
import { plainMandate, positions, type Mandate } from '../../preload/contract/mandate'
import { choiceOrNull, wholeNumberOf } from './argument-values'
import type { CommandLine } from './command-line'
import { UsageProblem } from './usage-problem'

/** Options that say for whom a run plans. */
export const mandateValued = ['mandate', 'equity', 'cost', 'risk', 'lots'] as const
export const mandateFlags = ['long-only'] as const
type MandateLine = CommandLine<(typeof mandateValued)[number], (typeof mandateFlags)[number]>

/** `1000000`, `1,000,000` or `0.5`; in groups of three or in none, since `1,5` has two readings. */
const amount = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/
const percent = /^(\d+(?:\.\d+)?) ?[%％]$/
const plainShare = /^0?\.\d+$/

/** Money over 0. @throws {UsageProblem} `bad-amount` */
const amountOf = (option: string, value: string | null): number | null => {
  if (value === null) return null
  const money = amount.test(value.trim()) ? Number(value.replaceAll(',', '')) : NaN
  if (money > 0 && money <= maximumAmount) return money
  throw new UsageProblem('bad-amount', { option, value })
}

/**
 * A share of equity: `1%`, `0.5 %` or `0.01`. A bare number from 1 on could mean either, and is
 * refused. @throws {UsageProblem} `bad-share`
 */
const shareOf = (option: string, value: string): number => {
  const text = value.trim()
  const points = percent.exec(text)?.[1]
  const bare = plainShare.test(text) ? Number(text) : NaN
  // By its digits: 0.7 / 100 is not 0.007.
  const share = points === undefined ? bare : Number(`${points}e-2`)
  if (share >= minimumRiskShare && share <= maximumRiskShare) return share
  throw new UsageProblem('bad-share', { option, value })
}

/**
 * The mandate of a run; null when none of its options is there.
 * @throws {UsageProblem} `bad-choice`, `bad-amount`, `bad-share`, `bad-number`, `cost-without-holding`
 */
export const mandateOf = (line: MandateLine): Mandate | null => {
  const given = mandateValued.some((option) => line.one(option) !== null) || line.has('long-only')
  if (!given) return null
  const position = choiceOrNull('--mandate', line.one('mandate'), positions)
  const cost = amountOf('--cost', line.one('cost'))
  if (cost !== null && position !== 'holding') throw new UsageProblem('cost-without-holding')
  const [risk, lots] = [line.one('risk'), line.one('lots')]
  return {
    position,
    equity: amountOf('--equity', line.one('equity')),
    cost,
    riskShare: risk === null ? plainMandate.riskShare : shareOf('--risk', risk),
    longOnly: line.has('long-only'),
    lot:
      lots === null
        ? plainMandate.lot
        : wholeNumberOf('--lots', lots, { minimum: 1, maximum: maximumLot })
  }
}
