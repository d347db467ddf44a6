import type { Fact } from '../../../preload/contract/facts'
import { confidenceOf, forecastMargin, roomProbability, strongBand } from '../facts/room-forecast'
import { partsOf, roomPrefix } from '../facts/room-subset-facts'
import { intelVoter, voterNames } from '../facts/votes'
import { intelVoteMetrics } from './intel-vote'
import type { LateDraft } from './late-facts'

interface CastVote {
  voter: string
  p: number
  from: string
}

const roomDrafts = (votes: readonly CastVote[], asOf: string): LateDraft[] => {
  const p = roomProbability(votes.map((vote) => vote.p)) ?? NaN
  const voters = votes.map(({ voter }) => voter)
  const prefix = roomPrefix(voters, [])
  const [from = asOf] = votes.map((vote) => vote.from).sort()
  const own = `${prefix}.p`
  const draft = (part: string, value: number, formula: string): LateDraft => ({
    ...{ metric: `${prefix}.${part}`, value, unit: 'ratio', from, to: asOf, formula },
    inputs: part === 'p' ? voters.map((voter) => `vote.${voter}.p`) : [own]
  })
  const strong = Math.abs(Math.abs(p - 0.5) - strongBand)
  return [
    draft('p', p, 'logistic(mean(log(input / (1 - input))))'),
    draft('confidence', confidenceOf(p), `max(${own}, 1 - ${own})`),
    draft('margin', forecastMargin(p), `| |${own} - 0.5| - 0.02 |`),
    draft('margin.strong', strong, `| |${own} - 0.5| - ${strongBand} |`)
  ]
}

/**
 * The rooms that Intel's vote makes, `forecast.room.<voters>-intel.*`: with every vote that the price
 * gives, and with any part of them, since any voter may be left out or not answer. None without
 * its vote among `drafts`.
 */
export const intelRoomDrafts = (
  facts: readonly Fact[],
  drafts: readonly LateDraft[],
  asOf: string
): LateDraft[] => {
  const vote = drafts.find(({ metric }) => metric === intelVoteMetrics.p)
  if (vote === undefined || !Number.isFinite(vote.value)) return []
  const intel = { voter: intelVoter, p: Number(vote.value), from: vote.from }
  const votes = voterNames.flatMap((voter): CastVote[] => {
    const fact = facts.find(({ metric }) => metric === `vote.${voter}.p`)
    return typeof fact?.value === 'number' ? [{ voter, p: fact.value, from: fact.from }] : []
  })
  return partsOf(votes, 1).flatMap((part) => roomDrafts([...part, intel], asOf))
}
