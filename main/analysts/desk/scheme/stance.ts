import type { Stance } from '../../../../preload/contract/words'
import { holdBand, strongBand } from '../../../evidence/facts/room-forecast'

/** What a record must show before a stance may be strong, or skill be spoken of. */
export interface ForecastRecord {
  /** Scored forecasts whose windows do not overlap. */
  n: number
  /** Mean of (p − outcome)²; 0.25 is a coin's. */
  brier: number
  /** Standard error of that mean. */
  se: number
}

/** Under so many scored forecasts nothing is said of skill, and no stance is strong. */
export const countForSkill = 30
export const coinBrier = 0.25

/** Whether a record earns strong stances: 30 forecasts, and a coin beaten by a standard error. */
export const allowsStrong = (record: ForecastRecord | null): boolean =>
  record !== null && record.n >= countForSkill && record.brier < coinBrier - record.se

/** The stance that a probability of the event calls for. */
export const stanceOf = (p: number, record: ForecastRecord | null = null): Stance => {
  const distance = p - 0.5
  if (Math.abs(distance) < holdBand) return 'hold'
  const strong = Math.abs(distance) >= strongBand && allowsStrong(record)
  if (distance > 0) return strong ? 'strong-buy' : 'buy'
  return strong ? 'strong-sell' : 'sell'
}

export type Direction = 'up' | 'down' | 'even'

export const directionOf = (stance: Stance): Direction => {
  switch (stance) {
    case 'strong-buy':
    case 'buy':
      return 'up'
    case 'strong-sell':
    case 'sell':
      return 'down'
    case 'hold':
    case 'no-call':
      return 'even'
  }
}
