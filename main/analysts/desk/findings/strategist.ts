import { holdBand } from '../../../evidence/facts/room-forecast'
import { voteless, type DeskInput, type RoleReport } from '../role-report'
import { callRoom, swingOf, type RoomCall, type Vote } from '../scheme/room-call'
import { directionOf, stanceOf } from '../scheme/stance'
import {
  blockingOf,
  forecastMedian,
  voteMetrics,
  voteOf,
  voterRoles,
  votesCast
} from '../scheme/voters'
import { absenceValues, absentRoles, type DeskRoleId } from './absent-roles'
import { citation, phrase, term } from './finding'
import { aliasOf, FindingList } from './finding-list'
import { rankPoints } from './points'

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

/** The stance with its event, or why there is none. */
export const sayCall = (list: FindingList, call: RoomCall, votes: readonly Vote[]): void => {
  const { book } = list
  const flag = blockingOf(book)[0]
  if (call.p !== null) {
    const values = { stance: term(`stances.${call.stance}`), record: term('strategist.record') }
    const metrics = ['forecast.confidence', forecastMedian, 'forecast.margin']
    const side = call.p >= 0.5 ? 'beat' : 'miss'
    const held = call.stance === 'hold' ? 'hold' : 'lean'
    list.add('call', `strategist.call.${held}.${side}`, metrics, { values })
  } else if (flag !== undefined) {
    const fact = book.fact(flag)
    const values = fact === null ? {} : { flag: citation(fact) }
    list.add('call', 'strategist.noCall.flag', [flag], { values })
  } else if (votes[0] !== undefined) {
    const { p } = voteMetrics(votes[0].role)
    const values = { role: term(`roles.${votes[0].role}`), ...aliasOf(list, 'p', p) }
    list.add('call', 'strategist.noCall.one', [p], { values })
  } else {
    list.add('call', 'strategist.noCall.none', ['data.bars'])
  }
}

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
const sayNoVotes = (list: FindingList, { state }: DeskInput): void => {
  const { book } = list
  const answered = voterRoles.filter((id) =>
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
  if (silent.length > 0) list.add('lines', 'strategist.rate', metrics)
}

/** Voters on both sides of ½ by the hold band or more, and the facts that split them. */
export const dissentOf = (votes: readonly Vote[]): [Vote, Vote] | null => {
  const up = votes.find(({ p }) => p - 0.5 >= holdBand)
  const down = votes.find(({ p }) => 0.5 - p >= holdBand)
  return up === undefined || down === undefined ? null : [up, down]
}

export const sayDissent = (list: FindingList, votes: readonly Vote[]): void => {
  const split = dissentOf(votes)
  const [first, second] = split ?? votes
  if (first === undefined || second === undefined) return
  const [a, b] = [voteMetrics(first.role), voteMetrics(second.role)]
  const values = {
    first: term(`roles.${first.role}`),
    second: term(`roles.${second.role}`),
    ...aliasOf(list, 'firstP', a.p),
    ...aliasOf(list, 'secondP', b.p),
    ...aliasOf(list, 'firstState', a.state),
    ...aliasOf(list, 'secondState', b.state)
  }
  if (split !== null) {
    list.add('dissent', 'strategist.dissent.split', [a.p, a.state, b.p, b.state], { values })
    return
  }
  const [one, two] = [first.p - 0.5, second.p - 0.5]
  const way = one > 0 && two > 0 ? 'up' : one < 0 && two < 0 ? 'down' : 'even'
  list.add('dissent', `strategist.dissent.${way}`, [a.p, b.p], { values })
}

export const saySwing = (list: FindingList, votes: readonly Vote[]): void => {
  const call = callRoom(votes)
  if (call.p === null) return
  const swing = swingOf(votes)
  if (votes.length === 2) {
    const [first, second] = votes as [Vote, Vote]
    const values = {
      first: term(`roles.${first.role}`),
      second: term(`roles.${second.role}`),
      firstStance: term(`stances.${stanceOf(first.p)}`),
      secondStance: term(`stances.${stanceOf(second.p)}`),
      ...aliasOf(list, 'firstP', voteMetrics(first.role).p),
      ...aliasOf(list, 'secondP', voteMetrics(second.role).p)
    }
    const metrics = [voteMetrics(first.role).p, voteMetrics(second.role).p]
    list.add('swing', 'strategist.swing.pair', metrics, { values })
    return
  }
  const named = swing.flippers.length > 0 ? swing.flippers : [swing.nearest ?? '']
  const keys = named.map((role) => `roles.${role}`)
  const rule = swing.flippers.length > 0 ? 'strategist.swing.flip' : 'strategist.swing.none'
  list.add('swing', rule, ['forecast.margin'], { values: { roles: { kind: 'list', keys } } })
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

/** Strategist: the room's call, its margin, who agrees, who would flip it and who is missing. */
export const strategist = (input: DeskInput): RoleReport => {
  const { book, state } = input
  const list = new FindingList(book)
  const votes = votesCast(book, state)
  const call = callRoom(votes, { blocking: blockingOf(book) })
  sayCall(list, call, votes)
  sayLines(list, votes)
  sayNoVotes(list, input)
  sayPoints(list)
  const side = book.side('distance.sma.200') > 0 ? 'above' : 'below'
  list.add('lines', `strategist.shared.${side}`, ['sma.200', 'distance.sma.200'])
  sayDissent(list, votes)
  saySwing(list, votes)
  sayRoom(list, input)
  const report = voteless(list.items)
  return { ...report, stance: call.stance, p: call.p, confidence: call.confidence }
}
