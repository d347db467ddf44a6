import type { FactBook } from '../fact-book'
import { fundamentalsPrefix } from '../../../evidence/facts/fundamentals-entries'
import type { FindingList } from './finding-list'

const lead = 'fundamentals'
const annual = `${fundamentalsPrefix}annual.`
const quarterly = `${fundamentalsPrefix}quarterly.`
const growth = 'revenue.growth'

/** Whether the session has a company's figures, public by its date or not. */
export const hasFundamentals = (book: FactBook): boolean => book.has(`${fundamentalsPrefix}source`)

/** The first of them whose facts are all there. */
const firstOf = (list: FindingList, rules: readonly [rule: string, metrics: string[]][]): void => {
  rules.some(([rule, metrics]) => list.add(lead, `intel.fundamentals.${rule}`, metrics))
}

/**
 * What of a company's figures was public: growth and margin of the year, growth of the quarter, what
 * is paid for earnings. They are read out and not scored.
 */
export const fundamentals = (list: FindingList): void => {
  if (!hasFundamentals(list.book)) return
  const before = list.items.length
  const [end, grown, margin] = ['end', growth, 'net.margin'].map((each) => `${annual}${each}`) as [
    string,
    string,
    string
  ]
  firstOf(list, [
    ['year.full', [end, grown, margin]],
    ['year.growth', [end, grown]],
    ['year.margin', [end, margin]]
  ])
  firstOf(list, [['quarter', [`${quarterly}end`, `${quarterly}${growth}`]]])
  const ratio = `${fundamentalsPrefix}ratio.`
  firstOf(list, [
    ['value.full', [`${ratio}trailing.pe`, `${ratio}price.to.book`]],
    ['value.earnings', [`${ratio}trailing.pe`]],
    ['value.book', [`${ratio}price.to.book`]]
  ])
  if (list.items.length === before) firstOf(list, [['none', [`${fundamentalsPrefix}periods`]]])
}
