import { wilderAverages } from './wilder'

/** Wilder's means of rises and of falls, both positive; index i belongs to bar i + 1. */
export interface WilderMoves {
  gain: Float64Array
  loss: Float64Array
}

/** Wilder-smoothed rises and falls of n changes; NaN before the n-th change. */
export const wilderMoves = (closes: Float64Array, n: number): WilderMoves => {
  const count = Math.max(0, closes.length - 1)
  const gains = new Float64Array(count)
  const losses = new Float64Array(count)
  for (let index = 0; index < count; index += 1) {
    const change = (closes[index + 1] ?? NaN) - (closes[index] ?? NaN)
    gains[index] = Math.max(0, change)
    losses[index] = Math.max(0, -change)
  }
  return { gain: wilderAverages(gains, n), loss: wilderAverages(losses, n) }
}

/** 100 · gain / (gain + loss); NaN where nothing has moved. */
export const strengthOf = (gain: number, loss: number): number => (100 * gain) / (gain + loss)

/**
 * Relative strength index, 0–100, of n Wilder-smoothed changes: 100 · gain / (gain + loss). NaN
 * before bar n + 1 and where nothing has moved.
 */
export const relativeStrength = (closes: Float64Array, n: number): Float64Array => {
  const { gain, loss } = wilderMoves(closes, n)
  return Float64Array.from(closes, (_close, index) =>
    index < n ? NaN : strengthOf(gain[index - 1] ?? NaN, loss[index - 1] ?? NaN)
  )
}
