import { describe, expect, it } from 'vitest'
import { fairKinds, rateClaims, tailClaims } from '../main/evidence/statistics/claims'

const seed = Number(process.env['SEED'] ?? 20_261_121)

describe(`statistical claims of the facts at full size (seed ${seed})`, () => {
  it.each(fairKinds)('base rates of 5,000 %s walks', (kind) => {
    const claims = rateClaims(kind, 5_000, seed)
    process.stdout.write(`${kind} ${JSON.stringify(claims)}\n`)
    expect(claims.walks).toBe(5_000)
    expect(claims.covered).toBeGreaterThanOrEqual(0.92)
    expect(claims.covered).toBeLessThanOrEqual(0.98)
    expect(claims.coveredByDays).toBeLessThan(0.7)
    expect(claims.falseDiffers).toBeLessThanOrEqual(0.04)
  })

  it.each([
    ['two and a half years', 640],
    ['ten years', 2_520]
  ])('ranges and losses of 400 GARCH series after %s of history', (_name, firstOrigin) => {
    const bars = Math.max(firstOrigin, 1_200) + 1_000
    const claims = tailClaims({ walks: 400, firstSeed: seed, firstOrigin, bars })
    process.stdout.write(`${firstOrigin} ${JSON.stringify(claims)}\n`)
    for (const covered of [claims.calm, claims.turbulent]) {
      expect(covered).toBeGreaterThanOrEqual(0.74)
      expect(covered).toBeLessThanOrEqual(0.86)
    }
    expect(claims.beyondScaled).toBeGreaterThanOrEqual(0.007)
    expect(claims.beyondScaled).toBeLessThanOrEqual(0.017)
  })
})
