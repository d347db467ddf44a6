import { expect, it } from 'vitest'
import { createDispatcher } from '../../../main/commands/dispatcher'
import { forecastRoutes } from '../../../main/commands/forecast-routes'
import type { Routes } from '../../../main/commands/route'
import type { ForecastLedger } from '../../../main/engine/ports'
import { forecastRecords } from '../../../main/evidence/record/forecast-records'
import type { KeptForecast } from '../../../main/evidence/record/kept-forecast'
import { scoredForecast } from '../../support/forecasts'
import { callerOf, codeOf, openRoom, valueOf } from './route-fixture'

/** A ledger in memory, by the rules of the port as far as routes ask for them. */
const ledgerOf = (forecasts: KeptForecast[]): ForecastLedger => ({
  find: () => Promise.resolve(forecasts),
  records: (options) => Promise.resolve(forecastRecords(forecasts, options)),
  settle: () => Promise.resolve(0),
  clear: (subject) => {
    const count = forecasts.filter((each) => each.subject === subject).length
    forecasts.splice(0, forecasts.length, ...forecasts.filter((each) => each.subject !== subject))
    return Promise.resolve(count)
  }
})

const caller = callerOf('window:1')

it('gives the records of one subject, or of all together', async () => {
  const ledger = ledgerOf([scoredForecast(), scoredForecast({ subject: 'TWII' })])
  const routes = forecastRoutes({ ledger })
  const one = await routes['forecast.record']({ subject: 'TWII' }, caller)
  expect(one.records).toMatchObject([{ subject: 'TWII', role: 'room', count: 1, brier: 0.25 }])
  const all = await routes['forecast.record']({ subject: null }, caller)
  expect(all.records).toMatchObject([{ subject: null, count: 2 }])
})

it("forgets one subject's forecasts, and says the same when it is sent twice", async () => {
  const ledger = ledgerOf([scoredForecast(), scoredForecast({ subject: 'TWII' })])
  const routes = forecastRoutes({ ledger }) as Routes
  const { dispatch } = createDispatcher(routes, { onFault: () => undefined })
  const call = { route: 'forecast.clear', input: { subject: 'TWII' }, key: 'once' }
  for (const _ of [1, 2]) {
    expect(await dispatch(call, caller)).toEqual({ ok: true, value: { cleared: 1 } })
  }
  const again = await dispatch({ ...call, key: 'again' }, caller)
  expect(again).toEqual({ ok: true, value: { cleared: 0 } })
  expect(await ledger.records({ subject: null, until: null })).toMatchObject([{ count: 1 }])
})

it('has nothing where nothing is kept, and refuses what is no subject', async () => {
  const room = openRoom()
  expect(valueOf(await room.call('forecast.record', { subject: null }))).toEqual({ records: [] })
  expect(valueOf(await room.call('forecast.clear', { subject: 'X' }))).toEqual({ cleared: 0 })
  expect(codeOf(await room.call('forecast.clear', { subject: '' }))).toBe('input.invalid')
})
