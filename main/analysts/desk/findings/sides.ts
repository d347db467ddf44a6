import { levelOf, voteless, type DeskInput, type RoleReport } from '../role-report'
import { abstain } from './abstain'
import { phrase, term } from './finding'
import { FindingList } from './finding-list'
import { answerTo, rankPoints, type Point } from './points'

const needed = [
  'price.close',
  'return.20d',
  'close.low.60d',
  'close.high.60d',
  'close.low.60d.date'
]
const pointsSaid = 3
const factsSaid = 5

interface Side {
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

/** The other's top point, answered by a point on the same thing or conceded. */
const answers = (list: FindingList, side: Side, points: readonly Point[]): void => {
  const theirs = points.filter(({ sign }) => sign !== side.sign)
  const top = theirs[0]
  if (top === undefined) {
    list.add('answer', `${side.role}.unopposed`, ['price.close'])
    return
  }
  const answer = answerTo(top, points)
  const said = { theirs: phrase(top.finding), other: term(`roles.${side.other}`) }
  if (answer !== null) {
    const values = { ...said, answer: phrase(answer.finding) }
    list.add('answer', `${side.role}.answer`, [], { values, sign: side.sign })
  }
  // The heaviest of the points said aloud that nothing on the same thing speaks against.
  const open = theirs.slice(0, pointsSaid).find((point) => answerTo(point, points) === null)
  if (open === undefined) {
    list.add('concession', `${side.role}.concedesNone`, [], {
      values: { other: term(`roles.${side.other}`), last: phrase(weakest(theirs).finding) }
    })
    return
  }
  const values = { theirs: phrase(open.finding), other: said.other }
  list.add('concession', `${side.role}.concedes`, [], { values, sign: side.sign === 1 ? -1 : 1 })
}

const weakest = (points: readonly Point[]): Point => {
  const said = points.slice(0, pointsSaid)
  return said[said.length - 1] as Point
}

/**
 * The close that ends the case: the 200-session average when it lies on the far side of the close,
 * else the 60-session closing extreme.
 */
const killMetric = ({ book }: FindingList, { sign }: Side): string => {
  const close = book.number('price.close') ?? 0
  const average = book.number('sma.200')
  if (average !== null && sign * (close - average) > 0) return 'sma.200'
  return sign > 0 ? 'close.low.60d' : 'close.high.60d'
}

const kill = (list: FindingList, side: Side): string => {
  const metric = killMetric(list, side)
  if (metric === 'sma.200') {
    list.add('kill', `${side.role}.kill.average`, ['sma.200', 'price.close'])
  } else {
    list.add('kill', `${side.role}.kill.extreme`, [metric, `${metric}.date`, 'price.close'])
  }
  return metric
}

const speak = (input: DeskInput, side: Side): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const points = rankPoints(book)
  const own = points.filter(({ sign }) => sign === side.sign)
  if (points.length < pointsSaid) return abstain(input, ['rsi.14'])
  const list = new FindingList(book)
  list.add('case', `${side.role}.tape`, ['price.close', 'return.20d', 'return.60d'])
  ownPoints(list, side, own)
  answers(list, side, points)
  const level = kill(list, side)
  if (list.cited.size < factsSaid) return abstain(input, ['sma.200'])
  return voteless(list.items, levelOf(book, `kill.${side.role}`, level))
}

/** Bull: the points for, ranked in code. */
export const bull = (input: DeskInput): RoleReport => speak(input, sides.bull)

/** Bear: the points against, from the same list. */
export const bear = (input: DeskInput): RoleReport => speak(input, sides.bear)
