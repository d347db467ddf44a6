import { farDeviations, highPercentile, lowPercentile } from '../parameters'
import { levelOf, type DeskInput, type RoleReport } from '../role-report'
import { abstain } from './abstain'
import { FindingList } from './finding-list'
import { sayFlags } from './flag-words'
import { reportVote } from './vote'

const needed = ['price.close', 'return.1d', 'z.1d']

/** The measures of which only an extreme is worth a sentence: percentile → the measure itself. */
const measures: readonly (readonly [name: string, percentile: string, metric: string])[] = [
  ['volatility', 'percentile.volatility', 'volatility.ewma'],
  ['return', 'percentile.return.20d', 'return.20d'],
  ['distance', 'percentile.distance.sma.200', 'distance.sma.200'],
  ['drawdown', 'percentile.drawdown', 'drawdown.current']
]

/** Flags that touch the last session, its volume and what it is compared with. */
const flagsSaid = [
  'data.ticks.off',
  'limit.state',
  'data.volume.unit',
  'data.open.copied',
  'data.stale.bars',
  'data.stale.weekdays',
  'data.unrefreshed',
  'data.partial',
  'data.benchmark.end',
  'data.currency.mixed'
]

const sizeOf = (deviations: number): string => {
  if (Math.abs(deviations) < 1) return 'inside'
  return Math.abs(deviations) < farDeviations ? 'beyond' : 'far'
}

const direction = (sign: -1 | 0 | 1): string => ['down', 'flat', 'up'][sign + 1] ?? 'flat'

const lastMoves = (list: FindingList): void => {
  const { book } = list
  const day = book.number('z.1d') ?? 0
  const rule = `scout.last.${sizeOf(day)}`
  list.add('lastSession', rule, ['price.close', 'return.1d', 'z.1d'], {
    weight: Math.abs(day),
    sign: book.side('return.1d')
  })
  const five = book.number('z.5d')
  if (five === null) return
  const band = Math.abs(five) < 1 ? 'within' : five > 0 ? 'above' : 'below'
  list.add('lastSession', `scout.five.${band}`, ['return.5d', 'z.5d', 'return.20d'], {
    weight: Math.abs(five),
    sign: book.side('return.5d')
  })
}

const unusual = (list: FindingList): void => {
  const { book } = list
  let found = false
  for (const [name, percentile, metric] of measures) {
    const share = book.number(percentile)
    if (share === null || (share >= lowPercentile && share <= highPercentile)) continue
    const end = share > highPercentile ? 'high' : 'low'
    const weight = Math.abs(2 * share - 1)
    const rule = `scout.unusual.${name}.${end}`
    found = list.add('unusual', rule, [metric, percentile], { weight }) || found
  }
  if (found) return
  const counts = ['percentile.middle80', 'percentile.count']
  const all = measures.map(([, percentile]) => percentile)
  const named = list.add('unusual', 'scout.unusual.none', [...counts, ...all])
  if (named || list.add('unusual', 'scout.unusual.some', counts)) return
  list.absent('unusual', 'percentile.volatility')
}

/** The longest window whose closing extreme is today's close, else where in 20 sessions it lies. */
const extremes = (list: FindingList): void => {
  const { book } = list
  const asOf = book.fact('price.close')?.asOf
  const flat = book.number('close.high.20d') === book.number('close.low.20d')
  if (flat && list.add('extremes', 'scout.extreme.flat', ['close.high.20d'])) return
  for (const bars of [252, 60, 20]) {
    for (const end of ['high', 'low'] as const) {
      const metric = `close.${end}.${bars}d`
      if (book.text(`${metric}.date`) !== asOf) continue
      const sign = end === 'high' ? 1 : -1
      if (list.add('extremes', `scout.extreme.${end}.${bars}`, [metric], { sign })) return
    }
  }
  const high = book.number('close.high.20d') ?? 0
  const low = book.number('close.low.20d') ?? 0
  const half = 2 * (book.number('price.close') ?? 0) >= high + low ? 'upper' : 'lower'
  const ends = ['close.low.20d', 'close.low.20d.date', 'close.high.20d', 'close.high.20d.date']
  list.add('extremes', `scout.extreme.none.${half}`, ends)
}

const yearRange = (list: FindingList): void => {
  const { book } = list
  const metrics = ['high.252d', 'high.252d.date', 'distance.high.252d']
  const lows = ['low.252d', 'low.252d.date', 'distance.low.252d']
  if (!book.has(...metrics, ...lows)) return list.absent('extremes', 'high.252d')
  const below = Math.abs(book.number('distance.high.252d') ?? 0)
  const above = Math.abs(book.number('distance.low.252d') ?? 0)
  const nearer = below <= above ? 'high' : 'low'
  list.add('extremes', `scout.year.${nearer}`, [...metrics, ...lows])
}

const lastFarMove = (list: FindingList): void => {
  const bars = list.book.number('sigma2.bars')
  if (bars === 0) {
    list.add('extremes', 'scout.sigma.today', ['z.1d'])
  } else if (!list.add('extremes', 'scout.sigma.ago', ['sigma2.bars', 'sigma2.date'])) {
    list.add('extremes', 'scout.sigma.never', ['data.bars', 'data.from'])
  }
}

const volume = (list: FindingList): void => {
  const { book } = list
  const ratio = book.number('volume.ratio.20d')
  if (ratio === null) return list.absent('volume', 'volume.ratio.20d')
  const amount = ratio >= 1 ? 'above' : 'below'
  const rule = `scout.volume.${amount}.${direction(book.side('return.1d'))}`
  list.add('volume', rule, ['volume.ratio.20d'], { weight: Math.abs(Math.log(ratio || 1)) })
}

const benchmark = (list: FindingList): void => {
  const side = list.book.side('excess.20d') < 0 ? 'behind' : 'ahead'
  list.add('volume', `scout.benchmark.${side}`, ['excess.20d', 'excess.60d'])
}

/** Scout: what is new or unusual today, what is not, and its vote. */
export const scout = (input: DeskInput): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const list = new FindingList(book)
  lastMoves(list)
  unusual(list)
  extremes(list)
  lastFarMove(list)
  yearRange(list)
  volume(list)
  benchmark(list)
  sayFlags(list, input, flagsSaid)
  const levels = ['high.252d', 'low.252d'].flatMap((metric) => levelOf(book, metric, metric))
  return { ...reportVote(list, input), levels }
}
