import { wilderAverages } from './wilder'

/**
 * Relative strength index, 0–100, of n Wilder-smoothed changes: 100 · gain / (gain + loss). NaN
 * before bar n + 1 and where nothing has moved.
 */
export const relativeStrength = (closes: Float64Array, n: number): Float64Array => {
  const count = Math.max(0, closes.length - 1)
  const gains = new Float64Array(count)
  const losses = new Float64Array(count)
  for (let index = 0; index < count; index += 1) {
    const change = (closes[index + 1] ?? NaN) - (closes[index] ?? NaN)
    gains[index] = Math.max(0, change)
    losses[index] = Math.max(0, -change)
  }
  const gain = wilderAverages(gains, n)
  const loss = wilderAverages(losses, n)
  return Float64Array.from(closes, (_close, index) => {
    if (index < n) return NaN
    const up = gain[index - 1] ?? NaN
    return (100 * up) / (up + (loss[index - 1] ?? NaN))
  })
}
