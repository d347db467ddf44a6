import type { ForecastRecord } from '../../preload/contract/forecasts'
import type { ForecastQuery } from '../engine/ports'
import { forecastRecords, type RecordOptions } from '../evidence/record/forecast-records'
import type { KeptForecast } from '../evidence/record/kept-forecast'
import { ForecastTable } from './forecast-table'
import type { Database } from './journal-database'
import { forecastsVersion, versionOf } from './journal-schema'

/** None in a journal that no program of today has written to yet. */
export const findForecasts = (database: Database, query: ForecastQuery): KeptForecast[] =>
  versionOf(database) < forecastsVersion ? [] : new ForecastTable(database).find(query)

export const recordsIn = (database: Database, options: RecordOptions): ForecastRecord[] => {
  const { subject } = options
  const all = findForecasts(database, { subject, state: null, after: null, until: null })
  return forecastRecords(all, options)
}
