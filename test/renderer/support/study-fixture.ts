import type { ConeStep, HistogramBin, Study } from '../../../preload/contract/study'

const counts = [1, 4, 12, 30, 41, 22, 9, 3]
const width = 0.025

const bins = (): HistogramBin[] =>
  counts.map((count, at) => ({ from: (at - 4) * width, to: (at - 3) * width, count }))

const step = (session: number): ConeStep => {
  const spread = 30 * Math.sqrt(session)
  return {
    ...{ session, q5: 1_300 - 1.64 * spread, q10: 1_300 - 1.28 * spread },
    ...{ median: 1_300 + session, q90: 1_300 + 1.28 * spread, q95: 1_300 + 1.64 * spread }
  }
}

/** A base rate of 122 days, a range of 20 sessions and a fall, as `chartFixture` has dates. */
export const studyFixture = (): Study => {
  const dates = Array.from({ length: 300 }, (_, index) =>
    new Date(Date.UTC(2007, 6, 2 + index)).toISOString().slice(0, 10)
  )
  return {
    asOf: dates.at(-1) ?? '',
    histogram: {
      ...{ state: 'rsi.30-50|below', bins: bins(), n: 122, windows: 14 },
      ...{ q10: -0.052, median: 0.004, q90: 0.061, usualMedian: 0.012 }
    },
    windows: 14,
    cone: Array.from({ length: 20 }, (_, at) => step(at + 1)),
    drawdown: {
      dates,
      values: dates.map((_, index) => 0.1 * (1 - Math.cos(index / 30)) + index / 10_000)
    }
  }
}
