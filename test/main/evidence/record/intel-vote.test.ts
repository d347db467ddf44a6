import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { addWeekdays } from '../../../../main/evidence/facts/weekdays'
import { intelRoomDrafts } from '../../../../main/evidence/record/intel-rooms'
import {
  intelMethod,
  intelStateOf,
  stateOfMethod,
  type IntelState
} from '../../../../main/evidence/record/intel-state'
import { intelVoteDrafts } from '../../../../main/evidence/record/intel-vote'
import type { KeptForecast } from '../../../../main/evidence/record/kept-forecast'
import { lateFacts, type LateDraft } from '../../../../main/evidence/record/late-facts'
import { seededRandom } from '../../../../main/kernel/random'
import { keptForecast, scoredForecast } from '../../../support/forecasts'

const states: readonly IntelState[] = ['for', 'against', 'even']
const late = '2030-01-01'

interface Filing {
  asOf: string
  state: IntelState
  hit: boolean
  filedAt?: number
  way?: 'even' | 'vote'
}

const filing = ({ asOf, state, hit, filedAt = 1, way = 'even' }: Filing): KeptForecast => ({
  ...scoredForecast(
    {
      role: 'intel',
      asOf,
      filedAt,
      session: `${asOf}.${filedAt}`,
      method: intelMethod(way, state)
    },
    { hit }
  ),
  scoredAt: 1_000
})

/** So many of a state, 20 weekdays apart, of which the first `hits` took place. */
const run = (count: number, hits: number, from = '2001-01-01', state: IntelState = 'for') =>
  Array.from({ length: count }, (_none, at) =>
    filing({ asOf: addWeekdays(from, 20 * at), state, hit: at < hits })
  )

const valuesOf = (
  drafts: readonly Pick<LateDraft, 'metric' | 'value'>[]
): Record<string, number | string> =>
  Object.fromEntries(drafts.map(({ metric, value }) => [metric, value]))

/** The vote written a second time: one number after the other, by hand. */
const byHand = (filings: readonly Filing[], asOf: string, state: IntelState) => {
  const known = filings.filter((each) => addWeekdays(each.asOf, 20) <= asOf)
  const latest = new Map<string, Filing>()
  for (const each of known) {
    const other = latest.get(each.asOf)
    if (other === undefined || (each.filedAt ?? 1) > (other.filedAt ?? 1)) {
      latest.set(each.asOf, each)
    }
  }
  const apart: Filing[] = []
  for (const date of [...latest.keys()].sort()) {
    const last = apart.at(-1)
    if (last !== undefined && date < addWeekdays(last.asOf, 20)) continue
    apart.push(latest.get(date) as Filing)
  }
  if (apart.length < 30) return null
  let [windows, hits] = [0, 0]
  for (const each of apart) {
    if (each.state !== state) continue
    windows += 1
    if (each.hit) hits += 1
  }
  const p = windows < 10 ? null : (hits + 10) / (windows + 20)
  return { windows, share: windows === 0 ? null : hits / windows, p }
}

describe('the state of notes', () => {
  it('is read from the counts, and back from both methods', () => {
    const of = (counts: Record<string, number>) => intelStateOf((metric) => counts[metric] ?? null)
    expect(of({ 'note.for': 3, 'note.against': 2 })).toBe('for')
    expect(of({ 'note.for': 1, 'note.against': 2, 'note.mixed': 2 })).toBe('against')
    expect(of({ 'note.mixed': 5 })).toBe('even')
    expect([of({ 'note.for': 4 }), of({})]).toEqual([null, null])
    for (const state of states) {
      const methods = [intelMethod('even', state), intelMethod('vote', state)]
      expect(new Set(methods).size).toBe(2)
      expect(methods.map(stateOfMethod)).toEqual([state, state])
    }
    expect(stateOfMethod('desk/1: (share * windows + 10) / (windows + 20)')).toBeNull()
  })
})

