import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import type { SessionState } from '../../../../preload/contract/session-state'
import { FactBook } from '../../../../main/analysts/desk/fact-book'
import { roomOf } from '../../../../main/analysts/desk/scheme/room'
import { filedMethods } from '../../../../main/analysts/desk/summary/forecasts'
import { boardFigures } from '../../../../main/board/board-figures'
import { checkText, type CheckedLanguage } from '../../../support/desk-checker'
import { roomTexts, runDesk } from '../../../support/desk-room'
import { buildJournal, type JournalBuild } from '../../../support/journal-build'
import { dataFolder, withStorage } from '../../../support/journal-folder'
import { recordRoom } from '../../../support/record-room'
import { sp500Bars, sp500File } from '../../../support/sp500-bars'

const bytes = readFileSync(sp500File)
const bars = sp500Bars()
const dates = bars.map(({ date }) => date)
const horizon = 20
const first = dates.indexOf('2004-01-27')
const dateOf = (run: number): string => dates[first + horizon * run] ?? ''

/** Every third run reads notes against, all others notes for. */
const isAgainst = (run: number): boolean => run % 3 === 2
const notesOn = (run: number): string =>
  [1, 2, 3, 4, 5]
    .map((day) => `2003-05-0${day} Orders ${isAgainst(run) ? 'fell' : 'rose'} by ${day} %.`)
    .join('\n')

let build: JournalBuild
/** 31 runs 20 sessions apart, then one on the day before the last of them. */
let runs: SessionState[]
let before: SessionState
let asked: { find: number; withoutNotes: number }

beforeAll(async () => {
  build = await buildJournal()
  const { folder, remove } = dataFolder()
  try {
    await withStorage({ folder, workerFile: build.workerFile }, async (storage) => {
      const { ledger } = storage
      let find = 0
      const counting = {
        find: (query: Parameters<typeof ledger.find>[0]) => {
          if (query.state === 'scored' && query.after === null) find += 1
          return ledger.find(query)
        },
        records: (options: Parameters<typeof ledger.records>[0]) => ledger.records(options),
        settle: (verdicts: Parameters<typeof ledger.settle>[0]) => ledger.settle(verdicts),
        clear: (subject: string) => ledger.clear(subject)
      }
      const room = recordRoom(storage, { ledger: counting, desk: ['scout', 'intel', 'risk'] })
      runs = []
      for (let run = 0; run <= 30; run += 1) {
        runs.push(await room.run(bytes, dateOf(run), 'S&P 500', notesOn(run)))
      }
      const [last] = [dates[first + horizon * 30 - 1] ?? '']
      before = await room.run(bytes, last, 'S&P 500', notesOn(30))
      const withNotes = find
      await room.run(bytes, last, 'S&P 500')
      asked = { find: withNotes, withoutNotes: find - withNotes }
      expect(room.faults).toEqual([])
    })
  } finally {
    remove()
  }
})
afterAll(() => build.remove())

const valueIn = (facts: readonly Fact[], metric: string): string | number | undefined =>
  facts.find((fact) => fact.metric === metric)?.value
const numberIn = (facts: readonly Fact[], metric: string): number => Number(valueIn(facts, metric))

/** The last run's vote from the file and what each run filed, with nothing of the program. */
const byHand = (): { windows: number; share: number; p: number } => {
  let [windows, hits] = [0, 0]
  for (let run = 0; run < 30; run += 1) {
    if (isAgainst(run) !== isAgainst(30)) continue
    const at = first + horizon * run
    const later = bars[at + horizon]?.adjusted ?? NaN
    windows += 1
    const median = numberIn(runs[run]?.facts ?? [], 'forecast.median.20d')
    if (later / (bars[at]?.adjusted ?? NaN) - 1 > median) hits += 1
  }
  return { windows, share: hits / windows, p: (hits + 10) / (windows + 20) }
}

