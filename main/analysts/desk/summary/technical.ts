import type { FactBook } from '../fact-book'
import type { DeskFinding } from '../findings/finding'
import { FindingList } from '../findings/finding-list'
import { adxStrong, adxWeak, rsiMiddle } from '../parameters'

const direction = (list: FindingList): void => {
  const { book } = list
  const up = book.side('distance.sma.200') > 0
  const agrees = book.side('momentum.12-1') > 0 === up
  const rule = `summary.direction.${agrees ? 'agree' : 'split'}.${up ? 'up' : 'down'}`
  const said = list.add('technical', rule, ['distance.sma.200', 'momentum.12-1'])
  if (!said) list.absent('technical', 'momentum.12-1')
}

const strength = (list: FindingList): void => {
  const { book } = list
  const trend = book.number('adx.14') ?? 0
  const grade = trend < adxWeak ? 'weak' : trend < adxStrong ? 'between' : 'strong'
  const side = book.side('rsi.14', rsiMiddle) > 0 ? 'above' : 'below'
  list.add('technical', `summary.strength.${side}.${grade}`, ['rsi.14', 'adx.14'])
}

/** The next closes at the lines that the votes read: RSI 50 and the 200-session average. */
const triggers = (list: FindingList): void => {
  const strengthLine = ['trigger.rsi.50', 'trigger.rsi.50.sigma']
  const average = ['trigger.sma.200', 'trigger.sma.200.sigma']
  const both = list.add('technical', 'summary.triggers.both', [...strengthLine, ...average])
  if (!both) list.add('technical', 'summary.triggers.rsi', strengthLine)
}

const baseRate = (list: FindingList): void => {
  const { book } = list
  const rate = (name: string): string => `baserate.20d.${name}`
  const usual = book.number(rate('all.hitrate')) ?? 0
  const above = (book.number(rate('low')) ?? 0) > usual
  const below = (book.number(rate('high')) ?? 1) < usual
  const rule = `summary.base.${above ? 'above' : below ? 'below' : 'same'}`
  const metrics = ['hitrate', 'low', 'high', 'windows', 'all.hitrate'].map(rate)
  if (!list.add('technical', rule, metrics)) list.absent('technical', rate('windows'))
}

/** Trend and momentum, whether a trend is strong, the next triggers and the base rate. */
export const technical = (book: FactBook): DeskFinding[] => {
  const list = new FindingList(book)
  direction(list)
  strength(list)
  triggers(list)
  baseRate(list)
  return list.items
}
