import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPrices } from '../../../main/evidence/price-file'
import type { Fact } from '../../../preload/contract/facts'
import { expectedFacts, type Expected } from './reference-facts'
import { expectedRates } from './reference-rates'
import { closes, factsOf, head, walk, type Series } from './series'

/** Figures of the desk that are made from facts have tests of their own. */
const derived =
  /^(?:plan\.|percentile\.(?:count|middle80)$|forecast\.(?:p|confidence|margin)$)|\.points$/
const elsewhere = new Set(['data.stale.bars'])

const sp500 = (count: number): Series => {
  const bytes = readFileSync('node_modules/vega-datasets/data/sp500-2000.csv')
  const { dates, open, high, low, close, volume } = readPrices(bytes, 'sp500.csv').bars
  const [o, h, l, c, v] = [open, high, low, close, volume].map((column) => Array.from(column))
  const whole = { dates, open: o ?? [], high: h ?? [], low: l ?? [], close: c ?? [] }
  return head({ ...whole, volume: v ?? [], adjusted: null }, count)
}

/** What of the definitions the facts miss, and what they have beyond them. */
const disagreements = (facts: Map<string, Fact>, expected: Expected): string[] => {
  const metrics = new Set([...facts.keys(), ...Object.keys(expected)])
  return [...metrics].flatMap((metric) => {
    if (derived.test(metric) || elsewhere.has(metric)) return []
    const [found, wanted] = [facts.get(metric)?.value, expected[metric]]
    if (found === wanted) return []
    const close =
      typeof found === 'number' &&
      typeof wanted === 'number' &&
      Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
    return close ? [] : [`${metric}: ${String(found)} instead of ${String(wanted)}`]
  })
}

const check = (series: Series): string[] =>
  disagreements(factsOf(series), { ...expectedFacts(series), ...expectedRates(series) })

// 2187 bars end on 2008-09-12; the others lie in a calm, a crash and at the end.
test.each([1300, 2187, 3000, 5105])(
  'every fact of the S&P 500 at bar %i equals its definition written out plainly',
  (count) => {
    expect(check(sp500(count))).toEqual([])
  }
)

// One bar before and at each boundary of history that a definition names.
const boundaries = [
  2, 6, 20, 21, 40, 50, 60, 61, 110, 113, 114, 118, 120, 150, 200, 220, 221, 251, 252, 253, 273,
  1000, 1001, 1020, 1112, 1199
]
test('at every boundary of history each fact is there or absent exactly as defined', () => {
  const whole = walk(11, 1250)
  for (const count of [1, ...boundaries.flatMap((boundary) => [boundary - 1, boundary])]) {
    expect({ count, wrong: check(head(whole, count)) }).toEqual({ count, wrong: [] })
  }
})

test('series of every kind agree with the definitions', () => {
  const saw = Array.from({ length: 600 }, (_, index) => 50 + (index % 7))
  const kinds: Record<string, Series> = {
    closeOnly: walk(1, 1400, { closeOnly: true }),
    adjusted: walk(2, 1400, { adjusted: true }),
    crash: walk(3, 700, { drift: -0.01, deviation: 0.03 }),
    boom: walk(4, 700, { drift: 0.02, deviation: 0.005 }),
    calm: walk(5, 700, { deviation: 0.0001 }),
    saw: closes(saw),
    steps: closes(saw.map((value) => Math.floor(value / 3)))
  }
  for (const [kind, series] of Object.entries(kinds)) {
    expect({ kind, wrong: check(series) }).toEqual({ kind, wrong: [] })
  }
})

test('twenty seeded walks of uneven length agree with the definitions', () => {
  for (let seed = 100; seed < 120; seed += 1) {
    const series = walk(seed, 300 + ((seed * 97) % 900), { adjusted: seed % 3 === 0 })
    expect({ seed, wrong: check(series) }).toEqual({ seed, wrong: [] })
  }
})
