/** Upper bounds of histograms: close where the aim lies, wide beyond. Times are milliseconds. */
export const commitBucketsMs: readonly number[] = [
  0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000
]
export const firstTokenBucketsMs: readonly number[] = [
  1, 5, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000
]
export const roleBucketsMs: readonly number[] = [
  5, 20, 50, 100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 300_000
]
export const cancelBucketsMs: readonly number[] = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500]
export const replayBucketsEvents: readonly number[] = [
  0, 1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000
]

export const millisecondsPerSecond = 1_000
