import type { ForecastLedger } from '../engine/ports'
import type { RoutesOf } from './route'

export interface ForecastRouteParts {
  /** Null or absent when nothing is kept. */
  ledger?: ForecastLedger | null
}

/** What the room's forecasts have come to. */
export const forecastRoutes = ({
  ledger = null
}: ForecastRouteParts): RoutesOf<'forecast.record' | 'forecast.clear'> => ({
  'forecast.record': async ({ subject }) => ({
    records: (await ledger?.records({ subject, until: null })) ?? []
  }),
  'forecast.clear': async ({ subject }) => ({ cleared: (await ledger?.clear(subject)) ?? 0 })
})
