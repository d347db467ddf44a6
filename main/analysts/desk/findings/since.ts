import { sinceFindings, type SinceFinding } from '../../../evidence/record/since-findings'
import type { Room } from '../scheme/room'
import { sayDue } from './since-due'
import { citation, constant, term, type DeskFinding, type DeskValue } from './finding'
import { aliasOf, FindingList } from './finding-list'

/** What of it comes first where only one thing is said: the larger, the sooner. */
const weights = { stance: 6, trend: 5, year: 4, due: 3, line: 2, extreme: 1, nothing: 0.5 } as const

const trendLine = 'sma.200'
const yearBars = 252

const codeKey = (code: string): string => code.replace(/[^a-z0-9]+/g, '_')

const sayStance = (list: FindingList, { call, metrics }: Room): void => {
  const then = list.book.text('since.stance')
  if (then === null) return
  const said = ['since.stance', 'since.p']
  const values = { stance: term(`stances.${call.stance}`), ...aliasOf(list, 'p', metrics.p) }
  const changed = then !== call.stance
  const options = { values, weight: changed ? weights.stance : 0 }
  if (call.p === null) {
    const rule = then === call.stance ? 'none' : 'lost'
    list.add('since', `since.stance.${rule}`, rule === 'none' ? ['since.stance'] : said, options)
  } else if (!list.book.has('since.p')) {
    list.add('since', 'since.stance.gained', ['since.stance', metrics.p], options)
  } else {
    list.add('since', `since.stance.${changed ? 'changed' : 'same'}`, [...said, metrics.p], options)
  }
}

/** The facts of today that a crossing is said with. */
const crossed: Readonly<Record<string, readonly string[]>> = {
  rsi: ['rsi.14'],
  macd: ['macd.histogram'],
  volatility: ['volatility.ewma', 'percentile.volatility'],
  drawdown: ['drawdown.current']
}

const sayCrossing = (
  list: FindingList,
  { state, from, to }: Extract<SinceFinding, { kind: 'crossing' }>
): void => {
  const fact = list.book.fact(`since.cross.${state}`)
  if (fact === null) return
  const own: Record<string, DeskValue> = {
    was: term(`since.was.${codeKey(from)}`),
    cite: citation(fact)
  }
  const weight = state === trendLine ? weights.trend : weights.line
  const metrics = crossed[state]
  if (metrics !== undefined) {
    list.add('since', `since.cross.${state}`, [fact.metric, ...metrics], { values: own, weight })
    return
  }
  const bars = constant(Number(state.split('.').at(-1)))
  const values = { ...own, bars, ...aliasOf(list, 'average', state) }
  list.add('since', `since.cross.average.${to}`, [fact.metric, state], { values, weight })
}

const sayExtreme = (
  list: FindingList,
  { side, bars }: Extract<SinceFinding, { kind: 'extreme' }>
): void => {
  const level = `close.${side}.${bars}d`
  const values = { ...aliasOf(list, 'level', level), ...aliasOf(list, 'date', `${level}.date`) }
  const weight = bars === yearBars ? weights.year : weights.extreme
  const metrics = [`since.extreme.${side}`, level, `${level}.date`]
  list.add('since', `since.extreme.${side}`, metrics, { values, weight })
}

const sayChanges = (list: FindingList): void => {
  const found = sinceFindings(list.book.every)
  for (const change of found) {
    if (change.kind === 'crossing') sayCrossing(list, change)
    else sayExtreme(list, change)
  }
  if (found.length > 0) return
  list.add('since', 'since.nothing', ['since.asof'], { weight: weights.nothing })
}

/**
 * What is another than at the last run on this subject: the close, the stance, each line crossed and
 * closing extreme, and the room's forecasts that came due. Nothing at the first run.
 */
export const sinceOf = (book: FindingList['book'], room: Room): DeskFinding[] => {
  const list = new FindingList(book)
  if (!list.add('since', 'since.last', ['since.asof', 'since.change'])) return []
  sayStance(list, room)
  sayChanges(list)
  sayDue(list, { weight: weights.due })
  return list.items
}

/** Rules that the summary says at length, and the facts of their short form. */
const brief = (rule: string): readonly [string, readonly string[]] | null => {
  if (rule === 'since.nothing') return ['since.brief.nothing', ['since.asof']]
  if (rule === 'since.stance.changed') {
    return ['since.brief.stance', ['since.stance', 'since.p']]
  }
  if (!/^since\.due\.(one|latest)/.test(rule)) return null
  return ['since.brief.due', ['since.due.n', 'since.due.right', 'since.due.brier']]
}

/** The one of them that matters most: what the room says, then what trend and price have done. */
export const mostSince = (
  book: FindingList['book'],
  findings: readonly DeskFinding[]
): DeskFinding[] => {
  const [most] = [...findings].sort((one, other) => other.weight - one.weight)
  if (most === undefined) return []
  const short = brief(most.rule)
  if (short === null) return [most]
  const list = new FindingList(book)
  list.add('since', short[0], short[1])
  return list.items
}
