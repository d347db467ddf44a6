import { describe, expect, test } from 'vitest'
import { tickOf } from '../../../../main/evidence/taiwan/ticks'
import type { Fact } from '../../../../preload/contract/facts'
import { plainMandate, type Mandate } from '../../../../preload/contract/mandate'
import { checkText, type CheckedLanguage } from '../../../support/desk-checker'
import { sayAlone, withFacts } from '../../../support/desk-facts'
import { factsOf, roomTexts, runDesk } from '../../../support/desk-room'
import {
  makeSeries,
  seriesKinds,
  toCsv,
  type SeriesKind,
  type SeriesRow
} from '../../../support/desk-series'

const mandateOf = (change: Partial<Mandate>): Mandate => ({ ...plainMandate, ...change })

/** On the exchange's ticks, so that a series can have daily limits. */
const onTicks = (rows: readonly SeriesRow[]): SeriesRow[] =>
  rows.map((row) => {
    const price = row.close / 10
    const tick = tickOf(price, row.date, false)
    const close = Number((Math.round(price / tick) * tick).toFixed(2))
    return { ...row, open: close, high: close, low: close, close }
  })

const factsWith = (
  change: Partial<Mandate> | null,
  { kind = 'trending', seed = 3, subject = 'Test' }: Partial<Place> = {}
): Fact[] => {
  const rows = makeSeries(kind, seed)
  const prices = toCsv(subject === 'Test' || kind === 'close-only' ? rows : onTicks(rows), kind)
  return factsOf({ prices, subject, ...(change === null ? {} : { mandate: mandateOf(change) }) })
}

interface Place {
  kind: SeriesKind
  seed: number
  subject: string
}

/** Execution's text of a room that leans to that side, whatever the series says. */
const executionOf = async (
  facts: readonly Fact[],
  { stance = null, language = 'en' }: { stance?: 'buy' | 'sell' | null; language?: CheckedLanguage }
): Promise<string> => {
  const p = stance === null ? null : stance === 'buy' ? 0.53 : 0.47
  const votes = facts.filter(({ metric }) => /^(vote\.\w+|forecast(\.room)?)\.p$/.test(metric))
  const values = Object.fromEntries(votes.map(({ metric }) => [metric, p]))
  const { texts } = await runDesk(p === null ? facts : withFacts(facts, values), { language })
  return texts['execution'] ?? ''
}

const mandates: Partial<Mandate>[] = [
  { position: 'flat', equity: 1e6 },
  { position: 'flat', riskShare: 0.005, longOnly: true },
  { position: 'holding', cost: 90, equity: 250_000, riskShare: 0.0125, lot: 10 },
  { position: 'holding', longOnly: true },
  { equity: 40, riskShare: 0.02 },
  { equity: 5_000, lot: 1_000, longOnly: true },
  { equity: 1e7, riskShare: 1 }
]

const wordsIn = (text: string): number =>
  text
    .replace(/\s*\[F\d+\]/g, '')
    .split(/\s+/)
    .filter((word) => /[\p{L}\d]/u.test(word)).length

const charactersIn = (text: string): number =>
  [...text.replace(/\s*\[F\d+\]/g, '').replace(/[\s*]/g, '')].length

