import { isScored, type KeptForecast, type ScoredForecast } from './kept-forecast'

/** Whose record a forecast belongs to, whatever its subject. */
export const recordKey = ({ role, method, provider, model }: KeptForecast): string =>
  JSON.stringify([role, method, provider, model])

const twinKey = (forecast: KeptForecast): string =>
  JSON.stringify([forecast.subject, forecast.asOf, recordKey(forecast)])

const inOrder = (one: KeptForecast, other: KeptForecast): number =>
  one.filedAt - other.filedAt || (one.session < other.session ? -1 : 1)

/** Forecasts by a key, in the order in which the keys first appear. */
export const groupsOf = <T extends KeptForecast>(
  forecasts: readonly T[],
  keyOf: (forecast: T) => string
): T[][] => {
  const groups = new Map<string, T[]>()
  for (const forecast of forecasts) {
    const key = keyOf(forecast)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [forecast])
    else known.push(forecast)
  }
  return [...groups.values()]
}

/** The one of several filings of one forecast that counts. */
const counted = <T extends KeptForecast>(twins: readonly T[]): T | undefined => {
  const ordered = [...twins].sort(inOrder)
  const known = Math.min(...twins.map(({ scoredAt }) => scoredAt ?? Infinity))
  const inTime = ordered.filter(({ filedAt }) => filedAt <= known)
  // A wall clock that was set back can have all of them filed after they were scored.
  return inTime.filter(isScored).at(-1) ?? inTime.at(-1) ?? ordered[0]
}

/**
 * Each subject, as-of date, role and method once: the latest filed, so that running twice counts
 * once. What was filed after the outcome was known here cannot take the place of what was not.
 */
export const countedOnce = <T extends KeptForecast>(forecasts: readonly T[]): T[] =>
  groupsOf(forecasts, twinKey).flatMap((twins) => counted(twins) ?? [])

/**
 * Of one subject's scored forecasts those whose windows do not overlap: walking oldest first, one
 * counts when it was made on or after the bar that ended the last one counted, so at least 20
 * sessions later.
 */
export const separateForecasts = <T extends ScoredForecast>(scored: readonly T[]): T[] => {
  const ordered = [...scored].sort((one, other) => (one.asOf < other.asOf ? -1 : 1))
  let end = ''
  return ordered.filter(({ asOf, outcome }) => {
    if (asOf < end) return false
    end = outcome.date
    return true
  })
}
