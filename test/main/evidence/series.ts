import { computeFacts, type FactSheet } from '../../../main/evidence/compute-facts'
import type { EvidenceItem } from '../../../main/evidence/evidence-set'
import type { Fact } from '../../../preload/contract/facts'
import type { EvidenceKind } from '../../../preload/contract/words'
import { sha256 } from '../../../main/kernel/hash'
import { seededRandom } from '../../../main/kernel/random'
import { isoWeekday, utf8 } from './price-text'

/** Bars as plain arrays, oldest first. A column that the file lacks is null. */
export interface Series {
  dates: string[]
  open: number[] | null
  high: number[] | null
  low: number[] | null
  close: number[]
  adjusted: number[] | null
  volume: (number | null)[] | null
}

export interface WalkOptions {
  /** Mean and deviation of the daily log return. */
  drift?: number
  deviation?: number
  closeOnly?: boolean
  adjusted?: boolean
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/** Two uniform numbers make one normal number (Box and Muller 1958). */
export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** A seeded random walk of daily bars from a price of 100. */
export const walk = (seed: number, length: number, options: WalkOptions = {}): Series => {
  const { drift = 0.0002, deviation = 0.012, closeOnly = false, adjusted = false } = options
  const random = seededRandom(seed)
  const series: Series = {
    dates: Array.from({ length }, (_, index) => isoWeekday(index)),
    open: closeOnly ? null : [],
    high: closeOnly ? null : [],
    low: closeOnly ? null : [],
    close: [],
    adjusted: adjusted ? [] : null,
    volume: closeOnly ? null : []
  }
  let price = 100
  for (let index = 0; index < length; index += 1) {
    const open = round(price * Math.exp(0.2 * deviation * normal(random)), 4)
    price = round(price * Math.exp(drift + deviation * normal(random)), 4)
    series.close.push(price)
    series.open?.push(open)
    series.high?.push(round(Math.max(open, price) * (1 + 0.5 * deviation * random()), 4))
    series.low?.push(round(Math.min(open, price) * (1 - 0.5 * deviation * random()), 4))
    series.volume?.push(Math.round(1e6 * (0.5 + random())))
    // A quarterly dividend that has not been paid yet lowers the adjusted close before it.
    series.adjusted?.push(round(price * 0.995 ** Math.floor((length - 1 - index) / 63), 4))
  }
  return series
}

const columnsOf = (series: Series): [name: string, values: (number | null)[]][] => {
  const columns: [string, (number | null)[] | null][] = [
    ['Open', series.open],
    ['High', series.high],
    ['Low', series.low],
    ['Close', series.close],
    ['Adj Close', series.adjusted],
    ['Volume', series.volume]
  ]
  return columns.flatMap(([name, values]) => (values === null ? [] : [[name, values]]))
}

/** The series as the text of a price file. */
export const csvOf = (series: Series): string => {
  const columns = columnsOf(series)
  const rows = series.dates.map((date, index) =>
    [date, ...columns.map(([, values]) => values[index] ?? '')].join(',')
  )
  return [['Date', ...columns.map(([name]) => name)].join(','), ...rows].join('\n')
}

/** The first `count` bars of a series. */
export const head = (series: Series, count: number): Series => ({
  dates: series.dates.slice(0, count),
  open: series.open?.slice(0, count) ?? null,
  high: series.high?.slice(0, count) ?? null,
  low: series.low?.slice(0, count) ?? null,
  close: series.close.slice(0, count),
  adjusted: series.adjusted?.slice(0, count) ?? null,
  volume: series.volume?.slice(0, count) ?? null
})

/** A close-only series of these closes. */
export const closes = (values: readonly number[]): Series => ({
  dates: values.map((_, index) => isoWeekday(index)),
  open: null,
  high: null,
  low: null,
  close: [...values],
  adjusted: null,
  volume: null
})

export const itemOf = (kind: EvidenceKind, text: string, name = `${kind}.csv`): EvidenceItem => {
  const bytes = utf8(text)
  return { kind, name, sha256: sha256(bytes), bytes }
}

export interface FactsOptions {
  asOf?: string | null
  benchmark?: Series | null
  notes?: string[]
}

/** The facts of a price file given as text. */
export const sheetOf = (text: string, options: FactsOptions = {}): FactSheet => {
  const { asOf = null, benchmark = null, notes = [] } = options
  return computeFacts({
    subject: 'TEST',
    evidence: {
      prices: itemOf('prices', text),
      benchmark: benchmark === null ? null : itemOf('benchmark', csvOf(benchmark)),
      notes: notes.map((note, index) => itemOf('notes', note, `note-${index}.md`)),
      fundamentals: null,
      asOfAsked: asOf
    }
  })
}

export const byMetric = ({ facts }: FactSheet): Map<string, Fact> =>
  new Map(facts.map((fact) => [fact.metric, fact]))

/** The facts of a series by their metric. */
export const factsOf = (series: Series, options: FactsOptions = {}): Map<string, Fact> =>
  byMetric(sheetOf(csvOf(series), options))
