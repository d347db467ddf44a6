import type { PriceFile } from '../price-file'
import { priceSheet, type PriceSheet } from '../price-sheet'
import { DraftList } from '../facts/draft'
import { flagFacts } from '../facts/flag-facts'
import { dataFlags } from '../facts/flags'
import { returnRange } from '../facts/range-facts'
import { roomProbability } from '../facts/room-forecast'
import { horizonBars, statesOf } from '../facts/states'
import { knownReturns, votesOf } from '../facts/votes'
import { sortedQuantile } from '../statistics/quantiles'
import { beatsMedianEvent, isScored, type KeptForecast } from './kept-forecast'
import { roomRole } from './record-drafts'
import { scoreForecast } from './score-forecast'

/**
 * Bars before the first forecast: 200 of the slowest average, and ten windows of 20 bars, under which
 * no voter has a vote.
 */
export const warmUpBars = 400

/** A room on one as-of date, and what became of its forecasts 20 bars on. */
export interface WalkStep {
  asOf: string
  /** The room's probability; null without a call. */
  p: number | null
  /** Of each voter that had a vote, and of the room, all of them with their outcomes. */
  forecasts: KeptForecast[]
}

interface Filed {
  asOf: string
  p: number | null
  forecasts: KeptForecast[]
}

/** Whether the room may not call by these bars. */
const isBlocked = (sheet: PriceSheet): boolean => {
  const list = new DraftList(sheet.bars.dates)
  flagFacts(list, sheet)
  return dataFlags.some(({ metric, blocking, raised }) => {
    const value = list.value(metric)
    return blocking && value !== undefined && raised(value)
  })
}

/** What every voter and the room would have filed by these bars. */
const fileOn = (sheet: PriceSheet, subject: string): Filed => {
  const { asOf } = sheet
  const states = statesOf(sheet)
  const range = returnRange(sheet.total, states.deviations)
  const votes: { role: string; p: number }[] = votesOf(states).flatMap(({ voter, p }) =>
    p === null ? [] : [{ role: voter, p }]
  )
  const p = isBlocked(sheet) ? null : roomProbability(votes.map((vote) => vote.p))
  const filed = p === null ? votes : [...votes, { role: roomRole, p }]
  const shared = {
    ...{ subject, asOf, session: asOf, provider: null, model: null, method: 'walk', due: '' },
    ...{ event: beatsMedianEvent, filedAt: 0, basis: sheet.returnBasis },
    median: sortedQuantile(knownReturns(states), 0.5),
    close: sheet.bars.close.at(-1) ?? null,
    range: range === null ? null : { low: Math.expm1(range[10]), high: Math.expm1(range[90]) },
    ...{ outcome: null, scoredAt: null, restatedAt: null }
  }
  return { asOf, p, forecasts: filed.map((each, seq) => ({ ...shared, ...each, seq })) }
}

const scored = ({ forecasts }: Filed, sheet: PriceSheet): KeptForecast[] =>
  forecasts
    .map((forecast) => {
      const scoring = scoreForecast(forecast, sheet)
      return scoring.kind === 'scored' ? { ...forecast, outcome: scoring.outcome } : forecast
    })
    .filter(isScored)

/**
 * Goes through a file as runs of every 20th bar would have: each forecast is made by the bars up to
 * its date, cut as a run cuts them, and scored by those of the next. Windows do not overlap, and
 * nothing is chosen by the outcomes.
 * @throws {AppError} `evidence.*`
 */
export function* walkForward(file: PriceFile, subject: string): Generator<WalkStep> {
  const { dates } = priceSheet(file, null).bars
  let filed: Filed | null = null
  for (let at = warmUpBars; at < dates.length; at += horizonBars) {
    const sheet = priceSheet(file, dates[at] ?? null)
    if (filed !== null) yield { ...filed, forecasts: scored(filed, sheet) }
    filed = fileOn(sheet, subject)
  }
}
