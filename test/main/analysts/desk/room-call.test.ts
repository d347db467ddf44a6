import { describe, expect, test } from 'vitest'
import { callRoom, swingOf, type Vote } from '../../../../main/analysts/desk/scheme/room-call'
import { stanceOf, type ForecastRecord } from '../../../../main/analysts/desk/scheme/stance'
import { seededRandom } from '../../../../main/kernel/random'

const votesOf = (...ps: number[]): Vote[] =>
  ps.map((p, index) => ({ role: `voter${index}`, p, windows: 20 }))

/** The scheme written down a second time, straight from its definition. */
const bruteForce = (ps: readonly number[]): { p: number | null; stance: string } => {
  if (ps.length < 2) return { p: null, stance: 'no-call' }
  const odds = ps.map((p) => p / (1 - p))
  const product = odds.reduce((total, each) => total * each, 1)
  const combined = product ** (1 / ps.length)
  const p = combined / (1 + combined)
  if (p > 0.48 && p < 0.52) return { p, stance: 'hold' }
  return { p, stance: p > 0.5 ? 'buy' : 'sell' }
}

describe('the room’s call', () => {
  test('agrees with the definition, and so does every leave-one-out', () => {
    const random = seededRandom(5)
    for (let run = 0; run < 2_000; run += 1) {
      const ps = Array.from({ length: Math.floor(random() * 6) }, () => 0.4 + 0.2 * random())
      const votes = votesOf(...ps)
      const full = bruteForce(ps)
      const call = callRoom(votes)
      expect(call.stance).toBe(full.stance)
      if (full.p !== null) expect(call.p).toBeCloseTo(full.p, 12)
      const swing = swingOf(votes)
      const flippers: string[] = []
      swing.lines.forEach(({ role, without }, index) => {
        const rest = bruteForce(ps.filter((_p, at) => at !== index))
        expect(without.stance).toBe(rest.stance)
        if (rest.p === null) expect(without.p).toBeNull()
        else expect(without.p).toBeCloseTo(rest.p, 12)
        if (rest.stance !== full.stance) flippers.push(role)
      })
      expect(swing.flippers).toEqual(flippers)
    }
  })

  test('knowing nothing is even, and one voice alone is no call', () => {
    expect(callRoom(votesOf(0.5, 0.5))).toEqual({
      stance: 'hold',
      p: 0.5,
      confidence: 0.5,
      margin: 0.02
    })
    expect(callRoom(votesOf(0.9)).stance).toBe('no-call')
    expect(callRoom([]).p).toBeNull()
  })

  test('a blocking flag forbids a call whatever the votes', () => {
    expect(callRoom(votesOf(0.6, 0.6), { blocking: ['data.split.suspect'] }).stance).toBe('no-call')
  })

  test('a mean and not a sum: a second witness of the same series adds no certainty', () => {
    expect(callRoom(votesOf(0.55, 0.55)).p).toBeCloseTo(0.55, 12)
    expect(callRoom(votesOf(0.55, 0.55, 0.55)).p).toBeCloseTo(0.55, 12)
  })

  test('the swing factor names the flippers, or the nearest when nobody flips', () => {
    const flipped = swingOf(votesOf(0.56, 0.505, 0.505))
    expect(flipped.flippers).toEqual(['voter0'])
    const steady = swingOf(votesOf(0.56, 0.55, 0.54))
    expect(steady.flippers).toEqual([])
    // Without it the room is at 0.545, nearer to a hold than 0.55 or 0.555 are.
    expect(steady.nearest).toBe('voter0')
  })
})

describe('stances', () => {
  const earned: ForecastRecord = { n: 30, brier: 0.24, se: 0.005 }

  test.each([
    [0.5, 'hold'],
    [0.5199, 'hold'],
    [0.4801, 'hold'],
    [0.521, 'buy'],
    [0.479, 'sell'],
    [0.56, 'buy'],
    [0.44, 'sell']
  ])('p = %s without a record is %s', (p, stance) => {
    expect(stanceOf(p)).toBe(stance)
  })

  test('strong has to be earned by 30 forecasts that beat a coin by a standard error', () => {
    expect(stanceOf(0.56, earned)).toBe('strong-buy')
    expect(stanceOf(0.44, earned)).toBe('strong-sell')
    expect(stanceOf(0.53, earned)).toBe('buy')
    expect(stanceOf(0.56, { ...earned, n: 29 })).toBe('buy')
    expect(stanceOf(0.56, { ...earned, brier: 0.246 })).toBe('buy')
    expect(stanceOf(0.56, { ...earned, se: Infinity })).toBe('buy')
  })
})
