import type { ForecastRecord } from '../../../preload/contract/forecasts'
import type { LateDraft } from './late-facts'

/** The role under which the whole room's forecast is filed. */
export const roomRole = 'room'

interface RecordPlace {
  /** `record` for the room, `record.<role>` for a voter. */
  prefix: string
  asOf: string
}

const separate = 'scored forecasts at least 20 sessions apart'

const figures = (record: ForecastRecord, { prefix, asOf }: RecordPlace): LateDraft[] => {
  const span = { from: record.from ?? asOf, to: record.to ?? asOf }
  const draft = (
    part: string,
    value: number | null,
    rest: Pick<LateDraft, 'unit' | 'formula' | 'inputs'>
  ): LateDraft[] =>
    value === null ? [] : [{ metric: `${prefix}.${part}`, value, ...span, ...rest }]
  const of = [`${prefix}.n`]
  const spread = `sample deviation / sqrt(${prefix}.n)`
  return [
    ...draft('n', record.count, { unit: 'count', formula: `count(${separate})` }),
    ...draft('scored', record.scored, { unit: 'count', formula: 'count(scored forecasts)' }),
    ...draft('open', record.open, { unit: 'count', formula: 'count(forecasts without outcome)' }),
    ...draft('restated', record.restated, {
      unit: 'count',
      formula: 'count(forecasts whose close is another now)'
    }),
    ...draft('brier', record.brier, {
      unit: 'number',
      inputs: of,
      formula: `mean((p - outcome)^2) of ${separate}`
    }),
    ...draft('brier.se', record.brierError, { unit: 'number', inputs: of, formula: spread })
  ]
}

const ranges = (record: ForecastRecord, { prefix, asOf }: RecordPlace): LateDraft[] => {
  const span = { from: record.from ?? asOf, to: record.to ?? asOf }
  const metric = (part: string): string => `${prefix}.${part}`
  const of = { ...span, inputs: [metric('ranges')] }
  const drafts: (Omit<LateDraft, 'value'> & { value: number | null })[] = [
    {
      ...{ metric: metric('ranges'), value: record.ranges, unit: 'count', ...span },
      formula: `count(${separate} with an 80 % range)`
    },
    {
      ...{ metric: metric('coverage'), value: record.coverage, unit: 'ratio', ...of },
      formula: 'share of outcomes inside the 80 % range'
    },
    {
      ...{ metric: metric('interval'), value: record.interval, unit: 'ratio', ...of },
      formula: 'mean(high - low + 10 * distance of the outcome outside)'
    },
    {
      ...{ metric: metric('interval.se'), value: record.intervalError, unit: 'ratio', ...of },
      formula: `sample deviation / sqrt(${metric('ranges')})`
    }
  ]
  return drafts.flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]))
}

/** Of each role the record of a method in use; of any method, the one filed with last. */
const inUse = (
  records: readonly ForecastRecord[],
  methods: readonly string[] | null
): Map<string, ForecastRecord> => {
  const found = new Map<string, ForecastRecord>()
  for (const record of records) {
    if (methods !== null && !methods.includes(record.method)) continue
    if (!found.has(record.role)) found.set(record.role, record)
  }
  return found
}

const none = {
  metric: 'record.n',
  value: 0,
  unit: 'count',
  formula: `count(${separate})`
} as const

export interface RecordDraftOptions {
  asOf: string
  /** Methods whose record speaks for the room that runs now; null: any. */
  methods: readonly string[] | null
}

/**
 * One subject's record as facts: `record.*` of the room, `record.<role>.*` of its voters. A room
 * without any has `record.n` of 0.
 */
export const recordDrafts = (
  records: readonly ForecastRecord[],
  { asOf, methods }: RecordDraftOptions
): LateDraft[] => {
  const found = inUse(records, methods)
  const room = found.get(roomRole)
  found.delete(roomRole)
  const voters = [...found].flatMap(([role, record]) =>
    figures(record, { prefix: `record.${role}`, asOf })
  )
  if (room === undefined) return [{ ...none, from: asOf, to: asOf }, ...voters]
  const place = { prefix: 'record', asOf }
  const method = { metric: 'record.method', value: room.method, unit: 'text' } as const
  const formula = 'method that the room filed with'
  return [
    ...figures(room, place),
    { ...method, from: asOf, to: asOf, formula },
    ...ranges(room, place),
    ...voters
  ]
}
