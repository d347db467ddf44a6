import type { FindingList } from './finding-list'

const due = (part: string): string => `since.due.${part}`

/** Whether the latest forecast that came due leaned to the side on which the return fell. */
const endOf = ({ book }: FindingList): string => {
  const above = book.text(due('hit')) === 'yes'
  const side = book.side(due('p'), 0.5)
  const way = side === 0 ? 'even' : side > 0 === above ? 'right' : 'wrong'
  return `${above ? 'above' : 'below'}.${way}`
}

/**
 * The room's forecasts that came due since the last run: how many, how many leaned the way it went,
 * their Brier score, and the latest one with its figures.
 */
export const sayDue = (list: FindingList, { weight }: { weight: number }): void => {
  const count = list.book.number(due('n'))
  if (count === null) return
  if (count === 0) {
    const waiting = (list.book.number('record.open') ?? 0) > 0
    list.add('since', `since.due.none.${waiting ? 'waiting' : 'plain'}`, [
      waiting ? 'record.open' : due('n')
    ])
    return
  }
  if (count > 1) list.add('since', due('several'), ['n', 'right', 'brier'].map(due))
  const latest = ['asof', 'p', 'median', 'date', 'return'].map(due)
  const metrics = count > 1 ? latest : [...latest, due('brier')]
  const rule = `since.due.${count > 1 ? 'latest' : 'one'}.${endOf(list)}`
  list.add('since', rule, metrics, { weight })
}
