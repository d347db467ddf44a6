import type { KeptForecast } from '../evidence/record/kept-forecast'
import { forecastColumns, readForecast } from './forecast-row'
import { ForecastTable } from './forecast-table'
import { isDamage } from './journal-damage'
import type { Database } from './journal-database'
import { eachRow, type Row } from './journal-rows'
import { forecastsVersion, versionOf } from './journal-schema'

const selection = `SELECT ${[...forecastColumns, 'crc32'].join(', ')} FROM forecasts`

const readOrNull = (row: Row): KeptForecast | null => {
  try {
    return readForecast(row)
  } catch (error) {
    if (isDamage(error)) return null
    throw error
  }
}

/** What can be read, and whether that is everything. */
const readable = (source: Database): { forecasts: KeptForecast[]; whole: boolean } => {
  const forecasts: KeptForecast[] = []
  let whole = true
  try {
    if (versionOf(source) < forecastsVersion) return { forecasts, whole: false }
    for (const row of eachRow(source.prepare(selection))) {
      const forecast = readOrNull(row)
      if (forecast === null) whole = false
      else forecasts.push(forecast)
    }
  } catch {
    // The rest of them lies in a damaged part of the file.
    whole = false
  }
  return { forecasts, whole }
}

/**
 * Takes over what can be read of a damaged journal's forecasts: those of sessions that are gone, and
 * what became of the others, which the target has from their events. When all of them can be read,
 * any that the target has besides was cleared, and is so again.
 */
export const copyForecasts = (source: Database, target: Database): void => {
  const table = new ForecastTable(target)
  const { forecasts, whole } = readable(source)
  if (whole) target.exec('DELETE FROM forecasts')
  for (const forecast of forecasts) table.put(forecast)
}
