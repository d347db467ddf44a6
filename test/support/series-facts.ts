import { computeFacts, type FactSheet } from '../../main/evidence/compute-facts'
import type { EvidenceItem } from '../../main/evidence/evidence-set'
import { sha256 } from '../../main/kernel/hash'
import type { Fact } from '../../preload/contract/facts'
import type { SeriesBar } from './series'
import { plainCsv, toCsv, type CsvStyle } from './series-csv'

export interface FactsOptions {
  asOf?: string | null
  benchmark?: readonly SeriesBar[]
  style?: CsvStyle
  fileName?: string
}

const evidenceItem = (
  kind: 'prices' | 'benchmark',
  bytes: Uint8Array,
  name: string
): EvidenceItem => ({ kind, name, sha256: sha256(bytes), bytes })

/** The program's facts of a price file. */
export const factsOfBytes = (bytes: Uint8Array, options: FactsOptions = {}): FactSheet => {
  const { asOf = null, benchmark, style = plainCsv, fileName = 'series.csv' } = options
  return computeFacts({
    subject: 'SERIES',
    evidence: {
      prices: evidenceItem('prices', bytes, fileName),
      benchmark:
        benchmark === undefined
          ? null
          : evidenceItem('benchmark', toCsv(benchmark, style), 'benchmark.csv'),
      notes: [],
      fundamentals: null,
      asOfAsked: asOf
    }
  })
}

/** The program's facts of a series, by way of the bytes of its file. */
export const factsOf = (bars: readonly SeriesBar[], options: FactsOptions = {}): FactSheet =>
  factsOfBytes(toCsv(bars, options.style ?? plainCsv), options)

export const byMetric = ({ facts }: FactSheet): Map<string, Fact> =>
  new Map(facts.map((fact) => [fact.metric, fact]))
