import { describe, expect, test } from 'vitest'
import type { Language } from '../../../../preload/contract/words'
import { deskRoles } from '../../../../main/analysts/desk/findings/absent-roles'
import { factsOf, roomTexts, runDesk } from '../../../support/desk-room'
import {
  makeSeries,
  mirrored,
  seriesKinds,
  toCsv,
  type SeriesRow
} from '../../../support/desk-series'

const sampleNotes = [
  '2002-01-07 Orders rose in the fourth quarter.',
  '2002-02-04 The plant in Ohio was closed.',
  '2002-03-04 Guidance was kept at 4 %.',
  '2002-03-05 The bank cut its rating.',
  '2002-03-06 A dividend of 0.40 was declared.'
].join('\n')

const citation = /\s*\[F\d+\]/g

const wordsIn = (text: string): number =>
  text
    .replace(citation, '')
    .replace(/\*\*|^- /gm, '')
    .split(/\s+/)
    .filter((word) => /[\p{L}\d]/u.test(word)).length

const charactersIn = (text: string): number =>
  [...text.replace(citation, '').replace(/[\s*]/g, '')].length

/** Sentences without their figures, dates and citations. */
const strippedSentences = (text: string): string[] =>
  text
    .replace(/\*\*[^*]+\*\*/g, '')
    .replace(citation, '')
    .split(/(?<=[.!?])\s+|(?<=。)|\n+/)
    .map((sentence) =>
      sentence
        .replace(/^- /, '')
        .replace(/[\d.,%+\u2212\u00a0σ-]/g, '')
        .trim()
    )
    .filter((sentence) => sentence !== '')

const sharedPart = (one: string, other: string): number => {
  const [first, second] = [strippedSentences(one), new Set(strippedSentences(other))]
  return first.filter((sentence) => second.has(sentence)).length / Math.max(1, first.length)
}

const roomOn = (rows: readonly SeriesRow[], language: Language, notes?: string) =>
  runDesk(factsOf({ prices: toCsv(rows), ...(notes === undefined ? {} : { notes }) }), { language })

describe('length', () => {
  test('a role with all its facts says 120 to 350 words, or 200 to 600 characters', async () => {
    for (const kind of ['trending', 'flat', 'crashing', 'gappy'] as const) {
      for (let seed = 1; seed <= 4; seed += 1) {
        const rows = makeSeries(kind, seed)
        const en = await roomOn(rows, 'en', sampleNotes)
        const zh = await roomOn(rows, 'zh-TW', sampleNotes)
        for (const role of deskRoles) {
          if (role === 'intel') continue
          const where = `${role} on ${kind} ${seed}`
          // Without two votes there is less to weigh, and nothing is said to fill the room.
          const least = role === 'strategist' && en.summary.p === null ? 90 : 120
          expect(wordsIn(en.texts[role] ?? ''), where).toBeGreaterThanOrEqual(least)
          expect(wordsIn(en.texts[role] ?? ''), where).toBeLessThanOrEqual(350)
          expect(charactersIn(zh.texts[role] ?? ''), where).toBeGreaterThanOrEqual(200)
          expect(charactersIn(zh.texts[role] ?? ''), where).toBeLessThanOrEqual(600)
        }
      }
    }
  })
})

/** Roles whose words differ by 60 % on each pair, not only on the average of pairs. */
const singlePairs = ['scout', 'quant', 'historian', 'bull', 'bear', 'risk']

describe('opposite series', () => {
  test.each(['en', 'zh-TW'] as const)(
    'a series and its mirror share under 40 % of their sentences, in %s',
    async (language) => {
      const shares: Record<string, number[]> = {}
      for (const kind of ['trending', 'crashing', 'gappy'] as const) {
        for (let seed = 1; seed <= 5; seed += 1) {
          const rows = makeSeries(kind, seed)
          const there = await roomOn(rows, language)
          const back = await roomOn(mirrored(rows), language)
          const join = (texts: Record<string, string>): string => Object.values(texts).join('\n')
          ;(shares['all'] ??= []).push(sharedPart(join(there.texts), join(back.texts)))
          for (const role of deskRoles) {
            if (role === 'intel') continue
            const part = sharedPart(there.texts[role] ?? '', back.texts[role] ?? '')
            ;(shares[role] ??= []).push(part)
          }
        }
      }
      for (const [role, parts] of Object.entries(shares)) {
        const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length
        expect(mean, role).toBeLessThan(0.4)
      }
      for (const name of ['all', ...singlePairs]) {
        for (const part of shares[name] ?? []) expect(part, name).toBeLessThan(0.4)
      }
    }
  )
})

