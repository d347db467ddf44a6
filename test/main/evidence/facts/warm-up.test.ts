import { describe, expect, test } from 'vitest'
import { makeSeries } from '../../../support/series'
import { byMetric, factsOf } from '../../../support/series-facts'

/**
 * The number of bars from which on each fact is there. Facts with a window need the window; those
 * with a memory need as many bars as make their seed weigh under 0.1 %.
 */
const firstBars: readonly [bars: number, metrics: readonly string[]][] = [
  [2, ['return.1d', 'drawdown.max', 'drawdown.current', 'drawdown.bars']],
  [6, ['return.5d']],
  [
    20,
    [
      'sma.20',
      'bollinger.upper',
      'bollinger.middle',
      'bollinger.lower',
      'bollinger.percentB',
      'close.high.20d',
      'close.high.20d.date',
      'close.low.20d',
      'close.low.20d.date'
    ]
  ],
  [21, ['return.20d', 'volatility.20d', 'volume.ratio.20d', 'forecast.median.20d']],
  [21, ['return.20d.worst', 'return.20d.worst.date']],
  [40, ['stochastic.k', 'stochastic.d', 'stochastic.j']],
  [50, ['sma.50', 'trigger.sma.50']],
  [60, ['ema.12', 'close.high.60d', 'close.low.60d', 'plan.swing.low']],
  [61, ['return.60d', 'volatility.60d']],
  [110, ['rsi.14', 'atr.14', 'plan.stop', 'plan.entry']],
  [110, ['trigger.rsi.30', 'trigger.rsi.50', 'trigger.rsi.70']],
  [113, ['volatility.ewma', 'trigger.sma.20.sigma', 'trigger.rsi.50.sigma']],
  [114, ['z.1d']],
  [118, ['z.5d', 'vote.scout.state']],
  [120, ['ema.26']],
  [150, ['trigger.macd.histogram']],
  [150, ['macd.line', 'macd.signal', 'macd.histogram', 'adx.14']],
  [200, ['trigger.sma.200', 'baserate.20d.near.n']],
  [200, ['sma.200', 'distance.sma.200', 'trend.sma200.bars', 'baserate.20d.state']],
  [220, ['trend.sma200.slope.20d', 'baserate.20d.all.hitrate']],
  [251, ['var.95.1d', 'es.95.1d', 'skewness', 'skewness.without3']],
  [251, ['kurtosis.excess', 'kurtosis.excess.without3']],
  [
    252,
    [
      'high.252d',
      'high.252d.date',
      'low.252d',
      'low.252d.date',
      'distance.high.252d',
      'distance.low.252d',
      'close.high.252d',
      'close.low.252d',
      'drawdown.max.252d'
    ]
  ],
  [253, ['return.252d', 'momentum.12-1', 'sharpe.252d', 'sharpe.252d.se', 'vote.quant.state']],
  [362, ['vote.risk.state']],
  [363, ['var.95.1d.scaled', 'var.95.1d.scaled.points', 'es.95.1d.scaled']],
  [501, ['var.95.1d.breaches.250']],
  [613, ['var.95.1d.breaches.250.scaled']],
  [632, ['range.20d.5', 'range.20d.90', 'range.20d.return.50', 'plan.target']],
  [632, ['plan.reward.risk', 'plan.entry.target']],
  [1000, ['percentile.drawdown']],
  [1001, ['var.99.1d']],
  [1020, ['percentile.return.20d']],
  [1112, ['percentile.volatility']],
  [1113, ['var.99.1d.scaled']],
  [1199, ['percentile.distance.sma.200']]
]

const bars = makeSeries({ shape: 'garch', seed: 31, bars: 1_199 })
const metricsAfter = (count: number): ReadonlyMap<string, unknown> =>
  byMetric(factsOf(bars.slice(0, count)))

describe('a fact is absent one bar before its warm-up is over, and there from then on', () => {
  test.each(firstBars)('%i bars', (count, metrics) => {
    const [before, after] = [metricsAfter(count - 1), metricsAfter(count)]
    expect(metrics.filter((metric) => before.has(metric))).toEqual([])
    expect(metrics.filter((metric) => !after.has(metric))).toEqual([])
  })
})

/** How many separate windows of today's state lie behind, and what is known then. */
const ratesAt = (count: number): { windows: unknown; metrics: ReadonlyMap<string, unknown> } => {
  const metrics = byMetric(factsOf(bars.slice(0, count)))
  return { windows: metrics.get('baserate.20d.windows')?.value, metrics }
}

const rates = ['hitrate', 'low', 'high', 'mean', 'mean.se', 'median', 'q10', 'q90', 'worst']

test('nine separate windows give no base rate and no vote; ten give both', () => {
  const seen = new Set<number>()
  for (let count = 400; count <= bars.length; count += 7) {
    const { windows, metrics } = ratesAt(count)
    if (windows !== 9 && windows !== 10) continue
    seen.add(windows)
    const found = [
      ...rates.map((name) => metrics.has(`baserate.20d.${name}`)),
      metrics.has('baserate.20d.differs'),
      metrics.has('vote.historian.p')
    ]
    expect({ count, found: new Set(found) }).toEqual({ count, found: new Set([windows === 10]) })
  }
  expect(seen).toEqual(new Set([9, 10]))
})
