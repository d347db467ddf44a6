import { isPrintedZero } from '../parameters'
import type { DeskInput, RoleReport } from '../role-report'
import { abstain } from './abstain'
import { FindingList } from './finding-list'
import { sayFlags } from './flag-words'
import { reportVote } from './vote'

const rate = (name: string): string => `baserate.20d.${name}`
const needed = ['state', 'n', 'windows', 'hitrate', 'low', 'high', 'all.hitrate', 'differs'].map(
  rate
)

/** Whether today's state can be told from the usual, by its interval over separate windows. */
const frequency = (list: FindingList): void => {
  const { book } = list
  const metrics = ['hitrate', 'n', 'windows', 'low', 'high', 'all.hitrate', 'differs'].map(rate)
  const higher = (book.number(rate('hitrate')) ?? 0) >= (book.number(rate('all.hitrate')) ?? 0)
  const side = higher ? 'above' : 'below'
  const verdict = book.text(rate('differs')) === 'yes' ? 'differs' : 'same'
  const weight = Math.abs(
    (book.number(rate('hitrate')) ?? 0) - (book.number(rate('all.hitrate')) ?? 0)
  )
  const sign = verdict === 'same' ? 0 : higher ? 1 : -1
  list.add('frequency', `historian.frequency.${verdict}.${side}`, metrics, { weight, sign })
}

/** The same test over days with RSI within five points of today's: nothing hangs on a band's edge. */
const near = (list: FindingList): void => {
  const { book } = list
  const figures = ['near.hitrate', 'near.windows', 'near.low', 'near.high', 'near.differs'].map(
    rate
  )
  const kept = book.text(rate('near.differs')) === book.text(rate('differs')) ? 'kept' : 'turned'
  const usual = book.number(rate('all.hitrate')) ?? 0
  const side = (book.number(rate('near.hitrate')) ?? 0) >= usual ? 'above' : 'below'
  if (list.add('frequency', `historian.near.${kept}.${side}`, figures)) return
  list.add('frequency', 'historian.near.few', [rate('near.windows')])
}

/** How the windows are spread over years (many from one are nearly one experience), and of what. */
const years = (list: FindingList): void => {
  const { book } = list
  const most = book.number(rate('windows.most')) ?? 0
  const bunched = 2 * most > (book.number(rate('windows')) ?? 0) ? 'bunched' : 'spread'
  const spread = ['windows.years', 'windows.most', 'windows.most.year'].map(rate)
  const sample = ['all.n', 'all.windows'].map(rate)
  list.add('frequency', `historian.years.${bunched}`, [...spread, ...sample, 'data.from'])
}

const returns = (list: FindingList): void => {
  const { book } = list
  const mean = book.number(rate('mean')) ?? 0
  const error = book.number(rate('mean.se')) ?? 0
  const clear = Math.abs(mean) > 2 * error && !isPrintedZero(mean) ? 'clear' : 'unclear'
  const way = isPrintedZero(mean) ? 'zero' : mean < 0 ? 'negative' : 'positive'
  list.add('returns', `historian.mean.${clear}.${way}`, ['mean', 'mean.se'].map(rate))
  const higher = book.side(rate('median'), book.number(rate('all.median')) ?? 0) >= 0
  const side = higher ? 'above' : 'below'
  list.add('returns', `historian.median.${side}`, ['median', 'all.median'].map(rate))
  const skewed = (book.number(rate('q90')) ?? 0) + (book.number(rate('q10')) ?? 0) >= 0
  const reach = skewed ? 'up' : 'down'
  list.add('returns', `historian.spread.${reach}`, ['q10', 'q90'].map(rate))
}

const worst = (list: FindingList): void => {
  const { book } = list
  const own = book.number(rate('worst'))
  const file = book.number('return.20d.worst')
  const metrics = ['worst', 'worst.date'].map(rate)
  if (own !== null && file !== null && own > file) {
    const all = [...metrics, 'return.20d.worst', 'return.20d.worst.date']
    list.add('worst', 'historian.worst.milder', all)
  } else {
    list.add('worst', 'historian.worst.deepest', metrics)
  }
}

/** Historian: what followed today's state in this file, and whether it can be told apart. */
export const historian = (input: DeskInput): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const list = new FindingList(book)
  const above = book.text(rate('state'))?.endsWith('above') === true ? 'above' : 'below'
  list.add('state', `historian.state.${above}`, [
    rate('state'),
    rate('state.age'),
    'rsi.14',
    'distance.sma.200'
  ])
  frequency(list)
  near(list)
  years(list)
  returns(list)
  worst(list)
  sayFlags(list, input, ['data.split.suspect', 'data.restated'])
  return reportVote(list, input)
}
