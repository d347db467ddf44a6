import { intelVoter } from '../../../evidence/facts/votes'
import { voteless, type DeskInput, type RoleReport } from '../role-report'
import type { Vote } from '../scheme/room-call'
import { roomOf, type Room } from '../scheme/room'
import { directionOf, stanceOf } from '../scheme/stance'
import { voteMetrics, voteOf, voterRoles } from '../scheme/voters'
import { absenceValues, absentRoles, type DeskRoleId } from './absent-roles'
import { sayCall } from './call'
import { sayFlips } from './changes'
import { sayDissent } from './dissent'
import { phrase, term } from './finding'
import { aliasOf, FindingList } from './finding-list'
import { rankPoints } from './points'
import { mostSince, sinceOf } from './since'
import { saySwing } from './swing'

/** Roles whose answers stand before the Strategist speaks. */
const earlier: readonly DeskRoleId[] = [
  'scout',
  'intel',
  'quant',
  'historian',
  'bull',
  'bear',
  'risk'
]

const sayLines = (list: FindingList, votes: readonly Vote[]): void => {
  for (const { role, p } of votes) {
    const { p: chance, share, windows } = voteMetrics(role)
    const way = directionOf(stanceOf(p))
    const values = {
      role: term(`roles.${role}`),
      ...aliasOf(list, 'p', chance),
      ...aliasOf(list, 'share', share),
      ...aliasOf(list, 'windows', windows)
    }
    const sign = way === 'even' ? 0 : way === 'up' ? 1 : -1
    const half = way === 'even' ? `even.${p < 0.5 ? 'below' : 'above'}` : way
    list.add('lines', `strategist.line.${half}`, [chance, share, windows], { values, sign })
  }
}

/** Voters that answered and have too few windows, and the rate that the room falls back on. */
const sayNoVotes = (list: FindingList, { state }: DeskInput, { call }: Room): void => {
  const { book } = list
  // Intel has a state among the facts from 30 of its forecasts on; until then nobody expects its vote.
  const known = book.has(voteMetrics(intelVoter).state) ? [...voterRoles, intelVoter] : voterRoles
  const answered = known.filter((id) =>
    state.roles.some(({ role, status }) => role === id && status === 'ok')
  )
  const silent = answered.filter((role) => voteOf(book, role) === null)
  for (const role of silent) {
    const metrics = voteMetrics(role)
    const values = {
      role: term(`roles.${role}`),
      ...aliasOf(list, 'state', metrics.state),
      ...aliasOf(list, 'windows', metrics.windows)
    }
    list.add('lines', 'strategist.noVote', [metrics.state, metrics.windows], { values })
  }
  const rate = ['hitrate', 'low', 'high', 'windows', 'all.hitrate']
  const metrics = rate.map((name) => `baserate.20d.${name}`)
  if (silent.length > 0 || call.p === null) list.add('lines', 'strategist.rate', metrics)
}

const sayPoints = (list: FindingList): void => {
  const points = rankPoints(list.book)
  const best = points.find(({ sign }) => sign > 0)
  const worst = points.find(({ sign }) => sign < 0)
  if (best !== undefined && worst !== undefined) {
    const order = points.indexOf(best) < points.indexOf(worst) ? 'for' : 'against'
    const values = { best: phrase(best.finding), worst: phrase(worst.finding) }
    list.add('lines', `strategist.points.${order}`, [], { values })
  } else if (best !== undefined) {
    list.add('lines', 'strategist.points.onlyFor', [], { values: { best: phrase(best.finding) } })
  } else if (worst !== undefined) {
    const values = { worst: phrase(worst.finding) }
    list.add('lines', 'strategist.points.onlyAgainst', [], { values })
  }
}

const sayRoom = (list: FindingList, { state }: DeskInput): void => {
  for (const absent of absentRoles(state, earlier)) {
    const values = absenceValues(absent)
    list.add('missing', `strategist.missing.${absent.kind}`, [], { values })
  }
}

/** The voters that read the same line: two readings of one fact are one line of evidence. */
const sayShared = (list: FindingList, votes: readonly Vote[]): void => {
  const both = ['quant', 'historian'].every((id) => votes.some(({ role }) => role === id))
  if (!both) return
  const side = list.book.side('distance.sma.200') > 0 ? 'above' : 'below'
  list.add('lines', `strategist.shared.${side}`, ['sma.200', 'distance.sma.200'])
}

/**
 * Strategist: the room's call, its margin and record, who agrees, who or which close would flip it,
 * and who is missing.
 */
export const strategist = (input: DeskInput): RoleReport => {
  const { book, state } = input
  const list = new FindingList(book)
  const room = roomOf(book, state)
  sayCall(list, room)
  list.items.push(...mostSince(book, sinceOf(book, room)))
  sayLines(list, room.votes)
  sayNoVotes(list, input, room)
  sayPoints(list)
  sayShared(list, room.votes)
  sayDissent(list, room.votes)
  saySwing(list, room)
  sayFlips(list, room)
  sayRoom(list, input)
  const { stance, p, confidence } = room.call
  return { ...voteless(list.items), stance, p, confidence }
}
