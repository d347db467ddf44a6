/** What a row of `npm run bench` says. An aim is an upper bound; with `more` a lower one. */
export interface BenchRow {
  metric: string
  unit: string
  ours: number
  baseline: number | null
  baselineName?: string
  aim: number | null
  more?: boolean
  /** Why the row says nothing, if so. */
  void?: string
  note?: string
}

export interface BenchEntry {
  id: string
  run: () => Promise<BenchRow[]>
}

/** The value below which `share` (0–1) of the sample lies: nearest rank. */
export const quantile = (sample: readonly number[], share: number): number => {
  if (sample.length === 0) throw new RangeError('a quantile needs a sample')
  const sorted = [...sample].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export const median = (sample: readonly number[]): number => quantile(sample, 0.5)

/** A machine on which a baseline runs over twice as slow as it was seen to run judges nothing. */
const slowestShare = 2

/** Voids a row whose baseline, a cost, is far above what it was seen to be. */
export const voidIfSlow = (baseline: number, seen: number): { void?: string } =>
  baseline > slowestShare * seen
    ? { void: `the baseline took over twice the ${seen} that it takes` }
    : {}

/** Runs each measurement in turn, `rounds` times, so that noise falls on all alike. */
export const interleave = async <K extends string>(
  rounds: number,
  measurements: Record<K, () => Promise<number[]>>
): Promise<Record<K, number[]>> => {
  const names = Object.keys(measurements) as K[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    K,
    number[]
  >
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) samples[name].push(...(await measurements[name]()))
  }
  return samples
}