describe('words for a mandate', () => {
  test.each(['en', 'zh-TW'] as const)(
    'stand on their facts, on every kind of series and in Taiwan, in %s',
    async (language) => {
      const problems: string[] = []
      for (const [seed, kind] of seriesKinds.entries()) {
        for (const [index, mandate] of mandates.entries()) {
          const subject = index % 2 === 0 ? 'Test' : '2330.TW'
          const facts = factsWith(mandate, { kind, seed: seed + 20, subject })
          const room = await runDesk(facts, { language })
          for (const [name, text] of Object.entries(roomTexts(room))) {
            const found = checkText(text, facts, language)
            problems.push(...found.map((problem) => `${kind} ${index} ${name}: ${problem}`))
          }
        }
      }
      expect(problems.slice(0, 10)).toEqual([])
    }
  )

  test('keep to the length of a role, with everything on', async () => {
    for (const kind of ['trending', 'crashing'] as const) {
      for (const subject of ['Test', '2330.TW']) {
        for (const mandate of [null, ...mandates]) {
          const facts = factsWith(mandate, { kind, subject })
          const where = `${kind} ${subject} ${JSON.stringify(mandate)}`
          for (const stance of ['buy', 'sell'] as const) {
            const words = wordsIn(await executionOf(facts, { stance }))
            expect(words, where).toBeGreaterThanOrEqual(120)
            expect(words, where).toBeLessThanOrEqual(350)
            const characters = charactersIn(await executionOf(facts, { stance, language: 'zh-TW' }))
            expect(characters, where).toBeGreaterThanOrEqual(200)
            expect(characters, where).toBeLessThanOrEqual(600)
          }
        }
      }
    }
  })

  test('say the same in Traditional and Simplified Chinese, from the same facts', async () => {
    const facts = factsWith({ position: 'holding', cost: 90, equity: 1e6, longOnly: true })
    const [en, traditional, simplified] = await Promise.all(
      (['en', 'zh-TW', 'zh-CN'] as const).map((language) => runDesk(facts, { language }))
    )
    const cited = (text = ''): string[] => [...new Set(text.match(/\[F\d+\]/g) ?? [])].sort()
    expect(cited(simplified?.texts['execution'])).toEqual(cited(en?.texts['execution']))
    expect(cited(traditional?.texts['execution'])).toEqual(cited(en?.texts['execution']))
    expect(simplified?.texts['execution']).toContain('相对于成本')
  })
})

describe('the position', () => {
  test('flat has the plan of an entry only, and its levels', () => {
    const { text, report, rules } = sayAlone('execution', factsWith({ position: 'flat' }))
    expect(rules.some((rule) => /^execution\.(holding|reached|target)/.test(rule))).toBe(false)
    expect(rules.some((rule) => rule.startsWith('execution.flatStop.'))).toBe(true)
    expect(report.levels.map(({ kind }) => kind)).toEqual(['entry', 'entry.stop', 'entry.target'])
    expect(text).toContain('the plan starts from')
    expect(text).not.toMatch(/both plans|Keep/i)
  })

  test('held has the plan of what is held only, and its levels', () => {
    const { text, report, rules } = sayAlone('execution', factsWith({ position: 'holding' }))
    expect(rules.some((rule) => rule.startsWith('execution.flat'))).toBe(false)
    expect(rules.some((rule) => rule.startsWith('execution.holding.'))).toBe(true)
    expect(report.levels.map(({ kind }) => kind)).toEqual(['stop', 'target'])
    expect(text).not.toMatch(/[Ee]nter only|No entry/)
  })

  test('not said has both, as without a mandate', () => {
    const { rules, report } = sayAlone('execution', factsWith({}))
    expect(rules).toEqual(sayAlone('execution', factsWith(null)).rules)
    expect(report.levels).toHaveLength(5)
  })

  test("decides what the summary's stance says", async () => {
    const section = async (mandate: Partial<Mandate>): Promise<string> => {
      const { summary } = await runDesk(factsWith(mandate))
      return summary.sections.find(({ id }) => id === 'stance')?.text ?? ''
    }
    const flat = await section({ position: 'flat', equity: 1e6 })
    expect(flat).not.toContain('**Holding.**')
    expect(flat).toMatch(/\*\*Flat\.\*\*.*stop.*The plan would allow at most [\d,]+ units/)
    const held = await section({ position: 'holding', equity: 1e6, cost: 90 })
    expect(held).not.toContain('**Flat.**')
    expect(held).toMatch(/\*\*Holding\.\*\*.*The plan allows at most.*Against the cost of 90\.00/)
  })

  test('with a cost says the gain so far and at the stop', () => {
    const { text } = sayAlone('execution', factsWith({ position: 'holding', cost: 90 }))
    expect(text).toMatch(
      /Against the cost of 90\.00 \[F\d+\] the close is [+−][\d,.]+\u00a0% \[F\d+\] and the stop [+−]/
    )
  })
})

describe('the share at risk', () => {
  test('is the fact in every sentence that says it, and the constant without a mandate', () => {
    const facts = factsWith({ riskShare: 0.0075 })
    const id = facts.find(({ metric }) => metric === 'mandate.risk')?.id ?? ''
    for (const role of ['execution', 'risk'] as const) {
      const { text } = sayAlone(role, facts)
      expect(text).toContain(`0.75\u00a0% [${id}] of equity at risk`)
      expect(text).not.toMatch(/\b1\u00a0% (\[F\d+\] )?of equity/)
      expect(sayAlone(role, factsWith(null)).text).toMatch(/1\u00a0% of equity at risk/)
    }
  })
})

