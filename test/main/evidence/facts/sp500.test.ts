import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { disagreements } from '../../../support/reference/disagreements'
import { referenceFacts } from '../../../support/reference/facts'
import { goldenFile, readGolden, type Golden } from '../../../support/reference/golden'
import { byMetric, factsOfBytes } from '../../../support/series-facts'
import { sp500Bars, sp500File } from '../../../support/sp500-bars'

const asOf = '2008-09-12'
const facts = byMetric(factsOfBytes(readFileSync(sp500File), { asOf }))
const value = (metric: string): number => Number(facts.get(metric)?.value)
const percent = (metric: string, digits = 0): string => (100 * value(metric)).toFixed(digits)

describe('the S&P 500 on 2008-09-12, figures worked out by hand, at their printed precision', () => {
  test('the last close and how it got there', () => {
    expect(value('price.close').toFixed(2)).toBe('1251.70')
    expect(percent('return.1d', 1)).toBe('0.2')
    expect(percent('return.20d', 1)).toBe('-3.2')
    // 1,292.93 of 2008-08-14, 20 bars back, from 1,483.95 of 2007-09-13, 252 bars back.
    expect(percent('momentum.12-1', 2)).toBe('-12.87')
  })
  test('trend and oscillators', () => {
    expect(value('rsi.14').toFixed(1)).toBe('46.5')
    expect(value('adx.14').toFixed(1)).toBe('16.7')
    expect(value('trend.sma200.bars')).toBe(180)
  })
  test('volatility, its rank, and the fall from the peak', () => {
    expect(percent('volatility.ewma', 1)).toBe('23.9')
    expect(percent('percentile.volatility')).toBe('97')
    expect(percent('drawdown.current', 1)).toBe('20.0')
    expect(facts.get('close.high.252d.date')?.value).toBe('2007-10-09')
    expect(percent('return.20d.worst', 1)).toBe('-19.6')
    expect(percent('var.95.1d', 1)).toBe('1.5')
  })
  test('49 % up, 35–62 % over 48 windows, against the usual 57 %: no difference', () => {
    expect(percent('baserate.20d.hitrate')).toBe('49')
    expect(percent('baserate.20d.low')).toBe('35')
    expect(percent('baserate.20d.high')).toBe('62')
    expect(value('baserate.20d.windows')).toBe(48)
    expect(percent('baserate.20d.all.hitrate')).toBe('57')
    expect(facts.get('baserate.20d.differs')?.value).toBe('no')
  })
  test('the usual 20 sessions gain +0.6 %, and both voters lean against more', () => {
    expect(percent('forecast.median.20d', 1)).toBe('0.6')
    expect(facts.get('vote.quant.state')?.value).toBe('below|down')
    expect(value('vote.quant.p')).toBeLessThan(0.5)
    expect(value('vote.historian.p')).toBeLessThan(0.5)
  })
})

describe('the S&P 500 on 2008-09-12 at the volatility of that day', () => {
  test('one-day losses of 2.6 and 4.0 %; the historical 1.5 % was broken 41 times in 250', () => {
    expect(percent('var.95.1d.scaled', 1)).toBe('2.6')
    expect(percent('var.99.1d.scaled', 1)).toBe('4.0')
    expect(value('var.95.1d.breaches.250')).toBe(41)
    expect(value('var.95.1d.breaches.250.scaled')).toBe(17)
  })
  test('an 80 % range of 20 sessions from 1,170 to 1,322, which is the plan’s target', () => {
    expect(value('range.20d.10').toFixed(0)).toBe('1170')
    expect(value('range.20d.90').toFixed(0)).toBe('1322')
    expect(value('plan.target')).toBe(value('range.20d.90'))
  })
  test('next closes: RSI 50 at 1,265.4 (+0.7σ), the 200-session average at 1,349.4 (+5.0σ)', () => {
    expect(value('trigger.rsi.50').toFixed(1)).toBe('1265.4')
    expect(value('trigger.rsi.50.sigma').toFixed(1)).toBe('0.7')
    expect(value('trigger.sma.200').toFixed(1)).toBe('1349.4')
    expect(value('trigger.sma.200.sigma').toFixed(1)).toBe('5.0')
  })
  test('four votes lean to a worse stretch by less than half a point beyond a hold', () => {
    expect(value('forecast.room.voters')).toBe(4)
    expect(percent('forecast.room.p')).toBe('48')
    expect(percent('forecast.room.margin', 1)).toBe('0.3')
    expect(facts.get('flip.up.lean')?.value).toBe('hold')
  })
  test('the stop lies under the low of 60 sessions: 1,194.19, 4.59 % away, 22 % of equity', () => {
    expect(value('plan.swing.low').toFixed(2)).toBe('1200.44')
    expect(facts.get('plan.swing.low.date')?.value).toBe('2008-07-15')
    expect(value('plan.stop').toFixed(2)).toBe('1194.19')
    expect(percent('plan.stop.distance', 2)).toBe('4.59')
    expect(percent('plan.size')).toBe('22')
    expect(percent('plan.stop.reached', 1)).toBe('46.8')
    expect(value('plan.reward.risk').toFixed(1)).toBe('1.2')
  })
  test('an entry at the closing high of 20 sessions has its stop under the same low', () => {
    expect(value('plan.entry').toFixed(2)).toBe('1300.68')
    expect(value('plan.entry.stop').toFixed(2)).toBe('1194.19')
    expect(percent('plan.entry.stop.distance', 2)).toBe('8.19')
    expect(facts.get('plan.expiry')?.value).toBe('2008-10-10')
  })
  test('opens are copies through the years until 2006', () => {
    expect(facts.get('data.open.copied.until')?.value).toBe('2006-12-29')
    expect(percent('data.open.copied')).toBe('73')
  })
})

const goldenDays = ['2002-03-15', '2008-09-12', '2013-05-21', '2020-04-17']
const bars = sp500Bars()

/** `WRITE_GOLDEN=1` makes the files again, with the reference and never with the program. */
const writeGolden = (date: string): void => {
  const golden: Golden = {
    about: 'Made by test/support/reference/facts.ts from the bars; not a published table.',
    series: 'vega-datasets 3.2.1, data/sp500-2000.csv',
    asOf: date,
    facts: Object.fromEntries(referenceFacts({ bars, asOf: date }))
  }
  writeFileSync(goldenFile(`sp500-${date}`), `${JSON.stringify(golden, null, 2)}\n`)
}

describe('the S&P 500 on four days equals its golden files', () => {
  test.each(goldenDays)('%s', (date) => {
    if (process.env['WRITE_GOLDEN'] === '1') writeGolden(date)
    const golden = readGolden(`sp500-${date}`)
    const expected = new Map(Object.entries(golden.facts))
    expect(golden.asOf).toBe(date)
    expect(expected.size).toBeGreaterThan(95)
    const found = byMetric(factsOfBytes(readFileSync(sp500File), { asOf: date }))
    expect(disagreements(found, expected)).toEqual([])
  })
  test('and so does the reference that made them', () => {
    const golden = readGolden(`sp500-${asOf}`)
    const again = [...referenceFacts({ bars, asOf })].map(
      ([metric, figure]) => [metric, { value: figure }] as const
    )
    expect(disagreements(new Map(again), new Map(Object.entries(golden.facts)))).toEqual([])
  })
})
