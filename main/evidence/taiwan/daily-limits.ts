import { tickOf } from './ticks'

/** ISO date from which prices may move 10 % a day; 7 % before it. */
const widerLimitFrom = '2015-06-01'
const rounding = 1e-6

export interface DailyLimits {
  /** Share of the close before that a price may move. */
  rate: number
  up: number
  down: number
}

/** Share of the reference price that prices may move on an ISO date. */
export const limitRate = (date: string): number => (date < widerLimitFrom ? 0.07 : 0.1)

/** `price` on the ticks of `date`, towards `reference`: what lies beyond the limit cannot trade. */
const inward = (
  price: number,
  date: string,
  { isFund, up }: { isFund: boolean; up: boolean }
): number => {
  const tick = tickOf(price, date, isFund)
  const steps = price / tick
  const whole = up ? Math.floor(steps + rounding) : Math.ceil(steps - rounding)
  return whole * tick
}

/** The highest and lowest price of `date` after a close of `before` (TWD, no dividend that day). */
export const dailyLimits = (before: number, date: string, isFund: boolean): DailyLimits => {
  const rate = limitRate(date)
  return {
    rate,
    up: inward(before * (1 + rate), date, { isFund, up: true }),
    down: inward(before * (1 - rate), date, { isFund, up: false })
  }
}

export type LimitState = 'up' | 'down' | null

/**
 * Whether `close` lies within one tick of a limit that follows from the close before it. Where a
 * tick is worth several per cent, a close that moved less than half the limit is at none.
 */
export const limitState = (
  { before, close, date }: { before: number; close: number; date: string },
  isFund: boolean
): LimitState => {
  const { up, down, rate } = dailyLimits(before, date, isFund)
  if (Math.abs(close / before - 1) < rate / 2) return null
  const tick = tickOf(close, date, isFund)
  if (close >= up - tick * (1 + rounding)) return 'up'
  return close <= down + tick * (1 + rounding) ? 'down' : null
}
