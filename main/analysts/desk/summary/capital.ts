import type { FactBook } from '../fact-book'
import type { DeskFinding } from '../findings/finding'
import { FindingList } from '../findings/finding-list'
import { clearErrors, manyBreaches, rangeShare } from '../parameters'
import { countForSkill } from '../scheme/stance'

const losses = (list: FindingList): void => {
  const near = 'var.95.1d.scaled'
  if (list.add('capital', 'summary.loss.both', [near, 'var.99.1d.scaled'])) return
  if (!list.add('capital', 'summary.loss.95', [near])) list.absent('capital', near)
}

const breaches = (list: FindingList): void => {
  const metric = 'var.95.1d.breaches.250'
  const many = (list.book.number(metric) ?? 0) > manyBreaches
  list.add('capital', `summary.breaches.${many ? 'many' : 'usual'}`, ['var.95.1d', metric])
}

const range = (list: FindingList): void => {
  const said = list.add('capital', 'summary.range', ['range.20d.10', 'range.20d.90'])
  if (!said) list.absent('capital', 'range.20d.90')
}

/**
 * What the room's scored ranges came to, beside the share that they are meant to hold. From 30 on
 * said with whether the two differ by more than two standard errors, √(0.8 · 0.2 / n).
 */
const rangeRecord = (list: FindingList): void => {
  const metrics = ['record.coverage', 'record.ranges']
  const [coverage = 0, n = 0] = metrics.map((metric) => list.book.number(metric) ?? 0)
  if (n === 0) return
  const error = Math.sqrt((rangeShare * (1 - rangeShare)) / n)
  const away = (coverage - rangeShare) / (clearErrors * error)
  const verdict = Math.abs(away) <= 1 ? 'as' : away > 0 ? 'wide' : 'narrow'
  const rule = n < countForSkill ? 'few' : verdict
  list.add('capital', `summary.rangeRecord.${rule}`, metrics)
}

/** What can be lost: in a day at today's volatility, in 20 sessions, and in the worst of the file. */
export const capital = (book: FactBook): DeskFinding[] => {
  const list = new FindingList(book)
  losses(list)
  breaches(list)
  range(list)
  rangeRecord(list)
  list.add('capital', 'summary.worst', ['return.20d.worst', 'return.20d.worst.date'])
  return list.items
}
