import type { Outcome } from '../../preload/contract/outcome'
import type { ChartSeries, ImportedPrices } from '../../preload/contract/routes'
import type { Study } from '../../preload/contract/study'
import { chartSeries } from './chart'
import { computeFacts, type FactInput, type FactSheet, type OnProgress } from './compute-facts'
import { outcomeOf, type OutcomeInput } from './outcome'
import { parsePrices, readPrices } from './price-file'
import { priceSheet } from './price-sheet'
import type { KeptForecast } from './record/kept-forecast'
import { scoreForecast, type Scoring } from './record/score-forecast'
import { studyOf } from './study'

interface File {
  name: string
  bytes: Uint8Array
}

/** What the evidence worker does: name → what goes in and what comes out. */
export interface EvidenceTasks {
  facts: { input: FactInput; output: FactSheet }
  inspect: { input: File; output: ImportedPrices }
  chart: { input: File & { asOf: string | null }; output: ChartSeries }
  study: { input: File & { asOf: string | null }; output: Study }
  /** What became of forecasts by the bars up to `asOf`, in their order. */
  score: { input: File & { asOf: string; waiting: KeptForecast[] }; output: Scoring[] }
  /** What came after a session's as-of date. */
  outcome: { input: OutcomeInput; output: Outcome }
}

export type EvidenceTask = keyof EvidenceTasks

type Runners = {
  [T in EvidenceTask]: (
    input: EvidenceTasks[T]['input'],
    onProgress: OnProgress
  ) => EvidenceTasks[T]['output']
}

/** Each task's work; it runs to its end without a pause, which is why it has a thread of its own. */
export const evidenceTasks: Runners = {
  facts: computeFacts,
  inspect: ({ name, bytes }) => {
    const { bars, columns, origin } = parsePrices(bytes, name)
    const { dates } = bars
    return { bars: dates.length, from: dates[0] ?? '', to: dates.at(-1) ?? '', columns, origin }
  },
  chart: ({ name, bytes, asOf }) => chartSeries(readPrices(bytes, name), asOf),
  study: ({ name, bytes, asOf }) => studyOf(readPrices(bytes, name), asOf),
  score: ({ name, bytes, asOf, waiting }) => {
    const sheet = priceSheet(readPrices(bytes, name), asOf)
    return waiting.map((forecast) => scoreForecast(forecast, sheet))
  },
  outcome: outcomeOf
}