describe('sizes', () => {
  test('are shares of equity without it, lots and money with it', () => {
    const [without, known] = [factsWith({}), factsWith({ equity: 1e6, lot: 10 })]
    expect(sayAlone('execution', without).text).toMatch(/is a position of \d+\u00a0% \[F\d+\]/)
    const { text } = sayAlone('execution', known)
    expect(text).not.toContain('is a position of')
    expect(text).toMatch(
      /The plan allows at most [\d,]+ lots \[F\d+\] of 10 \[F\d+\], [\d,]+ units/
    )
    expect(text).toMatch(
      /the stop then costs [\d,]+ \[F\d+\], [01]\.\d\d\u00a0% \[F\d+\] of equity/
    )
  })

  test('of no lot are said with what one would lose, or would cost', () => {
    const risky = sayAlone('execution', factsWith({ equity: 10_000, lot: 1_000 })).text
    expect(risky).toMatch(
      /The risk allows 0 lots \[F\d+\]: one of 1,000 units \[F\d+\] would lose [\d,.]+/
    )
    const dear = sayAlone('execution', factsWith({ equity: 2_000, riskShare: 1 })).text
    expect(dear).toMatch(
      /The equity allows 0 lots \[F\d+\]: one of 1 unit \[F\d+\] costs .* the equity of 2,000/
    )
  })

  test('in Taiwan are lots of 1,000 shares, and odd shares where none fits', () => {
    const large = factsWith({ equity: 1e8 }, { subject: '2330.TW' })
    expect(sayAlone('execution', large, { language: 'zh-TW' }).text).toMatch(
      /最多 [\d,]+ 張 \[F\d+\]（共 [\d,]+ 股 \[F\d+\]）/
    )
    const small = factsWith({ equity: 100_000 }, { subject: '2330.TW' })
    const { text } = sayAlone('execution', small)
    expect(text).toMatch(/The risk allows 0 lots \[F\d+\]: one of 1,000 shares/)
    expect(text).toMatch(/In odd lots it allows [\d,]+ shares? \[F\d+\]/)
  })
})

describe('a stance against', () => {
  const hedges = /hedge(?!\))|short(?!:)|避險(?!）)|放空(?!；)/

  test('plans no short for who holds nothing, and says so', async () => {
    const text = await executionOf(factsWith({ position: 'flat' }), { stance: 'sell' })
    expect(text).toContain('No entry against the stance, and no short: this desk plans none')
  })

  test.each(['en', 'zh-TW'] as const)('of long only proposes no hedge, in %s', async (language) => {
    for (const position of [null, 'flat', 'holding'] as const) {
      const facts = factsWith({ position, longOnly: true })
      const text = await executionOf(facts, { stance: 'sell', language })
      expect(text).toMatch(/long only|只做多/)
      expect(text).not.toMatch(hedges)
      expect(text).not.toMatch(/no short|規劃放空/)
    }
    const free = await executionOf(factsWith({ position: 'holding' }), { stance: 'sell', language })
    expect(free).toMatch(/Reduce or hedge|減碼或避險/)
  })
})

describe('a Taiwanese file with closes off the ticks', () => {
  const prices = toCsv(makeSeries('trending', 3))
  const facts = factsOf({
    ...{ prices, subject: '2330.TW' },
    mandate: mandateOf({ position: 'holding', equity: 1e6, cost: 90 })
  })

  test('is flagged beside the basis of its prices, and its plan says what is absent', async () => {
    const { summary, texts } = await runDesk(facts)
    expect(summary.header).toContain(
      'adjusted by the vendor since, not the prices that were traded'
    )
    expect(texts['scout']).toContain("off the exchange's ticks")
    expect(texts['execution']).toMatch(/No number of units|No .*units/)
    expect(texts['execution']).toMatch(/No .*gain/)
    for (const language of ['en', 'zh-TW'] as const) {
      const room = await runDesk(facts, { language })
      const problems = Object.values(roomTexts(room)).flatMap((text) =>
        checkText(text, facts, language)
      )
      expect(problems).toEqual([])
    }
  })

  test('is restated where a past date was asked for', () => {
    const past = sayAlone('historian', facts, { asOfAsked: '2004-01-05' })
    expect(past.rules).toContain('caution.data_restated')
    expect(sayAlone('historian', facts).rules).not.toContain('caution.data_restated')
  })
})
