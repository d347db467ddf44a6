/** How far next closes are tried, and in what steps, in today's deviations. */
export const flipReach = 4
const flipSteps = 40
/** A price found is this near, as a ratio, to one that does not flip. */
const precision = 1e-9
const bisections = 60

/** The nearest next close in one direction that changes the call. */
export interface Flip {
  close: number
  /** log(close / last close) in today's deviations. */
  sigma: number
  call: string
}

export interface FlipSearch {
  last: number
  /** Daily deviation of log returns, over 0. */
  deviation: number
  /** Today's call. */
  call: string
  /** The call that a next close would bring: pure, any words. */
  callAt: (close: number) => string
}

/** Between a close that keeps the call and one that changes it: the nearest one that changes it. */
const bisect = ({ call, callAt }: FlipSearch, keeps: number, flips: number): number => {
  let [inner, outer] = [keeps, flips]
  for (let step = 0; step < bisections; step += 1) {
    if (Math.abs(outer / inner - 1) < precision) break
    const middle = Math.sqrt(inner * outer)
    if (callAt(middle) === call) inner = middle
    else outer = middle
  }
  return outer
}

const flipTowards = (search: FlipSearch, direction: 1 | -1): Flip | null => {
  const { last, deviation, call, callAt } = search
  const closeAt = (step: number): number =>
    last * Math.exp((direction * step * flipReach * deviation) / flipSteps)
  for (let step = 0; step <= flipSteps; step += 1) {
    if (callAt(closeAt(step)) === call) continue
    // An unchanged close may change the call too: the day that passes is part of the evidence.
    const close = step === 0 ? last : bisect(search, closeAt(step - 1), closeAt(step))
    return { close, sigma: Math.log(close / last) / deviation, call: callAt(close) }
  }
  return null
}

/**
 * The nearest next close each way that changes the call: a grid to ±4 deviations by 0.1, then
 * bisection. Null where none of them does. A call that changes twice within one step of the grid
 * can be missed.
 */
export const flipPrices = (search: FlipSearch): { up: Flip | null; down: Flip | null } => ({
  up: flipTowards(search, 1),
  down: flipTowards(search, -1)
})
