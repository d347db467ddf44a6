/** What a row of `npm run bench` says. Aims are upper bounds. */
export interface BenchRow {
  metric: string
  unit: string
  ours: number
  baseline: number | null
  baselineName?: string
  aim: number | null
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
