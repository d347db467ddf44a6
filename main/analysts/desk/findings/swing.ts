import type { FactBook } from '../fact-book'
import { marginMetric, type Room } from '../scheme/room'
import type { Vote, WithoutVoter } from '../scheme/room-call'
import { stanceOf } from '../scheme/stance'
import { roomMetrics, voteMetrics, type RoomMetrics } from '../scheme/voters'
import { term } from './finding'
import { aliasOf, type FindingList } from './finding-list'

/** The facts of the room without one of its voters; there are none under two others. */
export const withoutMetrics = (book: FactBook, room: Room, role: string): RoomMetrics =>
  roomMetrics(
    book,
    room.votes.flatMap((vote) => (vote.role === role ? [] : [vote.role]))
  )

const sayPair = (list: FindingList, [first, second]: [Vote, Vote]): void => {
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
}

const sayWithout = (
  list: FindingList,
  room: Room,
  { rule, line: { role, without } }: { rule: string; line: WithoutVoter }
): void => {
  const metrics = withoutMetrics(list.book, room, role)
  const { record } = room.options
  const margin = marginMetric(list.book, { call: without, record }, metrics)
  const values = {
    role: term(`roles.${role}`),
    stance: term(`stances.${without.stance}`),
    ...aliasOf(list, 'p', metrics.p),
    ...aliasOf(list, 'margin', margin)
  }
  const cited = rule === 'none' ? [metrics.p, margin] : [metrics.p]
  list.add('swing', `strategist.swing.${rule}`, cited, { values })
}

/** Every voter whose absence changes the stance, or none and the one that comes nearest to it. */
export const saySwing = (list: FindingList, room: Room): void => {
  const { votes, call, swing } = room
  if (call.p === null) return
  if (votes.length === 2) return sayPair(list, votes as [Vote, Vote])
  const flips = swing.lines.filter(({ role }) => swing.flippers.includes(role))
  flips.forEach((line, index) =>
    sayWithout(list, room, { rule: index === 0 ? 'flip' : 'flipToo', line })
  )
  const nearest = swing.lines.find(({ role }) => role === swing.nearest)
  if (flips.length === 0 && nearest !== undefined) {
    sayWithout(list, room, { rule: 'none', line: nearest })
  }
}
