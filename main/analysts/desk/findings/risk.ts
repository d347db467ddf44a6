import { expectedBreaches } from '../../../evidence/facts/scaled-loss-facts'
import { clearErrors, manyBreaches } from '../parameters'
import { levelOf, type DeskInput, type RoleReport } from '../role-report'
import type { FactBook } from '../fact-book'
import { abstain } from './abstain'
import { aliasOf, FindingList } from './finding-list'
import { sayFlags } from './flag-words'
import { riskWords } from './mandate-view'
import { reportVote } from './vote'

const needed = ['price.close', 'volatility.60d', 'drawdown.max']

/** Loss lines as they are known today; the historical ones only where the scaled ones are absent. */
const losses = (list: FindingList): void => {
  const { book } = list
  const withPoints = (metric: string): string[] => [metric, `${metric}.points`]
  const scaled = ['var.95.1d.scaled', 'es.95.1d.scaled'].flatMap(withPoints)
  const wider = book.side('var.95.1d.scaled', book.number('var.95.1d') ?? 0) > 0
  const way = wider ? 'wider' : 'narrower'
  const far = withPoints('var.99.1d.scaled')
  if (list.add('loss', `risk.var.scaled.${way}`, [...scaled, ...far, 'var.95.1d'])) return
  if (list.add('loss', `risk.var.scaled95.${way}`, [...scaled, 'var.95.1d'])) {
    return list.absent('loss', 'var.99.1d.scaled')
  }
  list.absent('loss', 'var.95.1d.scaled')
  speed(list)
}

/** Without a sample to scale, volatility says how wide today's losses are beside two months'. */
const speed = (list: FindingList): void => {
  const { book } = list
  const slow = book.number('volatility.60d') ?? 0
  const rising = book.side('volatility.ewma', slow) > 0 ? 'rising' : 'falling'
  const fast = ['volatility.ewma', 'volatility.60d']
  const way = book.side('return.60d') < 0 ? 'down' : 'up'
  if (!list.add('loss', `risk.volatility.${rising}.${way}`, [...fast, 'return.60d'])) {
    list.absent('loss', 'volatility.ewma')
  }
}

/** How often the 95 % lines were broken in 250 sessions: over 20 times comes before all else. */
const breaches = (list: FindingList): void => {
  const { book } = list
  const metrics = ['var.95.1d.breaches.250', 'var.95.1d.breaches.250.scaled']
  const counts = metrics.map((metric) => book.number(metric) ?? 0)
  const headline = Math.max(...counts) > manyBreaches
  const [slow = 0, scaled = 0] = counts
  const past = slow > manyBreaches
  const which = past && scaled > manyBreaches ? 'both' : past ? 'historical' : 'scaled'
  const over = slow > expectedBreaches ? 'over' : 'within'
  const rule = headline ? `headline.${which}` : `ordinary.${over}`
  const values = {
    ...aliasOf(list, 'slow', metrics[0] ?? ''),
    ...aliasOf(list, 'scaled', metrics[1] ?? '')
  }
  const said = [...metrics, 'return.1d']
  list.add(headline ? 'headline' : 'loss', `risk.breaches.${rule}`, said, { values })
}

const drawdown = (list: FindingList): void => {
  const { book } = list
  const deep = book.number('drawdown.current') ?? 0
  if (deep > 0) {
    const metrics = ['drawdown.current', 'drawdown.bars']
    const rank = [...metrics, 'percentile.drawdown']
    const share = book.number('percentile.drawdown')
    const half = share !== null && share < 0.5 ? 'shallow' : 'deep'
    const ranked = list.add('drawdown', `risk.drawdown.${half}`, rank, { sign: -1, weight: deep })
    if (!ranked) list.add('drawdown', 'risk.drawdown.under', metrics, { sign: -1, weight: deep })
  } else {
    list.add('drawdown', 'risk.drawdown.peak', ['price.close', 'drawdown.current'])
  }
  const worst = ['drawdown.max', 'drawdown.max.peak', 'drawdown.max.trough']
  if (book.text('drawdown.max.trough') === book.fact('price.close')?.asOf) {
    list.add('drawdown', 'risk.worstDrawdown.today', worst)
    return
  }
  const part = 2 * deep < (book.number('drawdown.max') ?? 0) ? 'less' : 'half'
  list.add('drawdown', `risk.worstDrawdown.${part}`, [...worst, 'drawdown.current'])
}

