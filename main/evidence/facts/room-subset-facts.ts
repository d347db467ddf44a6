import type { DraftList, DraftShape } from './draft'
import {
  confidenceOf,
  forecastMargin,
  minimumVoters,
  roomProbability,
  strongBand
} from './room-forecast'
import { intelVoter, type VoteFigures, type VoterName } from './votes'

/** The two voters whose room stands under `forecast.p`. */
const firstTwo = ['quant', 'historian']

/**
 * The metric that the figures of a room of these voters begin with. `all` are those to whom the price
 * gives a vote: `forecast.room` is theirs, and a room with Intel Officer bears its name.
 */
export const roomPrefix = (voters: readonly string[], all: readonly string[]): string => {
  if (voters.includes(intelVoter)) return `forecast.room.${voters.join('-')}`
  if (voters.length === all.length) return 'forecast.room'
  const name = voters.join('-')
  return name === firstTwo.join('-') ? 'forecast' : `forecast.room.${name}`
}

/** Every part of `items` with at least so many, the whole one too, the larger ones first. */
export const partsOf = <T>(items: readonly T[], least: number): T[][] => {
  const parts: T[][] = []
  for (let bits = 1; bits < 2 ** items.length; bits += 1) {
    const part = items.filter((_item, index) => (bits >> index) % 2 === 1)
    if (part.length >= least) parts.push(part)
  }
  return parts.sort((a, b) => b.length - a.length)
}

const roomOf = (list: DraftList, prefix: string, votes: readonly VoteFigures[]): void => {
  const p = roomProbability(votes.flatMap((vote) => vote.p ?? []))
  if (p === null) return
  const shape: Omit<DraftShape, 'formula'> = { unit: 'ratio', basis: 'none' }
  const inputs = votes.map(({ voter }) => `vote.${voter}.p`)
  const own = [`${prefix}.p`]
  list.add(`${prefix}.p`, p, {
    ...shape,
    inputs,
    formula: 'logistic(mean(log(input / (1 - input))))'
  })
  list.add(`${prefix}.confidence`, confidenceOf(p), {
    ...shape,
    inputs: own,
    formula: `max(${prefix}.p, 1 - ${prefix}.p)`
  })
  list.add(`${prefix}.margin`, forecastMargin(p), {
    ...shape,
    inputs: own,
    formula: `| |${prefix}.p - 0.5| - 0.02 |`
  })
}

/** How far a room is from where a stance becomes strong, once its record allows one. */
const strongMargin = (list: DraftList, prefix: string): void => {
  const p = list.value(`${prefix}.p`)
  if (typeof p !== 'number') return
  list.add(`${prefix}.margin.strong`, Math.abs(Math.abs(p - 0.5) - strongBand), {
    unit: 'ratio',
    basis: 'none',
    inputs: [`${prefix}.p`],
    formula: `| |${prefix}.p - 0.5| - ${strongBand} |`
  })
}

/**
 * The room without one or two of its voters: what it would say had they no seat, and so how much
 * each of them matters.
 */
export const roomSubsetFacts = (list: DraftList, votes: readonly VoteFigures[]): void => {
  strongMargin(list, 'forecast.room')
  strongMargin(list, 'forecast')
  const cast = votes.filter(({ p }) => p !== null)
  const all: VoterName[] = cast.map(({ voter }) => voter)
  for (const part of partsOf(cast, minimumVoters)) {
    if (part.length === cast.length) continue
    const voters = part.map(({ voter }) => voter)
    const prefix = roomPrefix(voters, all)
    // The first two voters' room is there already.
    if (prefix === 'forecast') continue
    roomOf(list, prefix, part)
    strongMargin(list, prefix)
  }
}
