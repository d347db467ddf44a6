/** Ratios of new to old shares that splits have, smaller first. */
const splitRatios: readonly (readonly [text: string, ratio: number])[] = [
  ['3:2', 1.5],
  ['2:1', 2],
  ['3:1', 3],
  ['4:1', 4],
  ['5:1', 5],
  ['7:1', 7],
  ['10:1', 10],
  ['20:1', 20]
]
/** A log return under this is a move that prices make by themselves. */
const smallestMove = 0.22
const tolerance = 0.05

const inverted = (text: string): string => text.split(':').reverse().join(':')

/**
 * The split that a price change looks like, new to old shares: 2:1 when the price halved, 1:2 when
 * it doubled. Null when the change is small, or within 5 % of no ratio.
 * @param change price / price of the bar before
 */
export const splitRatioOf = (change: number): string | null => {
  if (!(Math.abs(Math.log(change)) > smallestMove)) return null
  const shares = change < 1 ? 1 / change : change
  const missOf = (ratio: number): number => Math.abs(Math.log(shares / ratio))
  const [text, ratio] = splitRatios.reduce((best, each) =>
    missOf(each[1]) < missOf(best[1]) ? each : best
  )
  const near = Math.abs((change < 1 ? 1 / shares : shares) / (change < 1 ? 1 / ratio : ratio) - 1)
  if (near > tolerance) return null
  return change < 1 ? text : inverted(text)
}

export interface SplitSuspect {
  index: number
  ratio: string
}

/** Every bar whose price changed as a split that was not adjusted for would change it. */
export const splitSuspects = (prices: Float64Array): SplitSuspect[] => {
  const suspects: SplitSuspect[] = []
  for (let index = 1; index < prices.length; index += 1) {
    const ratio = splitRatioOf((prices[index] ?? NaN) / (prices[index - 1] ?? NaN))
    if (ratio !== null) suspects.push({ index, ratio })
  }
  return suspects
}
