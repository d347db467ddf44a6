import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../main/kernel/random'
import type { Fact } from '../../../../preload/contract/facts'
import { checkText, type CheckedLanguage } from '../../../support/desk-checker'
import { mutate, type Mutation } from '../../../support/desk-mutations'
import { factsOf, roomTexts, runDesk, type RoomResult } from '../../../support/desk-room'
import { makeSeries, seriesKinds, toCsv, type SeriesKind } from '../../../support/desk-series'

const seriesCount = 200
const languages: readonly CheckedLanguage[] = ['en', 'zh-TW']

interface Case {
  kind: SeriesKind
  seed: number
  facts: Fact[]
}

const cases: Case[] = Array.from({ length: seriesCount }, (_none, seed) => {
  const kind = seriesKinds[seed % seriesKinds.length] as SeriesKind
  return { kind, seed, facts: factsOf({ prices: toCsv(makeSeries(kind, seed), kind) }) }
})

const rooms = new Map<string, RoomResult>()
const roomOf = async ({ seed, facts }: Case, language: CheckedLanguage): Promise<RoomResult> => {
  const key = `${language}:${seed}`
  const room = rooms.get(key) ?? (await runDesk(facts, { language }))
  rooms.set(key, room)
  return room
}

describe('200 seeded series', () => {
  test('every role abstains with a reason or cites at least 5 facts', async () => {
    for (const each of cases) {
      const { answers } = await roomOf(each, 'en')
      for (const [role, answer] of Object.entries(answers)) {
        const where = `${role} on ${each.kind} ${each.seed}`
        if (answer.status === 'abstained') {
          expect(answer.reason.code, where).toBe('role.abstained')
          continue
        }
        const cited = new Set(answer.claims.flatMap(({ facts }) => facts))
        expect(cited.size, where).toBeGreaterThanOrEqual(5)
      }
    }
  })

  test.each(languages)('every figure equals the fact cited after it, in %s', async (language) => {
    const problems: string[] = []
    for (const each of cases) {
      const room = await roomOf(each, language)
      for (const [name, text] of Object.entries(roomTexts(room))) {
        for (const problem of checkText(text, each.facts, language)) {
          problems.push(`${each.kind} ${each.seed} ${name}: ${problem}`)
        }
      }
    }
    expect(problems.slice(0, 20)).toEqual([])
  })

  test.each(languages)('1,000 of 1,000 falsified texts are caught, in %s', async (language) => {
    const random = seededRandom(language === 'en' ? 11 : 12)
    const kinds: readonly Mutation['kind'][] = ['digit', 'citation', 'sign']
    const missed: string[] = []
    let made = 0
    while (made < 1_000) {
      const each = cases[Math.floor(random() * cases.length)] as Case
      const texts = Object.values(roomTexts(await roomOf(each, language)))
      const text = texts[Math.floor(random() * texts.length)] ?? ''
      const kind = kinds[made % kinds.length] as Mutation['kind']
      const mutation = mutate(kind, { text, facts: each.facts }, random)
      if (mutation === null) continue
      made += 1
      if (checkText(mutation.text, each.facts, language).length === 0) {
        missed.push(`${each.kind} ${each.seed} ${mutation.kind}: ${mutation.what}`)
      }
    }
    expect(missed).toEqual([])
  })
})
