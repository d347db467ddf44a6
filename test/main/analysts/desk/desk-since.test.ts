import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import type { KeptForecast, ScoredForecast } from '../../../../main/evidence/record/kept-forecast'
import { lateFacts } from '../../../../main/evidence/record/late-facts'
import { recordDrafts } from '../../../../main/evidence/record/record-drafts'
import { forecastRecords } from '../../../../main/evidence/record/forecast-records'
import { sinceDrafts, type PreviousRun } from '../../../../main/evidence/record/since-drafts'
import { seededRandom } from '../../../../main/kernel/random'
import { checkText } from '../../../support/desk-checker'
import { withFacts } from '../../../support/desk-facts'
import { mutate } from '../../../support/desk-mutations'
import { factsOf, roomTexts, runDesk, type RoomResult } from '../../../support/desk-room'
import { makeSeries, seriesKinds, toCsv, type SeriesKind } from '../../../support/desk-series'
import { keptForecast, scoredForecast } from '../../../support/forecasts'

interface Second {
  facts: Fact[]
  first: RoomResult
}

interface Place {
  kind: SeriesKind
  seed: number
  back: number
}

interface Pair {
  first: RoomResult
  current: Fact[]
  previous: PreviousRun
}

const pairs = new Map<string, Promise<Pair>>()

/** The same subject twice: so many sessions before its last one, and then. */
const pairOf = (place: Place): Promise<Pair> => {
  const make = async (): Promise<Pair> => {
    const rows = makeSeries(place.kind, place.seed)
    const prices = toCsv(rows, place.kind)
    const asOf = rows.at(-1 - place.back)?.date ?? ''
    const first = await runDesk(factsOf({ prices, asOf }))
    const { stance, p } = first.summary
    const previous = { asOf, facts: first.state.facts, stance, p }
    return { first, current: factsOf({ prices }), previous }
  }
  const key = JSON.stringify(place)
  const pair = pairs.get(key) ?? make()
  pairs.set(key, pair)
  return pair
}

/** A second run, so many sessions after the first, with these forecasts come due in between. */
const secondRun = async (
  place: Place,
  { due = [], kept = due }: { due?: ScoredForecast[]; kept?: KeptForecast[] } = {}
): Promise<Second> => {
  const { first, current, previous } = await pairOf(place)
  const asOf = current[0]?.asOf ?? ''
  const records = forecastRecords(kept, { subject: 'S&P 500', until: null })
  const drafts = [
    ...recordDrafts(records, { asOf, methods: null }),
    ...sinceDrafts({ previous, current, asOf, due })
  ]
  return { facts: [...current, ...lateFacts(current, drafts)], first }
}

/** Words, or characters in Chinese, without marks and citations. */
const lengthOf = (text: string, language: 'en' | 'zh-TW'): number => {
  const bare = text.replace(/\s*\[F\d+\]|\*\*|^- /gm, '')
  return language === 'en' ? bare.split(/\s+/).length : [...bare.replace(/\s/g, '')].length
}

const dueOne = scoredForecast({ asOf: '2006-01-02', p: 0.48 }, { hit: false, return: -0.282 })
const dueTwo = scoredForecast({ asOf: '2006-03-02', p: 0.53 }, { hit: false, return: -0.01 })

const cases = seriesKinds.flatMap((kind) =>
  [1, 30, 250].flatMap((back, index) =>
    kind === 'short' && back > 30 ? [] : [{ kind, back, seed: 3 * index + 1 }]
  )
)
const dues = [[], [dueOne], [dueOne, dueTwo]]

