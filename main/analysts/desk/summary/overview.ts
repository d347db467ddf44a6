import type { FactBook } from '../fact-book'
import { phrase, type DeskFinding } from '../findings/finding'
import { findingOn, FindingList } from '../findings/finding-list'
import { highPercentile, lowPercentile } from '../parameters'

/** A peak further back than this many sessions has no date among the facts. */
const yearSessions = 252

const drawdown = (list: FindingList): void => {
  const { book } = list
  if (book.side('drawdown.current') <= 0) {
    list.add('overview', 'summary.drawdown.peak', ['price.close', 'drawdown.current'])
    return
  }
  const facts = ['drawdown.current', 'drawdown.bars']
  const isKnown = (book.number('drawdown.bars') ?? yearSessions) < yearSessions
  const dated = isKnown && book.has('close.high.252d.date')
  const metrics = dated ? [...facts, 'close.high.252d.date'] : facts
  list.add('overview', `summary.drawdown.${dated ? 'dated' : 'plain'}`, metrics)
}

const bandOf = (share: number): 'high' | 'low' | 'ordinary' => {
  if (share > highPercentile) return 'high'
  return share < lowPercentile ? 'low' : 'ordinary'
}

/** A measure beside its last 1,000 values: whether its size is worth a word. */
const sized = (
  book: FactBook,
  name: string,
  [metric, percentile]: [string, string]
): DeskFinding | null => {
  const [fact, share] = [book.fact(metric), book.fact(percentile)]
  if (fact === null || share === null) return null
  const rule = `summary.${name}.${bandOf(Number(share.value))}`
  return findingOn('overview', rule, [fact, share])
}

const sizes = (list: FindingList): void => {
  const { book } = list
  const month = sized(book, 'month', ['return.20d', 'percentile.return.20d'])
  const volatility = sized(book, 'volatility', ['volatility.ewma', 'percentile.volatility'])
  if (month !== null && volatility !== null) {
    const values = { month: phrase(month), volatility: phrase(volatility) }
    list.add('overview', 'summary.sizes', [], { values })
    return
  }
  list.add('overview', 'summary.moves', ['return.5d', 'return.20d'])
  list.absent('overview', 'percentile.volatility')
}

/** Where the price stands: under its peak, on which side of its trend, and what is unusual. */
export const overview = (book: FactBook): DeskFinding[] => {
  const list = new FindingList(book)
  drawdown(list)
  const side = book.side('distance.sma.200') > 0 ? 'above' : 'below'
  list.add('overview', `summary.trend.${side}`, ['trend.sma200.bars'])
  sizes(list)
  return list.items
}
