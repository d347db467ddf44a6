import { beforeAll, describe, expect, test } from 'vitest'
import { fairKinds, rateClaims, tailClaims, type RateClaims, type TailClaims } from './claims'

/** Simulated prices whose truth is known; `npm run stress` asks the same of many more. */
describe.each(fairKinds)(
  'base rates on 500 %s walks, whose states all gain one time in two',
  (kind) => {
    let claims: RateClaims
    beforeAll(() => {
      claims = rateClaims(kind, 500, 10_000)
    })
    test('there are 500', () => {
      expect(claims.walks).toBe(500)
    })
    test('the 95 % interval holds the truth on 92 to 98 of 100', () => {
      expect(claims.covered).toBeGreaterThanOrEqual(0.92)
      expect(claims.covered).toBeLessThanOrEqual(0.98)
    })
    test('positive control: with days as sample size it would hold it on under 70', () => {
      expect(claims.coveredByDays).toBeLessThan(0.7)
    })
    test('a state is said to differ on at most 4 of 100, though none does', () => {
      expect(claims.falseDiffers).toBeLessThanOrEqual(0.04)
    })
  }
)

describe('ranges and losses at today’s volatility, walked forward through GARCH prices', () => {
  let claims: TailClaims
  beforeAll(() => {
    claims = tailClaims({ walks: 40, firstSeed: 500, firstOrigin: 1_200, bars: 1_700 })
  })
  test('the 80 % range of 20 bars holds what came 74 to 86 times in 100, calm or turbulent', () => {
    expect(claims.ranges).toBeGreaterThanOrEqual(900)
    for (const covered of [claims.calm, claims.turbulent]) {
      expect(covered).toBeGreaterThanOrEqual(0.74)
      expect(covered).toBeLessThanOrEqual(0.86)
    }
  })
  test('a day in 100 loses more than the scaled 99 % line: 0.7 to 1.7 %', () => {
    expect(claims.days).toBeGreaterThanOrEqual(20_000)
    expect(claims.beyondScaled).toBeGreaterThanOrEqual(0.007)
    expect(claims.beyondScaled).toBeLessThanOrEqual(0.017)
  })
})
