import { describe, expect, test } from 'vitest'
import { deskRoles } from '../../../../main/analysts/desk/findings/absent-roles'
import type { Fact } from '../../../../preload/contract/facts'
import { checkText } from '../../../support/desk-checker'
import { sayAlone } from '../../../support/desk-facts'
import { factsOf, roomTexts, runDesk } from '../../../support/desk-room'
import { makeSeries, toCsv, type SeriesRow } from '../../../support/desk-series'

const languages = ['en', 'zh-TW'] as const

/** A share that pays 2 % each 63 sessions, the last time before its last session. */
const payingCsv = (rows: readonly SeriesRow[]): string => {
  const lines = rows.map(({ date, open, high, low, close, volume }, index) => {
    const toCome = Math.ceil((rows.length - 1 - index) / 63)
    const adjusted = Number((close * 0.98 ** toCome).toFixed(4))
    return [date, open, high, low, close, adjusted, volume].join(',')
  })
  return ['date,open,high,low,close,adj close,volume', ...lines].join('\n')
}

/** The last close lies 1 % under the one before, and 2 % were paid between them. */
const onPayday = (rows: readonly SeriesRow[]): SeriesRow[] => {
  const before = rows.at(-2) as SeriesRow
  const close = Number((before.close * 0.99).toFixed(4))
  const last = { ...(rows.at(-1) as SeriesRow), open: close, high: close, low: close, close }
  return [...rows.slice(0, -1), last]
}

const bare = (text: string): string => text.replace(/\s*\[F\d+\]/g, '').replace(/\u00a0/g, ' ')

describe('returns with dividends', () => {
  const rows = onPayday(makeSeries('trending', 7))
  const facts = factsOf({ prices: payingCsv(rows) })

  test('a close that fell is not said to have risen but for its dividends', () => {
    const fact = facts.find(({ metric }) => metric === 'return.1d') as Fact
    expect(fact.basis).toBe('total')
    expect(fact.value).toBeCloseTo(0.99 / 0.98 - 1, 4)
    const en = bare(sayAlone('scout', facts).text)
    expect(en).toContain('the close rose 1.0 % with dividends and stood at')
    const zh = bare(sayAlone('scout', facts, { language: 'zh-TW' }).text)
    expect(zh).toContain('收盤上漲 1.0% 含息，收在')
  })

  test('no word of dividends is said where the file has one price column', () => {
    const plain = factsOf({ prices: toCsv(rows) })
    for (const language of languages) {
      expect(sayAlone('scout', plain, { language }).text).not.toMatch(/with dividends|含息/)
    }
  })

  test.each(languages)(
    'stand so on every fact of a room, at the length of one, in %s',
    async (language) => {
      const problems: string[] = []
      for (const kind of ['trending', 'flat', 'crashing', 'gappy'] as const) {
        for (const seed of [1, 2, 3]) {
          const known = factsOf({ prices: payingCsv(onPayday(makeSeries(kind, seed))) })
          const room = await runDesk(known, { language })
          for (const [name, text] of Object.entries(roomTexts(room))) {
            problems.push(...checkText(text, known, language).map((each) => `${name}: ${each}`))
          }
          for (const role of deskRoles) {
            const text = bare(room.texts[role] ?? '').replace(/\*\*|^- /gm, '')
            const words = text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length
            const length = language === 'en' ? words : [...text.replace(/\s/g, '')].length
            expect(length, role).toBeLessThanOrEqual(language === 'en' ? 350 : 600)
          }
        }
      }
      expect(problems.slice(0, 10)).toEqual([])
    }
  )
})

describe('a benchmark that ended', () => {
  const rows = makeSeries('trending', 7)
  const end = rows.at(-8)?.date ?? ''
  const facts = factsOf({ prices: toCsv(rows), benchmark: toCsv(rows.slice(0, -7)) })

  test.each([
    ['en', `Flag: the benchmark ends on ${end}: no figure of it is used.`],
    ['zh-TW', `旗標：對照指數只到 ${end}，不採用它的任何數字。`]
  ] as const)(
    'is said by Scout and flagged above the summary, in %s',
    async (language, sentence) => {
      const { summary, texts } = await runDesk(facts, { language })
      expect(bare(texts['scout'] ?? '')).toContain(sentence)
      expect(checkText(texts['scout'] ?? '', facts, language)).toEqual([])
      expect(summary.flags).toMatchObject([{ metric: 'data.benchmark.end', blocking: false }])
      expect(summary.flags?.[0]?.text).toContain(end)
      expect(texts['risk']).not.toMatch(/Beta/)
    }
  )

  test('is not called evidence that was not given', async () => {
    const given = (await runDesk(facts)).summary.notRead?.join(' ') ?? ''
    expect(given).not.toContain('benchmark')
    const none = (await runDesk(factsOf({ prices: toCsv(rows) }))).summary.notRead?.join(' ')
    expect(none).toContain('benchmark')
  })
})
