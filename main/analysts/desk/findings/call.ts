import type { Fact } from '../../../../preload/contract/facts'
import { recordMetrics } from '../scheme/record'
import type { Room } from '../scheme/room'
import { allowsStrong, countForSkill, directionOf, type ForecastRecord } from '../scheme/stance'
import { forecastMedian, roomMetrics, voteMetrics, votersWithVote } from '../scheme/voters'
import { phrase, term, type DeskFinding } from './finding'
import { aliasOf, findingOn, type FindingList } from './finding-list'

const recordRule = (record: ForecastRecord | null): string => {
  if (record === null) return 'none'
  if (record.n < countForSkill) return 'few'
  return allowsStrong(record) ? 'skill' : 'noSkill'
}

/** What the room's own forecasts have come to, as part of the stance's sentence. */
const recordPhrase = ({ book }: FindingList, { options: { record } }: Room): DeskFinding => {
  const rule = recordRule(record)
  const { brier, se, n } = recordMetrics
  const metrics = rule === 'none' ? [] : rule === 'few' ? [brier, n] : [brier, se, n]
  const facts = metrics.flatMap((metric): Fact[] => {
    const fact = book.fact(metric)
    return fact === null ? [] : [fact]
  })
  return findingOn('call', `strategist.record.${rule}`, facts)
}

const sayStance = (list: FindingList, room: Room): void => {
  const { call, metrics } = room
  const values = {
    stance: term(`stances.${call.stance}`),
    record: phrase(recordPhrase(list, room)),
    ...aliasOf(list, 'confidence', metrics.confidence),
    ...aliasOf(list, 'margin', metrics.margin)
  }
  const side = (call.p ?? 0) >= 0.5 ? 'beat' : 'miss'
  const strong = call.stance.startsWith('strong')
  const held = call.stance === 'hold' ? 'hold' : strong ? 'strong' : 'lean'
  const facts = [metrics.confidence, forecastMedian, metrics.margin]
  const sign = { up: 1, down: -1, even: 0 } as const
  list.add('call', `strategist.call.${held}.${side}`, facts, {
    values,
    sign: sign[directionOf(call.stance)]
  })
}

/** Votes that the facts hold and that nobody cast: what p would be with them. */
const saySilent = (list: FindingList, { silent, call }: Room): void => {
  if (call.p === null || silent.length === 0) return
  const keys = silent.map((role) => `roles.${role}`)
  const { p } = roomMetrics(list.book, votersWithVote(list.book))
  const values = { roles: { kind: 'list', keys }, ...aliasOf(list, 'p', p) } as const
  list.add('call', 'strategist.silent', [p], { values })
}

/** Nobody voted: for want of votes, or since whoever has one did not cast it here. */
const sayNoVote = (list: FindingList, { silent }: Room): void => {
  const keys = silent.map((role) => `roles.${role}`)
  const values = { roles: { kind: 'list', keys } } as const
  if (silent.length === 0) list.add('call', 'strategist.noCall.none', ['data.bars'])
  else list.add('call', 'strategist.noCall.notCast', ['data.bars'], { values })
}

/** The stance with its event, or why there is none. */
export const sayCall = (list: FindingList, room: Room): void => {
  const { call, options, votes } = room
  const flag = options.blocking[0]
  const first = votes[0]
  if (call.p !== null) {
    sayStance(list, room)
    saySilent(list, room)
  } else if (flag !== undefined) {
    // The one flag that forbids a call so far is the suspected split.
    list.add('call', 'strategist.noCall.split', [`${flag}.date`])
  } else if (first !== undefined) {
    const { p } = voteMetrics(first.role)
    const values = { role: term(`roles.${first.role}`), ...aliasOf(list, 'p', p) }
    list.add('call', 'strategist.noCall.one', [p], { values })
  } else sayNoVote(list, room)
}
