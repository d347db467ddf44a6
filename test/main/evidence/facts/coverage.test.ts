import { expect, test } from 'vitest'
import { randomWalk } from '../../../support/series'
import { byMetric, factsOf } from '../../../support/series-facts'
import { wilsonInterval } from '../../../support/reference/statistics'

/**
 * What the interval must cover is the true share of gains over the 20 bars that follow a bar in
 * today's state. Steps of these walks are symmetric and independent of all that went before, so
 * that share is one half in every state.
 */
const truth = 0.5
const walks = 500
const barsPerWalk = 1_200
const firstSeed = 10_000

interface Rate {
  hitrate: number
  days: number
  low: number
  high: number
}

const rateOf = (seed: number): Rate | null => {
  const facts = byMetric(factsOf(randomWalk(seed, barsPerWalk)))
  const value = (name: string): number => Number(facts.get(`baserate.20d.${name}`)?.value)
  if (!facts.has('baserate.20d.hitrate')) return null
  return { hitrate: value('hitrate'), days: value('n'), low: value('low'), high: value('high') }
}

const shareCovered = (intervals: readonly (readonly [number, number])[]): number =>
  intervals.filter(([low, high]) => low <= truth && truth <= high).length / intervals.length

/** The rates of as many walks as have one: a walk that ends in a rare state has none. */
const ratesOf = (count: number): Rate[] => {
  const rates: Rate[] = []
  for (let seed = firstSeed; rates.length < count && seed < firstSeed + 2 * count; seed += 1) {
    const rate = rateOf(seed)
    if (rate !== null) rates.push(rate)
  }
  return rates
}

test('the 95 % interval of a base rate holds the truth on 92 to 98 of 100 random walks', () => {
  const rates = ratesOf(walks)
  expect(rates).toHaveLength(walks)
  const covered = shareCovered(rates.map(({ low, high }) => [low, high] as const))
  expect(covered).toBeGreaterThanOrEqual(0.92)
  expect(covered).toBeLessThanOrEqual(0.98)
  // Positive control: days overlap, so as a sample size their number promises far too much.
  const naive = shareCovered(rates.map(({ hitrate, days }) => wilsonInterval(hitrate, days)))
  expect(naive).toBeLessThan(0.7)
})
