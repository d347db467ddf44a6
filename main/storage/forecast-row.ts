import { crc32 } from 'node:zlib'
import type { FactBasis } from '../../preload/contract/facts'
import type { KeptForecast } from '../evidence/record/kept-forecast'
import { JournalDamage } from './journal-damage'
import { numberOf, textOf, textOrNull } from './journal-database'
import type { Row } from './journal-rows'

/** The columns of a forecast, in the order in which they are written and summed up. */
export const forecastColumns = [
  ...['subject', 'as_of', 'session', 'seq', 'role', 'provider', 'model', 'method', 'p', 'event'],
  ...['median', 'due', 'filed_at', 'close', 'basis', 'range_low', 'range_high'],
  ...['outcome_return', 'outcome_hit', 'outcome_date', 'brier', 'scored_at', 'restated_at']
] as const

type Value = string | number | null

/** A forecast's values, by `forecastColumns`. */
const valuesOf = (forecast: KeptForecast): Value[] => {
  const { range, outcome } = forecast
  const { subject, asOf, session, seq, role, provider, model, method, p, event } = forecast
  const { median, due, filedAt, close, basis, scoredAt, restatedAt } = forecast
  return [
    ...[subject, asOf, session, seq, role, provider, model, method, p, event],
    ...[median, due, filedAt, close, basis, range?.low ?? null, range?.high ?? null],
    ...[outcome?.return ?? null, outcome === null ? null : Number(outcome.hit)],
    ...[outcome?.date ?? null, outcome?.brier ?? null, scoredAt, restatedAt]
  ]
}

/** A forecast as it is stored: its values, then their checksum. SQLite notices no changed byte. */
export const storedForecast = (forecast: KeptForecast): Value[] => {
  const values = valuesOf(forecast)
  return [...values, crc32(JSON.stringify(values))]
}

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const outcomeOf = (row: Row): KeptForecast['outcome'] => {
  const date = textOrNull(row['outcome_date'])
  if (date === null) return null
  return {
    return: numberOf(row['outcome_return']),
    hit: row['outcome_hit'] === 1,
    date,
    brier: numberOf(row['brier'])
  }
}

const rangeOf = (row: Row): KeptForecast['range'] => {
  const [low, high] = [numberOrNull(row['range_low']), numberOrNull(row['range_high'])]
  return low === null || high === null ? null : { low, high }
}

const forecastOf = (row: Row): KeptForecast => ({
  subject: textOf(row['subject']),
  asOf: textOf(row['as_of']),
  session: textOf(row['session']),
  seq: numberOf(row['seq']),
  role: textOf(row['role']),
  provider: textOrNull(row['provider']),
  model: textOrNull(row['model']),
  method: textOf(row['method']),
  p: numberOf(row['p']),
  event: textOf(row['event']),
  median: numberOf(row['median']),
  due: textOf(row['due']),
  filedAt: numberOf(row['filed_at']),
  close: numberOrNull(row['close']),
  basis: textOrNull(row['basis']) as FactBasis | null,
  range: rangeOf(row),
  outcome: outcomeOf(row),
  scoredAt: numberOrNull(row['scored_at']),
  restatedAt: numberOrNull(row['restated_at'])
})

/** @throws {JournalDamage} when the row is not as it was written */
export const readForecast = (row: Row): KeptForecast => {
  const values = forecastColumns.map((column) => row[column] as Value)
  if (crc32(JSON.stringify(values)) === row['crc32']) return forecastOf(row)
  throw new JournalDamage(`a forecast on ${textOf(row['subject'])} is not as it was written`)
}
