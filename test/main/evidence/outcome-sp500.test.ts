import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { outcomeOf } from '../../../main/evidence/outcome'
import { readPrices } from '../../../main/evidence/price-file'
import { priceSheet } from '../../../main/evidence/price-sheet'
import { forecastView } from '../../../main/evidence/record/forecast-view'
import { scoreForecast } from '../../../main/evidence/record/score-forecast'
import { factsOf, runDesk } from '../../support/desk-room'
import { sp500Bars, sp500File } from '../../support/sp500-bars'

const asOf = '2008-09-12'
const bytes = readFileSync(sp500File)

it('the S&P 500 after 2008-09-12: −28.2 %, outside every range, the lean right', async () => {
  const facts = factsOf({ prices: bytes, asOf })
  const { forecasts } = await runDesk(facts)
  const came = outcomeOf({ name: 'S&P 500', bytes, asOf, facts, forecasts })

  // Read with nothing of the program.
  const bars = sp500Bars()
  const at = bars.findIndex(({ date }) => date === asOf)
  const [before, after] = [bars[at]?.close ?? NaN, bars[at + 20]?.close ?? NaN]
  expect([before.toFixed(2), after.toFixed(2)]).toEqual(['1251.70', '899.22'])
  expect(came.return).toBeCloseTo(after / before - 1, 12)
  expect((100 * (came.return ?? NaN)).toFixed(1)).toBe('-28.2')
  expect(came.later.dates.at(-1)).toBe('2008-10-10')

  expect(came.ranges.map(({ level, inside }) => [level, inside])).toEqual([
    [0.8, false],
    [0.9, false]
  ])
  const prices = came.ranges[0]?.prices
  expect([prices?.low.value, prices?.high.value].map((each) => Math.round(each ?? 0))).toEqual([
    1170, 1322
  ])
  const usual = bars
    .slice(20, at + 1)
    .map(({ close }, index) => close / (bars[index]?.close ?? NaN) - 1)
    .sort((one, other) => one - other)
  const middle = [usual[(usual.length - 1) >> 1], usual[usual.length >> 1]] as [number, number]
  expect(came.median?.value).toBeCloseTo((middle[0] + middle[1]) / 2, 12)

  const room = came.forecasts.at(-1)
  expect(room).toMatchObject({ role: 'room', hit: false })
  expect(room?.p).toBeLessThan(0.5)
  expect(came.forecasts.every(({ fact }) => fact !== null)).toBe(true)

  const [stop, target, entry] = came.levels
  const low = bars.slice(at + 1, at + 21).find((bar) => bar.low <= (stop?.price ?? 0))
  expect(stop).toMatchObject({ metric: 'plan.stop', reached: low?.date })
  expect([target?.reached, entry?.reached]).toEqual([null, null])
})

it('judges each forecast of four years as the record scores it', async () => {
  const file = readPrices(bytes, 'S&P 500')
  const sheet = priceSheet(file, null)
  const dates = [1_500, 2_600, 3_700, 5_090].map((index) => sheet.bars.dates[index] ?? '')
  for (const date of dates) {
    const facts = factsOf({ prices: bytes, asOf: date })
    const { forecasts } = await runDesk(facts)
    const came = outcomeOf({ name: 'S&P 500', bytes, asOf: date, facts, forecasts })
    expect(came.forecasts).toHaveLength(forecasts.length)
    for (const [index, filed] of forecasts.entries()) {
      const scoring = scoreForecast({ ...filed, ...forecastView(facts) }, sheet)
      const { hit, brier } = came.forecasts[index] ?? {}
      expect({ hit, brier }).toEqual(
        scoring.kind === 'scored'
          ? { hit: scoring.outcome.hit, brier: scoring.outcome.brier }
          : { hit: null, brier: null }
      )
      if (scoring.kind === 'scored') expect(came.return).toBe(scoring.outcome.return)
    }
  }
})
