import { clearErrors } from '../parameters'
import { levelOf, voteless, type DeskInput, type RoleReport } from '../role-report'
import { abstain } from './abstain'
import { FindingList } from './finding-list'

const needed = ['price.close', 'volatility.60d', 'drawdown.max']

const losses = (list: FindingList): void => {
  const usual = ['var.95.1d', 'var.95.1d.points', 'es.95.1d', 'es.95.1d.points']
  if (list.add('loss', 'risk.var.both', [...usual, 'var.99.1d', 'var.99.1d.points'])) return
  if (list.add('loss', 'risk.var.95', usual)) list.absent('loss', 'var.99.1d')
  else list.absent('loss', 'var.95.1d')
}

/** The historical loss moves slowly: today's volatility says which way it lags. */
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

const size = (list: FindingList): void => {
  const { book } = list
  const distance = book.number('plan.stop.distance')
  if (distance === null) return list.absent('size', 'plan.stop')
  list.add('size', 'risk.size', ['plan.stop', 'plan.stop.distance', 'plan.size'])
  const tail = book.number('var.99.1d')
  if (tail !== null && distance < tail) {
    list.add('size', 'risk.nearStop', ['plan.stop.distance', 'var.99.1d'])
  }
}

/** Risk Officer: one-day losses, drawdowns, tails and what a risk of 1 % allows. */
export const risk = (input: DeskInput): RoleReport => {
  const { book } = input
  const missing = needed.filter((metric) => !book.has(metric))
  if (missing.length > 0) return abstain(input, missing)
  const list = new FindingList(book)
  losses(list)
  speed(list)
  drawdown(list)
  months(list)
  tails(list)
  year(list)
  benchmark(list)
  size(list)
  return voteless(list.items, levelOf(book, 'stop', 'plan.stop'))
}
