import type { ForecastRecord } from '../../../../../preload/contract/forecasts'

/** Forecasts whose windows do not overlap under which no word on skill is worth anything. */
export const skillNeeds = 30
/** What 50 % each time scores. */
export const coinBrier = 0.25

export type Skill = 'few' | 'none' | 'better'

/** What a record allows to be said: better only by more than one standard error. */
export const skillOf = ({ count, brier, brierError }: ForecastRecord): Skill => {
  if (count < skillNeeds || brier === null || brierError === null) return 'few'
  return brier < coinBrier - brierError ? 'better' : 'none'
}

export interface RecordTotals {
  all: number
  scored: number
  open: number
  restated: number
}

/** How many forecasts these records are of, each counted once. */
export const totalsOf = (records: readonly ForecastRecord[]): RecordTotals => {
  const sum = (of: (record: ForecastRecord) => number): number =>
    records.reduce((total, record) => total + of(record), 0)
  const scored = sum((record) => record.scored)
  const open = sum((record) => record.open)
  const restated = sum((record) => record.restated)
  return { all: scored + open + restated, scored, open, restated }
}

const roomRole = 'room'

/** The room first, then the roles in their order in it; of one role the method used last first. */
export const inRoomOrder = (
  records: readonly ForecastRecord[],
  roles: readonly string[]
): ForecastRecord[] => {
  const place = ({ role }: ForecastRecord): number => {
    if (role === roomRole) return -1
    const found = roles.indexOf(role)
    return found === -1 ? roles.length : found
  }
  return [...records].sort((one, other) => place(one) - place(other))
}