describe('30 forecasts of Intel, filed and scored through a real ledger', () => {
  it('make it a voter, whose p is drawn from what followed notes in this state', () => {
    const facts = runs.at(-1)?.facts ?? []
    const { windows, share, p } = byHand()
    expect(windows).toBe(20)
    expect(valueIn(facts, 'vote.intel.state')).toBe('notes.for')
    expect(valueIn(facts, 'vote.intel.windows')).toBe(windows)
    expect(numberIn(facts, 'vote.intel.share')).toBeCloseTo(share, 12)
    expect(numberIn(facts, 'vote.intel.p')).toBeCloseTo(p, 12)
    const summary = runs.at(-1)?.summary
    expect(summary?.lines.map(({ role }) => role)).toEqual(['scout', 'risk', 'intel'])
    expect(summary?.p).toBe(valueIn(facts, 'forecast.room.scout-risk-intel.p'))
    expect(summary?.flipPrices).toEqual({ up: null, down: null })
  })

  it('do not one short of that, and no outcome counts before its day', () => {
    for (const state of [runs.at(-2), before]) {
      const facts = state?.facts ?? []
      expect(facts.some(({ metric }) => metric.includes('intel'))).toBe(false)
      expect(state?.summary?.lines.map(({ role }) => role)).toEqual(['scout', 'risk'])
    }
  })

  it('are asked for only where there are notes', () => {
    expect(asked).toEqual({ find: 32, withoutNotes: 0 })
  })
})

