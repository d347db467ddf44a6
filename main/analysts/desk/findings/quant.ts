import {
  adxStrong,
  adxWeak,
  highPercentile,
  isPrintedZero,
  lowPercentile,
  rsiMiddle
} from '../parameters'
import { levelOf, type DeskInput, type RoleReport } from '../role-report'
import { abstain } from './abstain'
import { FindingList } from './finding-list'
import { sayFlags } from './flag-words'
import { sayCrossings } from './next-crossings'
import { reportVote } from './vote'

const needed = ['price.close', 'sma.200', 'distance.sma.200', 'trend.sma200.bars']

const sideWord = (sign: -1 | 0 | 1): 'above' | 'below' => (sign > 0 ? 'above' : 'below')

/** The sign of a ratio; 0 when it prints as zero. */
const sideOf = ({ book }: FindingList, metric: string): -1 | 0 | 1 =>
  isPrintedZero(book.number(metric) ?? 0) ? 0 : book.side(metric)

const trend = (list: FindingList): void => {
  const { book } = list
  // A close on its average counts as below, as in the state of the vote.
  const side = sideWord(book.side('distance.sma.200'))
  const sign = side === 'above' ? 1 : -1
  list.add(
    'trend',
    `quant.trend.${side}`,
    ['price.close', 'sma.200', 'distance.sma.200', 'trend.sma200.bars'],
    { sign, weight: Math.abs(book.number('distance.sma.200') ?? 0) }
  )
  const slope = sideOf(list, 'trend.sma200.slope.20d')
  const way = slope > 0 ? 'up' : slope < 0 ? 'down' : 'flat'
  list.add('trend', `quant.slope.${side}.${way}`, ['trend.sma200.slope.20d'], { sign: slope })
}

const momentum = (list: FindingList): void => {
  const { book } = list
  if (!book.has('momentum.12-1')) return list.absent('momentum', 'momentum.12-1')
  const side = sideWord(book.side('distance.sma.200'))
  const sign = sideOf(list, 'momentum.12-1')
  const agrees = sign > 0 === (side === 'above') ? 'agrees' : 'disagrees'
  const way = sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat'
  const weight = Math.abs(book.number('momentum.12-1') ?? 0)
  list.add('momentum', `quant.momentum.${way}.${agrees}`, ['momentum.12-1'], { sign, weight })
}

/** The five-session move against the side of the average: a pullback or more of the same. */
const recent = (list: FindingList): void => {
  const { book } = list
  const five = book.number('z.5d')
  if (five === null) return list.absent('momentum', 'z.5d')
  const side = sideWord(book.side('distance.sma.200'))
  const size = Math.abs(five) < 1 ? 'inside' : 'beyond'
  const way = five < 0 ? 'down' : 'up'
  const options = { sign: book.side('z.5d'), weight: Math.abs(five) }
  list.add('momentum', `quant.recent.${side}.${way}.${size}`, ['z.5d', 'return.5d'], options)
}

const volatility = (list: FindingList): void => {
  const { book } = list
  const share = book.number('percentile.volatility')
  if (share === null) {
    const calm = book.side('volatility.20d', book.number('volatility.60d') ?? 0) < 0
    const way = calm ? 'falling' : 'rising'
    list.add('volatility', `quant.volatility.${way}`, ['volatility.20d', 'volatility.60d'])
  } else {
    const band = share > highPercentile ? 'high' : share < lowPercentile ? 'low' : 'middle'
    const metrics = ['volatility.ewma', 'percentile.volatility']
    list.add('volatility', `quant.volatility.${band}`, metrics, { weight: Math.abs(2 * share - 1) })
  }
  const strength = book.number('adx.14')
  if (strength === null) return
  const grade = strength < adxWeak ? 'weak' : strength < adxStrong ? 'between' : 'strong'
  const way = book.side('distance.sma.200') > 0 ? 'up' : 'down'
  list.add('volatility', `quant.adx.${grade}.${way}`, ['adx.14'])
}

interface Reading {
  metric: string
  sign: -1 | 0 | 1
}

/** Pairs that should say the same and are printed only when they do not. */
const pairs: readonly (readonly [string, string])[] = [
  ['rsi.14', 'macd.histogram'],
  ['distance.sma.200', 'rsi.14'],
  ['momentum.12-1', 'return.60d'],
  ['return.20d', 'macd.histogram']
]
const pairsPrinted = 2

const readingOf = (list: FindingList, metric: string): Reading => ({
  metric,
  sign: list.book.side(metric, metric === 'rsi.14' ? rsiMiddle : 0)
})

const disagreement = (list: FindingList): void => {
  let printed = 0
  for (const [first, second] of pairs) {
    const [a, b] = [readingOf(list, first), readingOf(list, second)]
    if (a.sign * b.sign >= 0 || printed === pairsPrinted) continue
    const name = `${first}|${second}`.replaceAll('.', '_').replace('|', '-')
    const way = a.sign > 0 ? 'down' : 'up'
    if (list.add('disagreement', `quant.pair.${name}.${way}`, [first, second])) printed += 1
  }
  if (printed > 0) return
  const metrics = ['rsi.14', 'macd.histogram', 'return.20d']
  const signs = metrics.map((metric) => readingOf(list, metric).sign)
  if (!list.book.has(...metrics)) return list.absent('disagreement', 'macd.histogram')
  const way = signs.every((sign) => sign > 0) ? 'up' : signs.every((s) => s < 0) ? 'down' : 'flat'
  list.add('disagreement', `quant.agree.${way}`, metrics)
}

/** Quant Lead: trend, momentum, volatility, what disagrees, the nearest crossings, and its vote. */
export const quant = (input: DeskInput): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const list = new FindingList(book)
  trend(list)
  momentum(list)
  recent(list)
  volatility(list)
  disagreement(list)
  sayCrossings(list)
  sayFlags(list, input, ['data.split.suspect'])
  const report = reportVote(list, input)
  return { ...report, levels: levelOf(book, 'sma.200', 'sma.200') }
}
