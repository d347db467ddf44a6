import { isPrintedZero } from '../parameters'
import type { DeskInput, RoleReport } from '../role-report'
import { abstain } from './abstain'
import { FindingList } from './finding-list'
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
  returns(list)
  worst(list)
  const sample = ['all.n', 'all.windows'].map(rate)
  list.add('worst', 'historian.sample', ['data.from', ...sample])
  return reportVote(list, input)
}
