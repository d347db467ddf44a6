import { holdBand } from '../../../evidence/facts/room-forecast'
import { intelVoter } from '../../../evidence/facts/votes'
import type { Vote } from '../scheme/room-call'
import { voteMetrics } from '../scheme/voters'
import { phrase, term, type DeskFinding } from './finding'
import { aliasOf, findingOn, type FindingList } from './finding-list'

/** What each voter reads and the others do not: of two that disagree, the facts that split them. */
const ownReading: Readonly<Record<string, readonly string[]>> = {
  quant: ['momentum.12-1'],
  historian: ['rsi.14'],
  scout: ['z.5d'],
  risk: ['volatility.ewma'],
  intel: ['note.for', 'note.against']
}

/** Where Intel votes, not all of these votes read the price. */
const ruleOf = (votes: readonly Vote[], name: string): string =>
  `strategist.${votes.some(({ role }) => role === intelVoter) ? 'dissentNotes' : 'dissent'}.${name}`

/** The votes from the lowest p to the highest; equal ones in the order of the room. */
const ranked = (votes: readonly Vote[]): Vote[] => [...votes].sort((a, b) => a.p - b.p)

/** The furthest pair on both sides of ½ by the hold band or more: first the one above. */
export const dissentOf = (votes: readonly Vote[]): [Vote, Vote] | null => {
  const order = ranked(votes)
  const [down, up] = [order[0], order.at(-1)]
  if (down === undefined || up === undefined) return null
  return up.p - 0.5 >= holdBand && 0.5 - down.p >= holdBand ? [up, down] : null
}

const readingOf = ({ book }: FindingList, role: string): DeskFinding | null => {
  const metrics = ownReading[role] ?? []
  const facts = metrics.flatMap((metric) => book.fact(metric) ?? [])
  if (facts.length === 0 || facts.length < metrics.length) return null
  return findingOn('dissent', `strategist.reading.${role}`, facts)
}

const saySplit = (list: FindingList, [up, down]: [Vote, Vote]): void => {
  const [above, below] = [readingOf(list, up.role), readingOf(list, down.role)]
  if (above === null || below === null) return
  const values = {
    up: term(`roles.${up.role}`),
    down: term(`roles.${down.role}`),
    ...aliasOf(list, 'upP', voteMetrics(up.role).p),
    ...aliasOf(list, 'downP', voteMetrics(down.role).p),
    above: phrase(above),
    below: phrase(below)
  }
  const metrics = [voteMetrics(up.role).p, voteMetrics(down.role).p]
  list.add('dissent', ruleOf([up, down], 'split'), metrics, { values })
}

/**
 * Who disagrees, and on what fact; else how far the votes lie apart. What counts are lines of
 * evidence and not heads: every voter but Intel reads the same price series.
 */
export const sayDissent = (list: FindingList, votes: readonly Vote[]): void => {
  if (votes.length < 2) return
  const split = dissentOf(votes)
  if (split !== null) return saySplit(list, split)
  const order = ranked(votes)
  const [low, high] = [order[0], order.at(-1)] as [Vote, Vote]
  const way = low.p >= 0.5 ? 'up' : high.p < 0.5 ? 'down' : 'even'
  const values = {
    low: term(`roles.${low.role}`),
    high: term(`roles.${high.role}`),
    ...aliasOf(list, 'lowP', voteMetrics(low.role).p),
    ...aliasOf(list, 'highP', voteMetrics(high.role).p)
  }
  const metrics = [voteMetrics(low.role).p, voteMetrics(high.role).p]
  list.add('dissent', ruleOf(votes, way), metrics, { values })
}
