import type { Fact, FactUnit } from '../../../preload/contract/facts'

const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

const values: [string, number | string, FactUnit, string][] = [
  ['price.close', 1251.7, 'price', 'close'],
  ['return.1d', 0.0021, 'ratio', 'close / close 1 bar earlier − 1'],
  ['return.20d', -0.0321, 'ratio', 'close / close 20 bars earlier − 1'],
  ['drawdown.current', 0.2001, 'ratio', '1 − close / highest close so far'],
  ['close.high.252d', 1565.15, 'price', 'highest close of 252 bars'],
  ['sma.200', 1349.4, 'price', 'mean of the last 200 closes'],
  ['rsi.14', 46.5, 'score', "Wilder's RSI over 14 bars"],
  ['adx.14', 16.7, 'score', "Wilder's ADX over 14 bars"],
  ['momentum.12-1', -0.129, 'ratio', 'close 21 bars ago / close 252 bars ago − 1'],
  ['volatility.ewma', 0.239, 'ratio', 'EWMA of squared log returns, λ 0.94, × √252'],
  ['baserate.20d.hitrate', 0.49, 'ratio', 'share of days in this state with a gain after 20 bars'],
  ['baserate.20d.windows', 48, 'count', 'days in this state at least 20 bars apart'],
  ['baserate.20d.low', 0.35, 'ratio', '95 % Wilson interval, lower end'],
  ['baserate.20d.high', 0.62, 'ratio', '95 % Wilson interval, upper end'],
  ['var.95.1d', 0.0152, 'ratio', 'historical: 5th percentile of 1,000 returns'],
  ['es.95.1d', 0.0211, 'ratio', 'mean of the losses at or beyond VaR'],
  ['drawdown.max', 0.4915, 'ratio', 'deepest fall from a closing peak'],
  ['plan.stop', 1194, 'price', 'the further of 2·ATR and the swing low − ¼ ATR'],
  ['plan.expiry', '2008-10-10', 'date', '20 sessions after the as-of date'],
  ['plan.target', 1322, 'price', '90th percentile of the 20-session range']
]

/** Facts F1–F20 of the fixture session. */
export const fixtureFacts: Fact[] = values.map(([metric, value, unit, formula], index) => ({
  id: `F${index + 1}`,
  subject: 'S&P 500',
  ...{ metric, value, unit, formula },
  basis: unit === 'price' ? 'split' : 'none',
  asOf: '2008-09-12',
  from: '2000-01-03',
  to: '2008-09-12',
  source:
    metric === 'plan.target'
      ? { kind: 'derived', inputs: ['F1', 'F10'], formula: 'close × exp(range.20d.90)' }
      : {
          kind: 'price-rows',
          ...{ file: 'sp500.csv', from: '2000-01-03', to: '2008-09-12', bars: 2187, sha256 }
        }
}))
