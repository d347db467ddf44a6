import type { Room } from '../scheme/room'
import type { Vote, WithoutVoter } from '../scheme/room-call'
import { stanceOf } from '../scheme/stance'
import { roomMetrics, voteMetrics } from '../scheme/voters'
import { term } from './finding'
import { aliasOf, type FindingList } from './finding-list'

/** The fact that holds the room's p without one of its voters; null under two others. */
export const withoutMetric = (list: Pick<FindingList, 'book'>, room: Room, role: string): string =>
  roomMetrics(
    list.book,
    room.votes.flatMap((vote) => (vote.role === role ? [] : [vote.role]))
  ).p

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
  const p = withoutMetric(list, room, role)
  const values = {
    role: term(`roles.${role}`),
    stance: term(`stances.${without.stance}`),
    ...aliasOf(list, 'p', p),
    ...aliasOf(list, 'margin', room.metrics.margin)
  }
  const margin = rule === 'none' ? [room.metrics.margin] : []
  list.add('swing', `strategist.swing.${rule}`, [p, ...margin], { values })
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
