import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeSeries, weekdays, type SeriesBar, type SeriesShape } from '../../../support/series'
import { byMetric, factsOf } from '../../../support/series-facts'

/** The bars with one more, of which only the close is known to matter. */
const withClose = (bars: readonly SeriesBar[], close: number): SeriesBar[] => {
  const last = bars.at(-1) as SeriesBar
  const [, date = ''] = weekdays(last.date, 2)
  const ranged = Number.isNaN(last.high) ? {} : { open: close, high: close, low: close }
  return [...bars, { ...last, ...ranged, close, date, volume: last.volume }]
}

const tick = 1e-8
type Values = (metric: string) => number
const valuesOf = (bars: readonly SeriesBar[]): Values => {
  const facts = byMetric(factsOf(bars))
  return (metric) => Number(facts.get(metric)?.value ?? NaN)
}

/** How far an indicator is above its line, and the trigger that names the line. */
const lines: readonly [trigger: string, above: (value: Values) => number][] = [
  ['sma.20', (value) => value('price.close') - value('sma.20')],
  ['sma.50', (value) => value('price.close') - value('sma.50')],
  ['sma.200', (value) => value('price.close') - value('sma.200')],
  ['rsi.30', (value) => value('rsi.14') - 30],
  ['rsi.50', (value) => value('rsi.14') - 50],
  ['rsi.70', (value) => value('rsi.14') - 70],
  ['macd.histogram', (value) => value('macd.histogram')]
]

const closeOnly = (bars: readonly SeriesBar[]): SeriesBar[] =>
  bars.map((bar) => ({ ...bar, open: NaN, high: NaN, low: NaN, volume: NaN }))

describe.each(lines)('trigger.%s, put in as the next close', (name, above) => {
  test('a tick above it lies above the line, and a tick below it below', () => {
    const shapes: readonly SeriesShape[] = ['garch', 'trending', 'falling', 'crashing', 'gappy']
    const run = fc.property(
      fc.constantFrom(...shapes),
      fc.integer({ min: 1, max: 5_000 }),
      (shape, seed) => {
        const bars = closeOnly(makeSeries({ shape, seed, bars: 230 }))
        const price = valuesOf(bars)(`trigger.${name}`)
        if (Number.isNaN(price)) return
        const up = Math.ceil(price / tick + 1) * tick
        const down = Math.floor(price / tick - 1) * tick
        expect(above(valuesOf(withClose(bars, up)))).toBeGreaterThan(0)
        expect(above(valuesOf(withClose(bars, down)))).toBeLessThan(0)
      }
    )
    fc.assert(run, { numRuns: 25, seed: 20_080_912 })
  })
})

describe('triggers', () => {
  const bars = makeSeries({ shape: 'garch', seed: 12, bars: 400 })
  const value = valuesOf(bars)

  test('are said in points and in deviations of today too', () => {
    const daily = value('volatility.ewma') / Math.sqrt(252)
    for (const [name] of lines) {
      const price = value(`trigger.${name}`)
      expect(value(`trigger.${name}.points`)).toBeCloseTo(price - value('price.close'), 9)
      const sigma = Math.log(price / value('price.close')) / daily
      expect(value(`trigger.${name}.sigma`)).toBeCloseTo(sigma, 9)
    }
  })

  test('the RSI’s are in the order of their lines', () => {
    const [low, middle, high] = ['30', '50', '70'].map((line) => value(`trigger.rsi.${line}`))
    expect(low).toBeLessThan(middle ?? NaN)
    expect(middle).toBeLessThan(high ?? NaN)
  })

  test('a line that no positive close can reach has none', () => {
    const steep = Array.from({ length: 260 }, (_, index) => 1.3 ** (index / 4))
    const dates = weekdays('2004-01-05', steep.length)
    const none = { open: NaN, high: NaN, low: NaN, adjusted: NaN, volume: NaN }
    const rising = steep.map((close, index) => ({ ...none, date: dates[index] ?? '', close }))
    const facts = byMetric(factsOf(rising))
    expect(facts.get('rsi.14')?.value).toBeCloseTo(100, 9)
    expect(facts.has('trigger.sma.200')).toBe(true)
    expect(facts.has('trigger.rsi.70')).toBe(true)
    for (const fact of facts.values()) {
      if (/^trigger\.[^.]+\.\w+$/.test(fact.metric)) expect(fact.value).toBeGreaterThan(0)
    }
  })

  test('only a file of closes has the mean move of closes', () => {
    expect(byMetric(factsOf(bars)).has('move.14')).toBe(false)
    expect(byMetric(factsOf(closeOnly(bars))).has('move.14')).toBe(true)
    expect(byMetric(factsOf(closeOnly(bars).slice(0, 109))).has('move.14')).toBe(false)
  })
})
