import type { BaseRateHistogram } from '../../../../../preload/contract/study'

export type MarkKind = 'q10' | 'median' | 'q90' | 'usualMedian'
export const markKinds: readonly MarkKind[] = ['q10', 'median', 'q90', 'usualMedian']

export interface HistogramLayout {
  /** Left edge, width and height in percent of the drawing. */
  bars: { from: number; to: number; count: number; left: number; width: number; height: number }[]
  marks: { kind: MarkKind; value: number; left: number }[]
  /** Round returns along the axis, zero among them where it is in sight. */
  ticks: { value: number; left: number }[]
}

const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]
const mostTicks = 6
/** Half the width that a single value is shown with. */
const loneHalf = 0.005

const tickStep = (spread: number): number =>
  steps.find((step) => spread / step <= mostTicks - 1) ?? spread

const ticksOf = (least: number, most: number): number[] => {
  const step = tickStep(most - least)
  const first = Math.ceil(least / step)
  const count = Math.floor(most / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_each, at) => (first + at) * step)
}

/** Where the parts of a histogram stand, in percent of its width and height. */
export const histogramLayout = (histogram: BaseRateHistogram): HistogramLayout => {
  const marks = markKinds.map((kind) => ({ kind, value: histogram[kind] }))
  const bins = histogram.bins.map((bin) =>
    bin.from < bin.to ? bin : { ...bin, from: bin.from - loneHalf, to: bin.to + loneHalf }
  )
  const edges = [...bins.flatMap(({ from, to }) => [from, to]), ...marks.map(({ value }) => value)]
  const least = Math.min(...edges)
  const most = Math.max(...edges)
  const left = (value: number): number => ((value - least) / (most - least)) * 100
  const tallest = Math.max(...bins.map(({ count }) => count))
  return {
    bars: bins.map(({ from, to, count }) => ({
      ...{ from, to, count, left: left(from) },
      ...{ width: left(to) - left(from), height: (count / tallest) * 100 }
    })),
    marks: marks.map((mark) => ({ ...mark, left: left(mark.value) })),
    ticks: ticksOf(least, most).map((value) => ({ value, left: left(value) }))
  }
}