describe('the vote', () => {
  it('equals a second writing on seeded records', () => {
    const random = seededRandom(11)
    let votes = 0
    for (let round = 0; round < 300; round += 1) {
      const filings: Filing[] = []
      let asOf = '2001-01-01'
      const length = 20 + Math.floor(random() * 120)
      for (let at = 0; at < length; at += 1) {
        asOf = addWeekdays(asOf, random() < 0.2 ? 0 : Math.floor(random() * 30))
        filings.push({
          ...{ asOf, hit: random() < 0.5, filedAt: at },
          state: states[Math.floor(random() * 3)] as IntelState,
          way: random() < 0.5 ? 'even' : 'vote'
        })
      }
      const state = states[round % 3] as IntelState
      const until = addWeekdays(asOf, Math.floor(random() * 60))
      const expected = byHand(filings, until, state)
      const values = valuesOf(
        lateFacts([], intelVoteDrafts(filings.map(filing), { asOf: until, state }))
      )
      expect(values['vote.intel.windows'] ?? null).toBe(expected?.windows ?? null)
      expect(values['vote.intel.share'] ?? null).toBe(expected?.share ?? null)
      if (expected === null || expected.p === null) {
        expect(values).not.toHaveProperty('vote.intel.p')
      } else {
        expect(values['vote.intel.p']).toBeCloseTo(expected.p, 12)
        votes += 1
      }
    }
    expect(votes).toBeGreaterThan(50)
  })

  it('needs 30 forecasts, and ten of them in the state of today', () => {
    const options = { asOf: late, state: 'for' } as const
    expect(intelVoteDrafts(run(29, 20), options)).toEqual([])
    expect(valuesOf(intelVoteDrafts(run(30, 20), options))).toEqual({
      ...{ 'vote.intel.state': 'notes.for', 'vote.intel.windows': 30 },
      ...{ 'vote.intel.share': 20 / 30, 'vote.intel.p': 30 / 50 }
    })
    const others = run(21, 0, addWeekdays('2001-01-01', 180), 'against')
    const nine = [...run(9, 9), ...others]
    const few = lateFacts([], intelVoteDrafts(nine, options)).map(({ metric }) => metric)
    expect(few).toEqual(['vote.intel.state', 'vote.intel.share', 'vote.intel.windows'])
    const none = lateFacts([], intelVoteDrafts(nine, { asOf: late, state: 'even' }))
    expect(none.map(({ metric }) => metric)).toEqual(['vote.intel.state', 'vote.intel.windows'])
  })

  it('counts no outcome after the as-of date, nobody else, and nothing that waits', () => {
    const all = run(30, 20)
    const last = all.at(-1)?.outcome?.date ?? ''
    const dayBefore = addWeekdays(all.at(-1)?.asOf ?? '', 19)
    const at = (forecasts: readonly KeptForecast[], asOf: string) =>
      intelVoteDrafts(forecasts, { asOf, state: 'for' }).length
    expect([at(all, last), at(all, dayBefore)]).toEqual([4, 0])
    const others = all.map((each) => ({ ...each, role: 'scout' }))
    expect(at([...all.slice(1), ...others], late)).toBe(0)
    const waiting = keptForecast({ role: 'intel', method: intelMethod('even', 'for') })
    expect(at([...all.slice(1), waiting], late)).toBe(0)
  })

  it('counts a day once, by the notes that were read last on it', () => {
    const again = run(30, 0).map((each) => ({ ...each, method: intelMethod('vote', 'against') }))
    const later = again.map((each) => ({ ...each, filedAt: 2, scoredAt: 3, session: 'later' }))
    const first = run(30, 0).map((each) => ({ ...each, scoredAt: 3 }))
    const windows = (state: IntelState): unknown =>
      valuesOf(intelVoteDrafts([...first, ...later], { asOf: late, state }))['vote.intel.windows']
    expect([windows('for'), windows('against')]).toEqual([0, 30])
  })
})

describe('the rooms with Intel', () => {
  const shares = { quant: 0.56, historian: 0.47, scout: 0.51, risk: 0.44 }
  const facts = Object.entries(shares).map(([voter, value], at): Fact => ({
    ...{ id: `F${at + 1}`, subject: 'X', metric: `vote.${voter}.p`, value, unit: 'ratio' },
    ...{ basis: 'none', asOf: late, from: '2001-01-01', to: late, formula: '' },
    source: { kind: 'derived', inputs: [], formula: '' }
  }))
  const vote = intelVoteDrafts(run(30, 20), { asOf: late, state: 'for' })

  it('are all that it makes with one voter or more, by the formula of every room', () => {
    const drafts = intelRoomDrafts(facts, vote, late)
    const voters = Object.keys(shares) as (keyof typeof shares)[]
    expect(drafts).toHaveLength(15 * 4)
    const values = valuesOf(drafts)
    for (let bits = 1; bits < 16; bits += 1) {
      const part = voters.filter((_voter, at) => (bits >> at) % 2 === 1)
      const name = `forecast.room.${[...part, 'intel'].join('-')}`
      const odds = [...part.map((voter) => shares[voter]), 0.6].map((p) => Math.log(p / (1 - p)))
      const p = 1 / (1 + Math.exp(-odds.reduce((sum, each) => sum + each, 0) / odds.length))
      expect(values[`${name}.p`]).toBeCloseTo(p, 12)
      expect(values[`${name}.confidence`]).toBeCloseTo(Math.max(p, 1 - p), 12)
      expect(values[`${name}.margin`]).toBeCloseTo(Math.abs(Math.abs(p - 0.5) - 0.02), 12)
      expect(values[`${name}.margin.strong`]).toBeCloseTo(Math.abs(Math.abs(p - 0.5) - 0.05), 12)
    }
  })

  it('cite the votes that they are made of', () => {
    const behind = lateFacts(facts, [...vote, ...intelRoomDrafts(facts, vote, late)])
    const ids = new Map([...facts, ...behind].map(({ metric, id }) => [metric, id]))
    const room = behind.find(({ metric }) => metric === 'forecast.room.quant-risk-intel.p')
    expect(room?.source).toMatchObject({
      inputs: ['quant', 'risk', 'intel'].map((voter) => ids.get(`vote.${voter}.p`))
    })
  })

  it('are none without its p', () => {
    expect(intelRoomDrafts(facts, [], late)).toEqual([])
    const few = intelVoteDrafts(run(30, 20), { asOf: late, state: 'against' })
    expect(few).toHaveLength(4)
    expect(intelRoomDrafts(facts, few, late)).toEqual([])
  })
})
