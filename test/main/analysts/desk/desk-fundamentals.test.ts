import { describe, expect, it } from 'vitest'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { writeFundamentals } from '../../../../main/evidence/fundamentals/fundamentals-file'
import type { Fundamentals } from '../../../../main/evidence/fundamentals/fundamentals-shape'
import type { Fact } from '../../../../preload/contract/facts'
import { checkText } from '../../../support/desk-checker'
import { evidenceItem, evidenceOf, runDesk } from '../../../support/desk-room'
import { fundamentalsFixture, period, ratios } from '../../../support/fundamentals-fixture'
import { csvOf, walk } from '../../evidence/series'

const prices = csvOf(walk(7, 700))
const lastDay = prices.trimEnd().split('\n').at(-1)?.slice(0, 10) ?? ''
const year = Number(lastDay.slice(0, 4))
const factsOf = (name: string, figures: Fundamentals, notes?: string): Fact[] => {
  const evidence = evidenceOf({ prices, ...(notes !== undefined && { notes }) })
  const bytes = writeFundamentals(figures, name)
  const fundamentals = evidenceItem('fundamentals', bytes, name)
  return computeFacts({ subject: 'Test', evidence: { ...evidence, fundamentals } }).facts
}

const figures = (change: Partial<Fundamentals> = {}): Fundamentals =>
  fundamentalsFixture({
    ratios: ratios(`${year - 1}-01-03`, { trailingPe: 20.1, priceToBook: 4.25 }),
    periods: [
      period(`${year - 3}-12-31`, 'annual', { income: { revenue: 400, netIncome: 40 } }),
      period(`${year - 2}-12-31`, 'annual', { income: { revenue: 350, netIncome: 35 } }),
      period(`${year - 3}-09-30`, 'quarterly', { income: { revenue: 80 } }),
      period(`${year - 2}-09-30`, 'quarterly', { income: { revenue: 100 } }),
      period(`${year + 1}-12-31`, 'annual', { income: { revenue: 1 } })
    ],
    ...change
  })

const sayings = {
  en: [
    `In the year to ${year - 2}-12-31 [F`,
    'revenue changed by −12.5 % [F',
    'at a net margin of 10.0 % [F',
    'revenue changed by +25.0 % [F',
    'the price is 20.10 times [F',
    '4.25 times [F',
    '1 period [F'
  ],
  'zh-TW': ['營收較前一年變動 −12.5% [F', '淨利率 10.0% [F', '本益比 20.10 倍 [F', '1 期 [F']
} as const

describe('Intel Officer with a company’s figures', () => {
  it.each(['en', 'zh-TW'] as const)('reads out what was public, in %s', async (language) => {
    const facts = factsOf('f.json', figures(), `${year - 1}-01-05 The works raised its forecast.`)
    const { texts, summary } = await runDesk(facts, { language })
    const intel = texts['intel'] ?? ''
    const plain = intel.replaceAll('\u00a0', ' ')
    for (const saying of sayings[language]) expect(plain).toContain(saying)
    expect(checkText(intel, facts, language)).toEqual([])
    expect((summary.notRead ?? []).join(' ')).not.toMatch(/undamentals|基本面/)
  })

  it('has them as its text where no notes were given, and counts none', async () => {
    const facts = factsOf('f.json', figures())
    const { texts, answers, forecasts } = await runDesk(facts)
    expect(answers['intel']?.status).toBe('ok')
    expect(texts['intel']).toContain('No notes and no headlines were given.')
    expect(texts['intel']).toContain('**Fundamentals.**')
    expect(checkText(texts['intel'] ?? '', facts, 'en')).toEqual([])
    expect(forecasts.some(({ role }) => role === 'intel')).toBe(false)
  })

  it('leaves the room’s own call as it is without them', async () => {
    const { summary } = await runDesk(factsOf('f.json', figures()))
    const bare = computeFacts({ subject: 'Test', evidence: evidenceOf({ prices }) }).facts
    const without = (await runDesk(bare)).summary
    expect([summary.p, summary.stance]).toEqual([without.p, without.stance])
    expect((without.notRead ?? []).join(' ')).toContain('fundamentals')
  })

  it('says that ratios of a later day are left unread', async () => {
    const facts = factsOf('f.json', figures({ ratios: ratios(`${year + 1}-01-03`, { beta: 1 }) }))
    for (const language of ['en', 'zh-TW'] as const) {
      const text = (await runDesk(facts, { language })).texts['intel'] ?? ''
      expect(text.replaceAll('\u00a0', ' ')).toMatch(/1 (set of ratios|組比率) \[F\d+\]/)
      expect(checkText(text, facts, language)).toEqual([])
    }
  })

  it('says so when none of them was public yet', async () => {
    const later = [period(`${year + 1}-12-31`, 'annual', { income: { revenue: 1 } })]
    const facts = factsOf('f.json', figures({ ratios: null, periods: later }))
    const { texts } = await runDesk(facts)
    expect(texts['intel']?.replaceAll('\u00a0', ' ')).toMatch(/hold 0 periods \[F\d+\] that were/)
    expect(checkText(texts['intel'] ?? '', facts, 'en')).toEqual([])
  })
})
