import { describe, expect, it } from 'vitest'
import { addWeekdays } from '../../../../main/evidence/facts/weekdays'
import { forecastRecords } from '../../../../main/evidence/record/forecast-records'
import { keptForecast, scoredForecast } from '../../../support/forecasts'

const all = { subject: null, until: null }
const day = (count: number): string => addWeekdays('2008-01-01', count)

describe('a record', () => {
  it('is the mean of the scores, with deviation / √n as its error', () => {
    const forecasts = [
      scoredForecast({ asOf: day(20), p: 0.6 }, { hit: true }),
      scoredForecast({ asOf: day(40), p: 0.6 }, { hit: false }),
      scoredForecast({ asOf: day(60), p: 0.5 }, { hit: true })
    ]
    const [record] = forecastRecords(forecasts, { subject: 'S&P 500', until: null })
    expect(record).toMatchObject({ subject: 'S&P 500', role: 'room', scored: 3, count: 3 })
    expect(record).toMatchObject({ from: day(20), to: day(80), open: 0, restated: 0, ranges: 0 })
    // 0.16, 0.36 and 0.25: mean 0.25667, sample deviation 0.10017.
    expect(record?.brier).toBeCloseTo(0.256_666_67, 8)
    expect(record?.brierError).toBeCloseTo(0.100_166_53 / Math.sqrt(3), 8)
    expect([record?.coverage, record?.interval]).toEqual([null, null])
  })

  it('counts only forecasts at least 20 sessions apart, and keeps the others', () => {
    const days = [0, 1, 19, 20, 21, 39, 40, 61]
    const forecasts = days.map((count) =>
      scoredForecast({ asOf: day(count), p: count % 20 === 0 ? 0.5 : 0.9 }, { hit: false })
    )
    const [record] = forecastRecords(forecasts, all)
    // 0, 20 and 40 count, then 61.
    expect(record).toMatchObject({ scored: 8, count: 4 })
    expect(record?.brier).toBeCloseTo((3 * 0.25 + 0.81) / 4, 12)
  })

  it('is one for each role, method, provider and model, the one filed with last first', () => {
    const forecasts = [
      scoredForecast({ role: 'quant', filedAt: 1 }),
      scoredForecast({ filedAt: 3 }),
      scoredForecast({ method: 'desk/2', filedAt: 2 }),
      scoredForecast({ provider: 'local', model: 'm', filedAt: 4 })
    ]
    const records = forecastRecords(forecasts, all)
    expect(records.map(({ role, method, model }) => [role, method, model])).toEqual([
      ...[
        ['room', 'desk/1', 'm'],
        ['room', 'desk/1', null]
      ],
      ...[
        ['room', 'desk/2', null],
        ['quant', 'desk/1', null]
      ]
    ])
  })

  it('has coverage and interval score of the ranges among them', () => {
    const range = { low: -0.02, high: 0.03 }
    const forecasts = [
      scoredForecast({ asOf: day(0), range }, { return: 0.01 }),
      scoredForecast({ asOf: day(20), range }, { return: 0.05 }),
      scoredForecast({ asOf: day(40) }, { return: 0.4 })
    ]
    const [record] = forecastRecords(forecasts, all)
    expect(record).toMatchObject({ count: 3, ranges: 2, coverage: 0.5 })
    expect(record?.interval).toBeCloseTo((0.05 + 0.25) / 2, 12)
    expect(record?.intervalError).toBeCloseTo(0.1, 12)
  })

  it('of one forecast has no error', () => {
    const [record] = forecastRecords([scoredForecast()], all)
    expect(record).toMatchObject({ count: 1, brier: 0.25, brierError: null })
  })

  it('of a subject has nothing of another; of all, overlaps only within a subject', () => {
    const forecasts = [scoredForecast(), scoredForecast({ subject: 'TWII' })]
    expect(forecastRecords(forecasts, { subject: 'TWII', until: null })).toHaveLength(1)
    expect(forecastRecords(forecasts, all)).toMatchObject([{ subject: null, count: 2 }])
    expect(forecastRecords(forecasts, { subject: 'nobody', until: null })).toEqual([])
  })

  it('says how many wait and how many were restated', () => {
    const forecasts = [
      keptForecast({ asOf: day(0), restatedAt: 5 }),
      keptForecast({ asOf: day(1) }),
      keptForecast({ asOf: day(2) })
    ]
    expect(forecastRecords(forecasts, all)).toMatchObject([
      { scored: 0, count: 0, brier: null, open: 2, restated: 1, from: null, to: null }
    ])
  })
})

describe('running twice', () => {
  it('counts once: the latest filing', () => {
    const forecasts = [0.5, 0.6, 0.7].map((p, index) => ({
      ...scoredForecast({ session: `s${index}`, p, filedAt: index }),
      scoredAt: 9
    }))
    const [record] = forecastRecords(forecasts, all)
    expect(record).toMatchObject({ scored: 1, count: 1 })
    expect(record?.brier).toBeCloseTo(0.09, 12)
  })

  it('after the outcome was known changes nothing', () => {
    const honest = { ...scoredForecast({ session: 'a', p: 0.6, filedAt: 1 }), scoredAt: 5 }
    const wise = { ...scoredForecast({ session: 'b', p: 1, filedAt: 6 }), scoredAt: 7 }
    const waiting = keptForecast({ session: 'c', p: 1, filedAt: 8 })
    for (const others of [[wise], [waiting], [wise, waiting]]) {
      expect(forecastRecords([...others, honest], all)).toEqual(forecastRecords([honest], all))
    }
  })
})

describe('a record as it stood on a date', () => {
  it('knows no outcome after it and no forecast made after it', () => {
    const forecasts = [0, 20, 40, 60].map((count) => scoredForecast({ asOf: day(count) }))
    const at = (until: string) => forecastRecords(forecasts, { subject: null, until })[0]
    expect(at(day(100))).toMatchObject({ scored: 4, open: 0 })
    expect(at(day(79))).toMatchObject({ scored: 3, open: 1, to: day(60) })
    expect(at(day(40))).toMatchObject({ scored: 2, open: 1, to: day(40) })
    expect(at(day(39))).toMatchObject({ scored: 1, open: 1, to: day(20) })
    expect(at(day(19))).toMatchObject({ scored: 0, open: 1, to: null })
    expect(at('2007-12-31')).toBeUndefined()
  })

  it('is the same whatever the order in which the forecasts are given', () => {
    const forecasts = [0, 7, 20, 33, 40].map((count, index) =>
      scoredForecast({ asOf: day(count), filedAt: index, p: 0.5 + count / 100 })
    )
    const options = { subject: null, until: day(55) }
    const straight = forecastRecords(forecasts, options)
    expect(forecastRecords([...forecasts].reverse(), options)).toEqual(straight)
  })
})