describe('what a role must not say', () => {
  /** DESK.md section 4, and the words of size and of certainty that it stands for. */
  const forbidden: Record<'en' | 'zh-TW', readonly [role: RegExp, words: RegExp][]> = {
    en: [
      [
        /.*/,
        /momentum (is )?building|key (level|support|resistance)|sentiment is|balanced outlook/i
      ],
      [
        /.*/,
        /oversold|overbought|will bounce|historically|tends? to|maximum loss|risk is limited/i
      ],
      [/quant/, /confirm|building|breakout/i],
      [/historian|risk/, /pattern|usually follows|worst case|at most this/i],
      [/.*/, /buy at|fill(ed)? at the stop|guarantee|certain to|regime|despite/i],
      [/bull|bear/, /\b(huge|massive|sharp|strong|significant|big|large|small|steep|sizeable)\b/i],
      [/strategist|stanceLine/, /confidence/i]
    ],
    'zh-TW': [
      [
        /.*/,
        /動能(正在)?增強|關鍵(價位|支撐|壓力)|情緒(偏多|偏空|正面|負面)|前景(平衡|均衡)|多空平衡/
      ],
      [/.*/, /超賣|超買|將會?反彈|歷史上|往往|傾向於|最大損失|風險有限/],
      [/.*/, /買在|保證|必然|一定會|儘管|雖然/],
      [/quant/, /印證|確認|突破在即/],
      [/historian|risk/, /慣性|最壞情況|最多只會/],
      [/bull|bear/, /大幅|巨大|強勁|顯著|劇烈|微幅|龐大/]
    ]
  }

  test.each(['en', 'zh-TW'] as const)(
    'none of it is said on any series, in %s',
    async (language) => {
      for (const [seed, kind] of seriesKinds.entries()) {
        const rows = makeSeries(kind, seed + 40)
        const facts = factsOf({ prices: toCsv(rows, kind), notes: sampleNotes })
        for (const [name, text] of Object.entries(roomTexts(await runDesk(facts, { language })))) {
          for (const [role, words] of forbidden[language]) {
            if (role.test(name)) expect(text, `${name} on ${kind}`).not.toMatch(words)
          }
        }
      }
    }
  )

  test('the list catches what it is for', () => {
    const said = 'Momentum is building near a key level; oversold, so it will bounce; buy at 4,500.'
    expect(forbidden.en.filter(([, words]) => words.test(said)).length).toBeGreaterThanOrEqual(3)
    const also = '動能正在增強，關鍵價位在前，歷史上往往反彈，風險有限，買在回檔。'
    expect(
      forbidden['zh-TW'].filter(([, words]) => words.test(also)).length
    ).toBeGreaterThanOrEqual(3)
  })
})

describe('one set of findings, several languages', () => {
  const cited = (text: string): string[] => [...new Set(text.match(/\[F\d+\]/g) ?? [])].sort()

  test('every language cites the same facts, and exactly those of its claims', async () => {
    for (const [seed, kind] of seriesKinds.entries()) {
      const facts = factsOf({
        prices: toCsv(makeSeries(kind, seed + 60), kind),
        notes: sampleNotes
      })
      const en = await runDesk(facts, { language: 'en' })
      for (const language of ['zh-TW', 'zh-CN'] as const) {
        const other = await runDesk(facts, { language })
        for (const role of deskRoles) {
          expect(cited(other.texts[role] ?? ''), role).toEqual(cited(en.texts[role] ?? ''))
          expect(other.answers[role]?.findings).toEqual(en.answers[role]?.findings)
        }
      }
      for (const role of deskRoles) {
        const answer = en.answers[role]
        if (answer?.status !== 'ok') continue
        for (const claim of answer.claims) {
          const there = (en.texts[role] ?? '').slice(claim.offset, claim.offset + claim.length)
          expect(there).toBe(claim.text)
          expect(cited(claim.text)).toEqual(claim.facts.map((id) => `[${id}]`).sort())
        }
      }
    }
  })

  test('Chinese texts hold no English template', async () => {
    const facts = factsOf({ prices: toCsv(makeSeries('trending', 3)), notes: sampleNotes })
    for (const language of ['zh-TW', 'zh-CN'] as const) {
      const room = await runDesk(facts, { language })
      for (const [name, text] of Object.entries(roomTexts(room))) {
        if (name === 'intel') continue
        expect(text, name).not.toMatch(/\b(the|is|of|and|its|sessions?)\b/i)
        expect(text, name).not.toMatch(/\{\{|\ue000|\ufffd/)
      }
    }
  })
})
