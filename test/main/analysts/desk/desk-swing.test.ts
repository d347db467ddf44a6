import { expect, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { withFacts } from '../../../support/desk-facts'
import { factsOf, runDesk } from '../../../support/desk-room'
import { makeSeries, toCsv } from '../../../support/desk-series'

const goodRecord = { 'record.n': 40, 'record.brier': 0.2, 'record.brier.se': 0.01 }
const thresholds = [0.02, 0.05]

interface NearestRoom {
  metric: string
  p: number
  marginMetric: string
  margin: number
}

/** What the sentence on the nearest voter cites: the p of the room without it, and a margin. */
const nearestOf = async (
  facts: readonly Fact[],
  unseated: readonly string[] = []
): Promise<NearestRoom | null> => {
  const { texts } = await runDesk(facts, { unseated })
  const cited = /None; nearest is [^[]*\[(F\d+)\][^[]*margin is [^[]*\[(F\d+)\]/.exec(
    texts['strategist'] ?? ''
  )
  if (cited === null) return null
  const [p, margin] = [cited[1], cited[2]].map((id) => facts.find((fact) => fact.id === id))
  return {
    ...{ metric: p?.metric ?? '', p: Number(p?.value) },
    ...{ marginMetric: margin?.metric ?? '', margin: Number(margin?.value) }
  }
}

const seriesFacts = (): Fact[][] =>
  (['trending', 'crashing', 'flat'] as const).flatMap((kind) =>
    [1, 2, 4, 5, 7, 8].map((seed) => factsOf({ prices: toCsv(makeSeries(kind, seed)) }))
  )

test('the margin beside the room without a voter is that room’s own', async () => {
  const found: string[] = []
  for (const facts of seriesFacts()) {
    for (const unseated of [[], ['scout']]) {
      const nearest = await nearestOf(facts, unseated)
      if (nearest === null) continue
      const { metric, p, marginMetric, margin } = nearest
      expect(marginMetric).toBe(metric.replace(/\.p$/, '.margin'))
      expect(margin).toBeCloseTo(Math.abs(Math.abs(p - 0.5) - 0.02), 12)
      found.push(metric)
    }
  }
  expect(new Set(found).size).toBeGreaterThan(4)
})

test('once a record allows strong stances, it is the margin to the nearer threshold', async () => {
  const found = new Set<string>()
  for (const facts of seriesFacts()) {
    const nearest = await nearestOf(withFacts(facts, goodRecord))
    if (nearest === null) continue
    const { metric, p, marginMetric, margin } = nearest
    const distances = thresholds.map((threshold) => Math.abs(Math.abs(p - 0.5) - threshold))
    expect(marginMetric.startsWith(metric.replace(/\.p$/, '.margin'))).toBe(true)
    expect(margin).toBeCloseTo(Math.min(...distances), 12)
    found.add(marginMetric.endsWith('.strong') ? 'strong' : 'plain')
  }
  expect([...found].sort()).toEqual(['plain', 'strong'])
})
