import { flipPrices, flipReach, type Flip } from '../next-close/flip-prices'
import { nextVotes } from '../next-close/next-votes'
import type { PriceSheet } from '../price-sheet'
import { scaledReturns } from './deviations'
import type { DraftList, DraftShape } from './draft'
import { confidenceOf, forecastMargin, leanOf, roomProbability } from './room-forecast'
import { sampleLimit, sampleMinimum } from './risk-facts'
import type { States } from './states'
import type { VoteFigures } from './votes'

const callOf = (votes: readonly VoteFigures[]): string => leanOf(votes.flatMap(({ p }) => p ?? []))

/** The forecast of all voters that have a vote; none under two. */
const roomFacts = (list: DraftList, votes: readonly VoteFigures[]): void => {
  const cast = votes.filter(({ p }) => p !== null)
  const p = roomProbability(cast.flatMap((vote) => vote.p ?? []))
  if (p === null) return
  const inputs = cast.map(({ voter }) => `vote.${voter}.p`)
  const shape: Omit<DraftShape, 'formula'> = {
    unit: 'ratio',
    basis: 'none',
    inputs: ['forecast.room.p']
  }
  const formula = 'logistic(mean(log(input / (1 - input))))'
  list.add('forecast.room.p', p, { ...shape, inputs, formula })
  list.add('forecast.room.voters', inputs.length, {
    ...shape,
    unit: 'count',
    inputs,
    formula: 'count(inputs)'
  })
  const likelier = 'max(forecast.room.p, 1 - forecast.room.p)'
  list.add('forecast.room.confidence', confidenceOf(p), { ...shape, formula: likelier })
  const distance = '| |forecast.room.p - 0.5| - 0.02 |'
  list.add('forecast.room.margin', forecastMargin(p), { ...shape, formula: distance })
}

/** Share of the last 1,000 bars whose return in deviations went at least so far. */
const shareThatFar = (recent: Float64Array, { close, sigma }: Flip, last: number): number => {
  if (recent.length < sampleMinimum) return NaN
  const deviation = Math.log(close / last) / sigma
  const needed = sigma === 0 ? 0 : (close / last - 1) / deviation
  const there = recent.filter((value) => (sigma < 0 ? value <= needed : value >= needed))
  return there.length / recent.length
}

const flipFact = (
  list: DraftList,
  sheet: PriceSheet,
  { side, flip, recent }: { side: 'up' | 'down'; flip: Flip; recent: Float64Array }
): void => {
  const metric = `flip.${side}`
  const last = sheet.bars.close.at(-1) ?? NaN
  const shape = { basis: sheet.priceBasis, from: 0 } as const
  const inputs = ['price.close', metric]
  const way = side === 'up' ? 'at or above' : 'at or below'
  list.add(metric, flip.close, {
    ...shape,
    unit: 'price',
    formula: `nearest next close ${way} the last one, within ${flipReach} EWMA deviations, that changes the lean of forecast.room.p`
  })
  list.add(`${metric}.points`, flip.close - last, {
    ...shape,
    unit: 'price',
    inputs,
    formula: `${metric} - price.close`
  })
  list.add(`${metric}.sigma`, flip.sigma, {
    unit: 'number',
    basis: 'none',
    inputs: [...inputs, 'volatility.ewma'],
    formula: `log(${metric} / price.close) / (volatility.ewma / sqrt(252))`
  })
  list.add(`${metric}.share`, shareThatFar(recent, flip, last), {
    unit: 'ratio',
    basis: 'none',
    from: Math.max(0, sheet.total.length - 1 - recent.length),
    formula: `share of the last ${recent.length} of simple return / EWMA deviation of the day before that went that far`
  })
  list.add(`${metric}.lean`, flip.call, {
    unit: 'text',
    basis: 'none',
    inputs,
    formula: 'lean of forecast.room.p after that close: hold within 0.02 of 0.5'
  })
}

/** The room of every voter, and the next closes that would change what it leans to. */
export const roomAndFlipFacts = (
  list: DraftList,
  sheet: PriceSheet,
  { votes, states }: { votes: readonly VoteFigures[]; states: States }
): void => {
  roomFacts(list, votes)
  const votesAt = nextVotes(sheet, states)
  const deviation = states.deviations.at(-1) ?? NaN
  if (votesAt === null || !(deviation > 0) || callOf(votes) === 'no-call') return
  const found = flipPrices({
    last: sheet.bars.close.at(-1) ?? NaN,
    deviation,
    call: callOf(votes),
    callAt: (close) => callOf(votesAt(close).votes)
  })
  const recent = scaledReturns(sheet.total, states.deviations)
    .slice(-sampleLimit)
    .filter((value) => !Number.isNaN(value))
  for (const side of ['up', 'down'] as const) {
    const flip = found[side]
    if (flip !== null) flipFact(list, sheet, { side, flip, recent })
  }
}