const months = (list: FindingList): void => {
  const { book } = list
  const metrics = ['return.20d.worst', 'return.20d.worst.date', 'return.20d']
  const way = book.side('return.20d') < 0 ? 'down' : 'up'
  list.add('drawdown', `risk.worst20.${way}`, metrics)
}

const tails = (list: FindingList): void => {
  const { book } = list
  const left = book.side('skewness') < 0 ? 'left' : 'right'
  const kept = book.side('skewness') === book.side('skewness.without3') ? 'kept' : 'turned'
  const rule = `risk.tail.${left}.${kept}`
  list.add('tails', rule, ['skewness', 'skewness.without3', 'kurtosis.excess'])
}

const year = (list: FindingList): void => {
  const { book } = list
  const ratio = book.number('sharpe.252d')
  const error = book.number('sharpe.252d.se')
  if (ratio === null || error === null) return list.absent('tails', 'sharpe.252d')
  const clear = Math.abs(ratio) > clearErrors * error
  const way = ratio < 0 ? 'down' : 'up'
  const grade = clear ? 'clear' : 'unclear'
  list.add('tails', `risk.year.${grade}.${way}`, ['return.252d', 'sharpe.252d', 'sharpe.252d.se'])
}

const benchmark = (list: FindingList): void => {
  const { book } = list
  const way = (book.number('beta.252d') ?? 1) > 1 ? 'more' : 'less'
  list.add('tails', `risk.beta.${way}`, ['beta.252d', 'beta.252d.se', 'correlation.252d'])
}

/** Which rule set the stop of a file with highs and lows; `plain` for one of closes. */
const stopRule = (book: FactBook): [rule: string, metrics: string[]] => {
  const range = book.number('atr.14')
  if (range === null || !book.has('plan.stop')) return ['plain', []]
  const byRange = (book.number('price.close') ?? 0) - 2 * range
  const low = (book.number('plan.swing.low') ?? 0) - range / 4
  return low < byRange ? ['swing', ['plan.swing.low']] : ['range', ['atr.14']]
}

/** What the share of equity at risk allows, and whether an ordinary day can reach the stop. */
const size = (list: FindingList): void => {
  const { book } = list
  const stop = ['plan.stop', 'plan.close.stop'].find((metric) => book.has(metric))
  if (stop === undefined) return list.absent('size', 'plan.stop')
  const tail = ['var.99.1d.scaled', 'var.99.1d'].find((metric) => book.has(metric)) ?? null
  const [distance, allowed] = [`${stop}.distance`, stop.replace('.stop', '.size')]
  const near = tail !== null && (book.number(distance) ?? 0) < (book.number(tail) ?? 0)
  const [by, reasons] = stopRule(book)
  const values = {
    ...aliasOf(list, 'stop', stop),
    ...aliasOf(list, 'distance', distance),
    ...aliasOf(list, 'size', allowed),
    risk: riskWords(book),
    ...(tail === null ? {} : aliasOf(list, 'tail', tail))
  }
  const far = tail !== null && !near ? [tail] : []
  const reach = near ? 'near' : far.length > 0 ? 'far' : 'open'
  const rule = `risk.size.${by}.${reach}`
  list.add('size', rule, [stop, distance, allowed, ...reasons, ...far], { values })
  if (near) list.add('size', 'risk.nearStop', [distance, tail], { values })
}

/** A market with daily limits: losses there are cut short, and a stop may find no price. */
const limits = (list: FindingList): void => {
  const bars = list.book.number('limit.bars.1000d')
  if (bars === null) return
  const metrics = ['limit.bars.1000d', 'limit.down']
  if (list.book.has('limit.state')) {
    list.add('size', 'risk.limit.closed', ['price.close', ...metrics])
    return
  }
  list.add('size', `risk.limit.${bars > 0 ? 'truncated' : 'untouched'}`, metrics)
}

/** Risk Officer: one-day losses, drawdowns, tails, what the risk allows, and its vote. */
export const risk = (input: DeskInput): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const list = new FindingList(book)
  breaches(list)
  losses(list)
  drawdown(list)
  months(list)
  // Between daily limits the tails are cut by rule, and say nothing of their own.
  if (!book.has('limit.bars.1000d')) tails(list)
  if (book.has('beta.252d')) benchmark(list)
  else year(list)
  size(list)
  limits(list)
  sayFlags(list, input, ['data.split.suspect'])
  const levels = ['plan.stop', 'plan.close.stop'].flatMap((metric) => levelOf(book, 'stop', metric))
  return { ...reportVote(list, input), levels }
}
