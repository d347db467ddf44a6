import { levelOf, voteless, type DeskInput, type RoleReport } from '../role-report'
import { abstain, tooFew } from './abstain'
import { phrase, term } from './finding'
import { FindingList } from './finding-list'
import { sayFlags } from './flag-words'
import { sayKill } from './kill-price'
import { answerTo, rankPoints, type Point } from './points'

const needed = ['price.close', 'return.20d', 'close.low.60d']
const pointsSaid = 3
const factsSaid = 5

export interface Side {
  role: 'bull' | 'bear'
  other: 'bull' | 'bear'
  sign: -1 | 1
}

const sides: Record<Side['role'], Side> = {
  bull: { role: 'bull', other: 'bear', sign: 1 },
  bear: { role: 'bear', other: 'bull', sign: -1 }
}

const ownPoints = (list: FindingList, { role, sign }: Side, own: readonly Point[]): void => {
  const ordinals = ['first', 'second', 'third']
  own.slice(0, pointsSaid).forEach((point, index) => {
    const rule = `${role}.${ordinals[index] ?? 'third'}`
    const { weight } = point
    const values = { point: phrase(point.finding) }
    list.add('points', rule, [], { weight, sign, layout: 'bullet', values })
  })
  if (own.length === 0) list.add('points', `${role}.none`, ['price.close', 'return.20d'])
}

const oppositeOf = (sign: -1 | 1): -1 | 1 => (sign === 1 ? -1 : 1)

/** The other's top point, answered by a point on the same thing where there is one. */
const sayAnswer = (
  list: FindingList,
  side: Side,
  theirs: Point,
  points: readonly Point[]
): void => {
  const answer = answerTo(theirs, points)
  if (answer === null) return
  const values = {
    theirs: phrase(theirs.finding),
    other: term(`roles.${side.other}`),
    answer: phrase(answer.finding)
  }
  list.add('answer', `${side.role}.answer`, [], { values, sign: side.sign })
}

/** What of the other's first three has no answer: the heaviest, or all where none has one. */
const sayConcession = (
  list: FindingList,
  side: Side,
  { theirs, points }: { theirs: readonly Point[]; points: readonly Point[] }
): void => {
  const said = theirs.slice(0, pointsSaid)
  const open = said.filter((point) => answerTo(point, points) === null)
  const conceded = open.length === said.length ? open : open.slice(0, 1)
  conceded.forEach((point, index) => {
    const rule = `${side.role}.${index === 0 ? 'concedes' : 'concedesMore'}`
    const values = { theirs: phrase(point.finding) }
    list.add('concession', rule, [], { values, sign: oppositeOf(side.sign) })
  })
  const last = said.at(-1)
  if (open.length > 0 || last === undefined) return
  const values = { other: term(`roles.${side.other}`), last: phrase(last.finding) }
  list.add('concession', `${side.role}.concedesNone`, [], { values })
}

const answers = (list: FindingList, side: Side, points: readonly Point[]): void => {
  const theirs = points.filter(({ sign }) => sign !== side.sign)
  if (theirs[0] === undefined) {
    list.add('answer', `${side.role}.unopposed`, ['price.close'])
    return
  }
  sayAnswer(list, side, theirs[0], points)
  sayConcession(list, side, { theirs, points })
}

/** How far today's state can carry a side: the base rate's interval beside the usual rate. */
const limit = (list: FindingList, { role }: Side): void => {
  const { book } = list
  const rate = (name: string): string => `baserate.20d.${name}`
  const metrics = ['hitrate', 'low', 'high', 'windows', 'all.hitrate'].map(rate)
  const usual = book.number(rate('all.hitrate')) ?? 0
  const above = (book.number(rate('low')) ?? 0) > usual
  const below = (book.number(rate('high')) ?? 1) < usual
  const verdict = above ? 'above' : below ? 'below' : 'same'
  if (list.add('limit', `${role}.limit.${verdict}`, metrics)) return
  list.absent('limit', rate('windows'))
}

const speak = (input: DeskInput, side: Side): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const points = rankPoints(book)
  const own = points.filter(({ sign }) => sign === side.sign)
  if (points.length < pointsSaid) return abstain(input, [tooFew])
  const list = new FindingList(book)
  const tape = ['price.close', 'return.20d', 'return.60d']
  if (!list.add('case', `${side.role}.tape.year`, [...tape, 'return.252d'])) {
    list.add('case', `${side.role}.tape.quarter`, tape)
  }
  ownPoints(list, side, own)
  answers(list, side, points)
  limit(list, side)
  const level = sayKill(list, side)
  sayFlags(list, input, ['data.split.suspect'])
  if (list.cited.size < factsSaid) return abstain(input, [tooFew])
  return voteless(list.items, levelOf(book, `kill.${side.role}`, level))
}

/** Bull: the points for, ranked in code. */
export const bull = (input: DeskInput): RoleReport => speak(input, sides.bull)

/** Bear: the points against, from the same list. */
export const bear = (input: DeskInput): RoleReport => speak(input, sides.bear)
