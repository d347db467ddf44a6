import { phrase, term, type DeskValue } from './finding'
import { aliasOf, findingOn, type FindingList } from './finding-list'
import { triggerNames } from './trigger-names'

const rules = ['one', 'two', 'three'] as const

/** One next close that decides a side: the line, the price and the way there in deviations. */
const crossing = (list: FindingList, name: string): DeskValue => {
  const { book } = list
  const metrics = [`trigger.${name}`, `trigger.${name}.sigma`] as const
  const way = book.side(metrics[1]) < 0 ? 'down' : 'up'
  const facts = metrics.flatMap((metric) => book.fact(metric) ?? [])
  const values = {
    line: term(`quant.lines.${name.replaceAll('.', '_')}`),
    ...aliasOf(list, 'close', metrics[0]),
    ...aliasOf(list, 'sigma', metrics[1])
  }
  return phrase(findingOn('triggers', `quant.crossing.${way}`, facts, { values }))
}

/** The three nearest next closes that decide on which side of its line an indicator stands. */
export const sayCrossings = (list: FindingList): void => {
  const { book } = list
  const distance = (name: string): number =>
    Math.abs(book.number(`trigger.${name}.sigma`) ?? Infinity)
  const known = triggerNames.filter((name) => book.has(`trigger.${name}`, `trigger.${name}.sigma`))
  const nearest = [...known].sort((a, b) => distance(a) - distance(b)).slice(0, rules.length)
  const rule = rules[nearest.length - 1]
  if (rule === undefined) return list.absent('triggers', 'trigger.rsi.50')
  const values = Object.fromEntries(
    nearest.map((name, index) => [rules[index] ?? '', crossing(list, name)])
  )
  list.add('triggers', `quant.crossings.${rule}`, [], { values })
}
