import type { Fact } from '../../preload/contract/facts'
import { plainMandate, type Mandate } from '../../preload/contract/mandate'
import type { EvidenceItem, EvidenceSet } from './evidence-set'
import { baseRateFacts } from './facts/base-rate-facts'
import { benchmarkFacts } from './facts/benchmark-facts'
import { DraftList } from './facts/draft'
import { flagFacts } from './facts/flag-facts'
import { fundamentalsFacts } from './facts/fundamentals-facts'
import { historianFacts } from './facts/historian-facts'
import { limitFacts } from './facts/limit-facts'
import { longPlanFacts } from './facts/long-plan-facts'
import { mandateFacts } from './facts/mandate-facts'
import { noteFacts } from './facts/note-facts'
import { numberDrafts } from './facts/number-drafts'
import { originFacts } from './facts/origin-facts'
import { planFacts } from './facts/plan'
import { priceFacts } from './facts/price-facts'
import { rangeFacts } from './facts/range-facts'
import { riskFacts } from './facts/risk-facts'
import { roomAndFlipFacts } from './facts/room-facts'
import { roomSubsetFacts } from './facts/room-subset-facts'
import { scaledLossFacts } from './facts/scaled-loss-facts'
import { stateFacts } from './facts/state-facts'
import { statesOf } from './facts/states'
import { tickFacts } from './facts/tick-facts'
import { trendFacts } from './facts/trend-facts'
import { triggerFacts } from './facts/trigger-facts'
import { medianFact, voteFacts } from './facts/vote-facts'
import { votesOf } from './facts/votes'
import { readNotes } from './notes'
import { readPrices } from './price-file'
import { priceSheet, type PriceSheet } from './price-sheet'

export interface FactInput {
  /** The subject's name, as every fact carries it. */
  subject: string
  evidence: EvidenceSet
  /** Absent or null plans for anyone. */
  mandate?: Mandate | null
}

export interface FactSheet {
  /** ISO date of the last bar used. */
  asOf: string
  facts: Fact[]
}

/** How far the work has come, 0–1, with key data of what is known so far. */
export type OnProgress = (progress: number, data: Record<string, string | number>) => void

const sheetOf = ({ bytes, name }: EvidenceItem, asOfAsked: string | null): PriceSheet =>
  priceSheet(readPrices(bytes, name), asOfAsked)

/** Facts of what is no price, behind those that are. */
const otherFacts = ({ subject, evidence }: FactInput, asOf: string, before: number): Fact[] => {
  const lines = evidence.notes.flatMap(readNotes)
  const notes = noteFacts({ lines, subject, asOf, firstNumber: before + 1 })
  const item = evidence.fundamentals
  if (item === null) return notes
  const firstNumber = before + notes.length + 1
  return [...notes, ...fundamentalsFacts({ item, subject, asOf, firstNumber })]
}

/**
 * Every fact that the evidence allows, in the order of their ids. Pure: the same evidence gives the
 * same facts on every machine, and nothing after the as-of date is looked at.
 * @throws {AppError} `evidence.*`
 */
export const computeFacts = (
  input: FactInput,
  onProgress: OnProgress = () => undefined
): FactSheet => {
  const { subject, evidence, mandate = null } = input
  const prices = sheetOf(evidence.prices, evidence.asOfAsked)
  const { asOf, bars } = prices
  onProgress(0.4, { bars: bars.dates.length, from: bars.dates[0] ?? '', asOf })
  const benchmark = evidence.benchmark === null ? null : sheetOf(evidence.benchmark, asOf)
  const list = new DraftList(bars.dates)
  const states = statesOf(prices)
  const votes = votesOf(states)
  const { riskShare } = mandate ?? plainMandate
  for (const add of [priceFacts, trendFacts, riskFacts]) add(list, prices)
  onProgress(0.7, {})
  if (benchmark !== null) benchmarkFacts(list, { sheet: prices, other: benchmark, subject })
  stateFacts(list, prices, states)
  baseRateFacts(list, prices, states)
  medianFact(list, prices, states)
  voteFacts(list, { votes, states }, ['quant', 'historian'])
  planFacts(list, prices, riskShare)
  // What is added later is added behind, so that ids known from older sessions keep their meaning.
  flagFacts(list, prices)
  limitFacts(list, prices, subject)
  scaledLossFacts(list, prices, states)
  rangeFacts(list, prices, states)
  triggerFacts(list, prices, states)
  longPlanFacts(list, prices, { states, riskShare })
  historianFacts(list, prices, states)
  voteFacts(list, { votes, states }, ['scout', 'risk'])
  roomAndFlipFacts(list, prices, { votes, states })
  roomSubsetFacts(list, votes)
  tickFacts(list, prices, subject)
  mandateFacts(list, prices, mandate)
  originFacts(list, prices, { asked: evidence.asOfAsked, benchmark })
  const facts = numberDrafts(list.drafts, { subject, prices, benchmark })
  facts.push(...otherFacts(input, asOf, facts.length))
  onProgress(1, { facts: facts.length })
  return { asOf, facts }
}
