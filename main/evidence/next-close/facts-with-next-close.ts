import type { PriceSheet } from '../price-sheet'
import { statesOf, type States } from '../facts/states'
import { roomProbability } from '../facts/room-forecast'
import { nextVotes, type NextVotes } from './next-votes'

/** Metric → value of what a forecast is made of. */
export type NextFacts = Map<string, number | string>

const namedFacts = ({ median, votes }: NextVotes): NextFacts => {
  const facts: NextFacts = new Map([['forecast.median.20d', median]])
  for (const { voter, state, share, days, windows, p } of votes) {
    const values = { state, share, days, windows, p }
    for (const [part, value] of Object.entries(values)) {
      if (value === null || Number.isNaN(value)) continue
      facts.set(`vote.${voter}.${part}`, value)
    }
  }
  const room = roomProbability(votes.flatMap(({ p }) => p ?? []))
  if (room !== null) facts.set('forecast.room.p', room)
  return facts
}

/**
 * The votes' facts as they would stand if the next bar closed at `close`, by metric; null under
 * 113 bars. To ask for many closes, make `nextFacts` once.
 */
export const nextFacts = (
  sheet: PriceSheet,
  states: States = statesOf(sheet)
): ((close: number) => NextFacts) | null => {
  const votesAt = nextVotes(sheet, states)
  return votesAt === null ? null : (close) => namedFacts(votesAt(close))
}

export const factsWithNextClose = (sheet: PriceSheet, close: number): NextFacts | null =>
  nextFacts(sheet)?.(close) ?? null
