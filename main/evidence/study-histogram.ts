import type { BaseRateHistogram, HistogramBin, Study } from '../../preload/contract/study'
import { sampleOf, type Sample } from './facts/base-rate-facts'
import type { States } from './facts/states'
import { minimumWindows } from './facts/votes'
import { sortedCopy, sortedQuantile } from './statistics/quantiles'

export const maximumBins = 40
/** Returns nearer to each other than this are one: what differs is rounding. */
const oneValue = 1e-9

/**
 * 2 · interquartile range / ³√n (Freedman and Diaconis 1981), and wider where that would make more
 * than 40 classes.
 */
const widthOf = (sorted: Float64Array, spread: number): number => {
  const quartiles = sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25)
  // Edges are multiples of the width, which takes up to two classes more than the spread.
  return Math.max((2 * quartiles) / Math.cbrt(sorted.length), spread / (maximumBins - 2))
}

/**
 * Classes of one width over values sorted ascending. Zero is an edge wherever the values reach it,
 * so that no class holds losses and gains. Values that are all one make one class without width.
 */
export const histogramBins = (sorted: Float64Array): HistogramBin[] => {
  const least = sorted[0]
  const most = sorted.at(-1)
  if (least === undefined || most === undefined) return []
  if (most - least < oneValue) return [{ from: least, to: most, count: sorted.length }]
  const width = widthOf(sorted, most - least)
  const classOf = (value: number): number => Math.floor(value / width)
  const first = classOf(least)
  const bins = Array.from({ length: classOf(most) - first + 1 }, (_each, at) => ({
    from: (first + at) * width,
    to: (first + at + 1) * width,
    count: 0
  }))
  let at = 0
  for (const value of sorted) {
    while (at < bins.length - 1 && value >= (bins[at]?.to ?? NaN)) at += 1
    const bin = bins[at]
    if (bin !== undefined) bin.count += 1
  }
  return bins
}

const histogramOf = (states: States, state: string, sample: Sample): BaseRateHistogram => {
  const sorted = sortedCopy(sample.returns)
  const usual = sortedCopy(sampleOf(states, () => true).returns)
  return {
    state,
    bins: histogramBins(sorted),
    n: sample.indices.length,
    windows: sample.windows,
    q10: sortedQuantile(sorted, 0.1),
    median: sortedQuantile(sorted, 0.5),
    q90: sortedQuantile(sorted, 0.9),
    usualMedian: sortedQuantile(usual, 0.5)
  }
}

/**
 * The sample of the facts `baserate.20d.*` as a histogram, with their quantiles: null where they are
 * absent, which is without a state today or under 10 separate windows. `windows` is null without one.
 */
export const baseRateStudy = (states: States): Pick<Study, 'histogram' | 'windows'> => {
  const state = states.historian.at(-1) ?? null
  if (state === null) return { histogram: null, windows: null }
  const sample = sampleOf(states, (code) => code === state)
  const { windows } = sample
  if (windows < minimumWindows) return { histogram: null, windows }
  return { histogram: histogramOf(states, state, sample), windows }
}