describe('a room with Intel', () => {
  const languages: readonly CheckedLanguage[] = ['en', 'zh-TW']
  const facts = (): readonly Fact[] => runs.at(-1)?.facts ?? []
  /** The same facts with another vote of Intel's and the rooms that follow from it. */
  const withVote = (p: number): Fact[] => {
    const odds = (each: number): number => Math.log(each / (1 - each))
    const values = new Map<string, number>([['vote.intel.p', p]])
    for (const { metric } of facts()) {
      const names = /^forecast\.room\.([a-z-]+)-intel\.p$/.exec(metric)?.[1]?.split('-')
      if (names === undefined) continue
      const all = [...names.map((name) => numberIn(facts(), `vote.${name}.p`)), p].map(odds)
      const room = 1 / (1 + Math.exp(-all.reduce((sum, each) => sum + each, 0) / all.length))
      const side = Math.abs(room - 0.5)
      values.set(metric, room)
      const part = (name: string): string => metric.replace(/p$/, name)
      values.set(part('confidence'), Math.max(room, 1 - room))
      values.set(part('margin'), Math.abs(side - 0.02))
      values.set(part('margin.strong'), Math.abs(side - 0.05))
    }
    return facts().map((fact) => ({ ...fact, value: values.get(fact.metric) ?? fact.value }))
  }

  /** By price, those who have ten windows on that day, and Intel. */
  const voters = ['historian', 'scout', 'risk', 'intel']
  const everyRoom = 'forecast.room.historian-scout-risk-intel.p'

  it('leaves each vote out by the facts of the room that is left', async () => {
    const { summary } = await runDesk(facts())
    expect(summary.lines.map(({ role }) => role)).toEqual(voters)
    for (const { role, without } of summary.lines) {
      const left = voters.filter((each) => each !== role).join('-')
      const metric = role === 'intel' ? 'forecast.room.p' : `forecast.room.${left}.p`
      const fact = facts().find((each) => each.metric === metric)
      expect([without.p, without.fact]).toEqual([fact?.value, fact?.id])
    }
  })

  it('files the vote with its state, and the room by a method of its own', async () => {
    const { forecasts } = await runDesk(facts())
    const { p } = byHand()
    const filed = forecasts.filter(({ role }) => role === 'intel')
    expect(filed).toHaveLength(1)
    expect(filed[0]?.p).toBeCloseTo(p, 12)
    expect(filed[0]?.method).toBe('desk/1: (share * windows + 10) / (windows + 20), notes for')
    expect(forecasts.at(-1)?.method).toMatch(/of historian, scout, risk, intel\)$/)
    const methods = [...new Set(forecasts.map(({ method }) => method))]
    expect(filedMethods(facts(), voters)).toEqual(methods)
    expect(filedMethods(facts(), voters.slice(0, 3)).join()).not.toMatch(/intel|notes/)
  })

  it('without its answer is the room of price, which says what Intel would have moved', async () => {
    for (const options of [{ unseated: ['intel'] }, { endings: { intel: 'timeout' } }] as const) {
      const { summary, texts, forecasts } = await runDesk(facts(), options)
      expect(summary.p).toBe(valueIn(facts(), 'forecast.room.p'))
      const every = facts().find(({ metric }) => metric === everyRoom)
      expect(summary.stanceLine).toContain(`with every vote p would be`)
      expect(texts['strategist']).toContain(`[${every?.id}]`)
      expect(forecasts.some(({ role }) => role === 'intel')).toBe(false)
      // The votes of price are all there, so the next closes that flip them are known.
      expect(summary.flipPrices.up ?? summary.flipPrices.down).not.toBeNull()
    }
  })

  it('is what the morning board answers on the same facts', async () => {
    const { summary } = await runDesk(facts())
    const asOf = facts()[0]?.asOf ?? ''
    const { p, stance, margin } = boardFigures({ asOfAsked: null, asOf, facts: facts() })
    expect([p, stance, margin]).toEqual([summary.p, summary.stance, summary.margin])
  })

  it('has the vote of the desk’s own reading where a model sits in its seat', async () => {
    const { state, summary } = await runDesk(facts())
    const roles = state.roles.map((role) =>
      role.role === 'intel' ? { ...role, analyst: 'model' as const } : role
    )
    const room = roomOf(new FactBook(facts()), { ...state, roles })
    expect(room.call.p).toBe(summary.p)
    expect(room.silent).toEqual([])
  })

  it('moves with its vote, and counts its side', async () => {
    const [low, high] = [await runDesk(withVote(0.35)), await runDesk(withVote(0.65))]
    expect(low.summary.p).toBeLessThan(high.summary.p ?? 0)
    expect(high.summary.consensus.up - low.summary.consensus.up).toBe(1)
    expect(low.summary.consensus.down - high.summary.consensus.down).toBe(1)
    expect(low.texts['bear']).toMatch(/a vote on the notes of 35\.0\s%/)
    expect(high.texts['bull']).toMatch(/a vote on the notes of 65\.0\s%/)
  })

  it.each(languages)('says nothing that is not its fact, in %s', async (language) => {
    for (const p of [0.35, 0.495, 0.52, 0.65]) {
      const known = withVote(p)
      for (const unseated of [[], ['intel'], ['historian'], ['scout', 'risk']]) {
        const room = await runDesk(known, { language, unseated })
        const problems = Object.entries(roomTexts(room)).flatMap(([name, text]) =>
          checkText(text, known, language).map((problem) => `${name}: ${problem}`)
        )
        expect(problems).toEqual([])
      }
    }
  })

  it('names the notes as a line of evidence, and that no close moves their vote', async () => {
    const split = await runDesk(withVote(0.65))
    expect(split.summary.dissent).toMatch(/Intel Officer .* Historian .* opposite sides of even/)
    expect(split.summary.dissent).toContain('read from the notes and from one price series')
    const flips = split.summary.changes?.[0]?.text
    expect(flips).toContain('the vote of Intel Officer counts too, and no close moves it')
    expect(split.texts['intel']).toMatch(
      /After notes in the state “more for than against \[F\d+\]”/
    )
    for (const [p, unseated, words] of [
      [0.65, ['historian'], 'none below even'],
      [0.35, ['scout', 'risk'], 'all below even'],
      [0.495, ['historian'], 'None that counts']
    ] as const) {
      const { dissent } = (await runDesk(withVote(p), { unseated })).summary
      expect(dissent).toContain(words)
      expect(dissent).toContain('two lines of evidence')
    }
    const taiwan = await runDesk(withVote(0.65), { language: 'zh-TW' })
    expect(JSON.stringify(taiwan.summary)).toContain('這一票不隨收盤價改變')
    expect(taiwan.texts['intel']).toMatch(/筆記處於「有利多於不利 \[F\d+\]」時/)
  })

  it('has no vote of Intel under ten windows of this state, and says so', async () => {
    const few = facts()
      .filter(({ metric }) => !/-intel\.|vote\.intel\.p/.test(metric))
      .map((fact) => (fact.metric === 'vote.intel.windows' ? { ...fact, value: 9 } : fact))
    for (const language of languages) {
      const { summary, texts } = await runDesk(few, { language })
      expect(summary.lines.map(({ role }) => role)).not.toContain('intel')
      expect(texts['intel']).toContain(
        language === 'en' ? 'No vote: notes in the state' : '不投票：筆記'
      )
      for (const text of [texts['intel'], texts['strategist']]) {
        expect(checkText(text ?? '', few, language)).toEqual([])
      }
    }
  })
})
