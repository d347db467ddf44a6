/** Below the price (TWD), a tick is so large. */
type Steps = readonly (readonly [below: number, tick: number])[]

/** Shares, before 1 March 2005 and since (Taiwan Stock Exchange, Operating Rules, article 62). */
const sharesBefore2005: Steps = [
  [5, 0.01],
  [15, 0.05],
  [50, 0.1],
  [150, 0.5],
  [1_000, 1],
  [Infinity, 5]
]
const sharesSince2005: Steps = [
  [10, 0.01],
  [50, 0.05],
  [100, 0.1],
  [500, 0.5],
  [1_000, 1],
  [Infinity, 5]
]
const funds: Steps = [
  [50, 0.01],
  [Infinity, 0.05]
]

const finerTicksFrom = '2005-03-01'
/** A price is read from decimal text, so it misses its tick by rounding only. */
const rounding = 1e-6

/** Smallest step of a price in TWD on an ISO date. Exchange traded funds have steps of their own. */
export const tickOf = (price: number, date: string, isFund: boolean): number => {
  const shares = date < finerTicksFrom ? sharesBefore2005 : sharesSince2005
  const step = (isFund ? funds : shares).find(([below]) => price < below)
  return step?.[1] ?? NaN
}

/** Whether a price can be one that was traded: adjusted prices lie between the ticks. */
export const isOnTick = (price: number, date: string, isFund: boolean): boolean => {
  const tick = tickOf(price, date, isFund)
  const steps = price / tick
  return Math.abs(steps - Math.round(steps)) <= rounding * Math.max(1, steps)
}