describe('a second run on a subject', () => {
  test.each(['en', 'zh-TW'] as const)(
    'says nothing of it that its facts do not carry, in %s',
    async (language) => {
      const problems: string[] = []
      for (const [index, each] of cases.entries()) {
        const due = dues[index % dues.length] ?? []
        const { facts } = await secondRun(each, { due })
        const room = await runDesk(facts, { language })
        expect(room.summary.since?.length).toBeGreaterThanOrEqual(3)
        expect(lengthOf(room.texts['strategist'] ?? '', language)).toBeLessThanOrEqual(
          language === 'en' ? 350 : 600
        )
        for (const [name, text] of Object.entries(roomTexts(room))) {
          for (const problem of checkText(text, facts, language)) {
            problems.push(`${each.kind} ${each.back} ${name}: ${problem}`)
          }
        }
      }
      expect(problems.slice(0, 20)).toEqual([])
    }
  )

  test.each(['en', 'zh-TW'] as const)(
    '300 falsified sentences are caught, in %s',
    async (language) => {
      const random = seededRandom(21)
      const rooms = await Promise.all(
        cases.slice(0, 8).map(async (each) => {
          const { facts } = await secondRun(each, { due: [dueOne, dueTwo] })
          return { facts, said: (await runDesk(facts, { language })).summary.since ?? [] }
        })
      )
      const missed: string[] = []
      const kinds = ['digit', 'citation', 'sign'] as const
      for (let made = 0; made < 300;) {
        const { facts, said } = rooms[Math.floor(random() * rooms.length)] ?? {
          facts: [],
          said: []
        }
        const text = said[Math.floor(random() * said.length)] ?? ''
        const mutation = mutate(kinds[made % kinds.length] ?? 'digit', { text, facts }, random)
        if (mutation === null) continue
        made += 1
        if (checkText(mutation.text, facts, language).length === 0) missed.push(mutation.what)
      }
      expect(missed).toEqual([])
    }
  )

  test('says the stance and p then and now, and the strategist the one thing that matters most', async () => {
    const { facts, first } = await secondRun({ kind: 'crashing', seed: 1, back: 60 })
    const { summary, texts } = await runDesk(facts)
    const { since = [] } = summary
    const value = (metric: string) => facts.find((fact) => fact.metric === metric)?.value
    expect([value('since.stance'), value('since.p')]).toEqual([
      first.summary.stance,
      first.summary.p
    ])
    expect(since[1]).toMatch(first.summary.stance === summary.stance ? /still/ : /The stance was/)
    const most = first.summary.stance === summary.stance ? 'since.cross.sma.200' : 'since.stance'
    expect(texts['strategist']?.match(/Since last run/g)).toHaveLength(1)
    expect(texts['strategist']).toContain(`[${facts.find(({ metric }) => metric === most)?.id}]`)
    expect(since.join(' ')).toContain('is below its 200-session average')
    expect(new Set(since).size).toBe(since.length)
  })

  test('says that nothing crossed when nothing did, and only then', async () => {
    for (const each of cases) {
      const { facts } = await secondRun(each)
      const { since = [] } = (await runDesk(facts)).summary
      const moved = facts.some(({ metric }) => /^since\.(cross|extreme)/.test(metric))
      expect(since.some((text) => text.startsWith('Nothing crossed'))).toBe(!moved)
    }
    const quiet = await secondRun({ kind: 'constant', seed: 2, back: 5 })
    expect((await runDesk(quiet.facts)).summary.since?.join(' ')).toContain('Nothing crossed')
  })

  test('tells of the forecasts that came due, once each way', async () => {
    const place = { kind: 'trending', seed: 5, back: 40 } as const
    const said = async (due: ScoredForecast[], kept: KeptForecast[] = due): Promise<string[]> => {
      const { facts } = await secondRun(place, { due, kept })
      return ((await runDesk(facts)).summary.since ?? []).map((text) =>
        text.replace(/ \[F\d+\]/g, '').replace(/\u00a0/g, ' ')
      )
    }
    expect((await said([dueOne])).at(-1)).toBe(
      'A forecast came due: on 2006-01-02 this room gave 48.0 % to 20 sessions that beat +0.7 %; by 2006-01-30 they came to −28.2 %, not above that, as it leaned; Brier 0.230 against 0.250 for a coin.'
    )
    expect((await said([dueOne, dueTwo])).slice(-2)).toEqual([
      '2 forecasts of this room came due, 1 of them leaning the way it went: Brier 0.256 against 0.250 for a coin.',
      'The latest: on 2006-03-02 this room gave 53.0 % to 20 sessions that beat +0.7 %; by 2006-03-30 they came to −1.0 %, not above that, against its lean.'
    ])
    expect((await said([])).at(-1)).toBe("Of this room's forecasts 0 came due.")
    expect((await said([], [keptForecast(), keptForecast({ asOf: '2008-09-15' })])).at(-1)).toBe(
      'No forecast of the room came due; still waiting for their 20 sessions: 2.'
    )
  })

  test('a call that came or went is said, and no p that was not there', async () => {
    const { facts } = await secondRun({ kind: 'flat', seed: 4, back: 10 })
    const said = async (values: Record<string, string | null>): Promise<string> =>
      ((await runDesk(withFacts(facts, values))).summary.since ?? []).join(' ')
    expect(await said({ 'since.stance': 'no-call', 'since.p': null })).toMatch(
      /There was no call \[F\d+\]; now the stance is/
    )
    const votes = ['quant', 'historian', 'scout', 'risk'].map((role) => [`vote.${role}.p`, null])
    const lost = Object.fromEntries(votes) as Record<string, null>
    expect(await said(lost)).toMatch(/; now there is no call\./)
    expect(await said({ ...lost, 'since.stance': 'no-call', 'since.p': null })).toMatch(
      /There was no call \[F\d+\], and there is none now\./
    )
  })
})

describe('the record of the ranges', () => {
  const base = factsOf({ prices: toCsv(makeSeries('flat', 4)) })

  const risk = async (coverage: number, n: number): Promise<string> => {
    const counted = withFacts(base, { 'record.ranges': n }, 'count')
    const facts = withFacts(counted, { 'record.coverage': coverage }, 'ratio')
    const said = await Promise.all(
      (['en', 'zh-TW'] as const).map(async (language) => {
        const { sections } = (await runDesk(facts, { language })).summary
        const text = sections.find(({ id }) => id === 'risk')?.text ?? ''
        expect(checkText(text, facts, language)).toEqual([])
        return text
      })
    )
    return said[0] ?? ''
  }

  test('is said with its count, and judged from 30 outcomes on by two standard errors', async () => {
    expect(await risk(0.5, 29)).toContain('too few to judge')
    expect(await risk(0.66, 30)).toContain('as meant')
    expect(await risk(0.65, 30)).toContain('too narrow')
    expect(await risk(0.95, 30)).toContain('too wide')
    expect(await risk(0, 0)).not.toContain('ranges have held')
  })
})

describe('a first run', () => {
  test('has nothing to compare with, and says nothing of it', async () => {
    const facts = factsOf({ prices: toCsv(makeSeries('trending', 1)) })
    const { summary, texts } = await runDesk(facts)
    expect('since' in summary).toBe(false)
    expect(texts['strategist']).not.toContain('Since last run')
  })
})
