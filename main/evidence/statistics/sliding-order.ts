import { sortedQuantile } from './quantiles'

/** The number of values that are below `value` (or at most `value`), of values sorted ascending. */
export const countBelow = (
  sorted: Float64Array,
  value: number,
  { orEqual = false, length = sorted.length } = {}
): number => {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    const found = sorted[middle] ?? NaN
    if (found < value || (orEqual && found === value)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The last `capacity` values given, kept in ascending order: a step costs a shift of at most that
 * many numbers, so that a walk over a whole file stays linear. Values must not be NaN.
 */
export class SlidingOrder {
  readonly #sorted: Float64Array
  readonly #queue: Float64Array
  readonly #capacity: number
  #length = 0
  #next = 0

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#sorted = new Float64Array(capacity)
    this.#queue = new Float64Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  add(value: number): void {
    if (this.#length === this.#capacity) this.#remove(this.#queue[this.#next] ?? NaN)
    this.#queue[this.#next] = value
    this.#next = (this.#next + 1) % this.#capacity
    const at = countBelow(this.#sorted, value, { length: this.#length })
    this.#sorted.copyWithin(at + 1, at, this.#length)
    this.#sorted[at] = value
    this.#length += 1
  }

  /** Share of the values held that are at most `value`. */
  shareAtMost(value: number): number {
    return countBelow(this.#sorted, value, { orEqual: true, length: this.#length }) / this.#length
  }

  quantile(share: number): number {
    return sortedQuantile(this.#sorted.subarray(0, this.#length), share)
  }

  #remove(value: number): void {
    const at = countBelow(this.#sorted, value, { length: this.#length })
    this.#sorted.copyWithin(at, at + 1, this.#length)
    this.#length -= 1
  }
}
