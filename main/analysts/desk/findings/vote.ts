import { confidenceOf, logOdds } from '../../../evidence/facts/room-forecast'
import { intelVoter } from '../../../evidence/facts/votes'
import type { DeskInput, RoleReport } from '../role-report'
import { directionOf, stanceOf } from '../scheme/stance'
import { forecastMedian, voteMetrics, voteOf } from '../scheme/voters'
import { term } from './finding'
import { aliasOf, type FindingList } from './finding-list'

export const signOf = (value: number): -1 | 0 | 1 => {
  if (value === 0) return 0
  return value > 0 ? 1 : -1
}

/** Says a voter's vote, or why it has none, and closes its report with stance and p. */
export const reportVote = (list: FindingList, { book, role }: DeskInput): RoleReport => {
  const { state, share, days, windows, p } = voteMetrics(role)
  const vote = voteOf(book, role)
  const rules = role === intelVoter ? 'intel.vote' : 'vote'
  const report = { findings: list.items, levels: [], needs: [] }
  if (vote === null) {
    const few = list.add('vote', `${rules}.few`, [state, windows], {
      values: { ...aliasOf(list, 'state', state), ...aliasOf(list, 'windows', windows) }
    })
    if (!few) list.add('vote', 'vote.none', ['data.bars'])
    return { ...report, stance: 'no-call', p: null, confidence: null }
  }
  const stance = stanceOf(vote.p)
  // Intel's windows are its own forecasts, each against the median of its day.
  const past = role === intelVoter ? [] : [forecastMedian, days]
  list.add('vote', `${rules}.${directionOf(stance)}`, [state, share, ...past, windows, p], {
    weight: Math.abs(logOdds(vote.p)),
    sign: signOf(vote.p - 0.5),
    values: {
      stance: term(`stances.${stance}`),
      ...aliasOf(list, 'state', state),
      ...aliasOf(list, 'share', share),
      ...aliasOf(list, 'days', days),
      ...aliasOf(list, 'windows', windows),
      ...aliasOf(list, 'p', p)
    }
  })
  return { ...report, stance, p: vote.p, confidence: confidenceOf(vote.p) }
}
