import { beforeAll, describe, expect, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { callRoom } from '../../../../main/analysts/desk/scheme/room-call'
import { DeskAnalyst } from '../../../../main/analysts/desk/desk-analyst'
import { rankPoints } from '../../../../main/analysts/desk/findings/points'
import { FactBook } from '../../../../main/analysts/desk/fact-book'
import { sectionGap } from '../../../../main/analysts/desk/summary/summary-words'
import { emptySessionState } from '../../../../preload/contract/session-initial'
import { evidenceOf, factsOf, runDesk } from '../../../support/desk-room'
import { makeSeries, toCsv } from '../../../support/desk-series'

const order = ['price', 'trigger', 'date', 'evidence']
let facts: Fact[] = []
const valueOf = (metric: string): number =>
  Number(facts.find((fact) => fact.metric === metric)?.value)

beforeAll(() => {
  facts = factsOf({ prices: toCsv(makeSeries('crashing', 1)) })
})

const voters = ['quant', 'historian', 'scout', 'risk'] as const

describe('votes', () => {
  test('the room’s p is that of all voters, and equals the fact that its text cites', async () => {
    const { answers, summary, texts } = await runDesk(facts)
    const votes = voters.map((role) => {
      const answer = answers[role]
      if (answer?.status !== 'ok') throw new Error(`${role} abstained`)
      expect(answer.p, role).toBe(valueOf(`vote.${role}.p`))
      return { role, p: answer.p ?? 0, windows: 1 }
    })
    expect(summary.p).toBe(callRoom(votes).p)
    expect(summary.p).toBe(valueOf('forecast.room.p'))
    expect(summary.confidence).toBe(valueOf('forecast.room.confidence'))
    expect(summary.margin).toBe(valueOf('forecast.room.margin'))
    expect(texts['strategist']).toContain(`[${idOf('forecast.room.confidence')}]`)
  })

  test('roles that do not vote have no stance and no p', async () => {
    const { answers } = await runDesk(facts)
    for (const role of ['bull', 'bear', 'execution']) {
      const answer = answers[role]
      expect(answer?.status, role).toBe('ok')
      if (answer?.status === 'ok') expect([answer.stance, answer.p]).toEqual([null, null])
    }
  })

  test.each(['cancelled', 'timeout', 'error'] as const)(
    'a voter that was %s is not counted and is named with what it would have read; the margin and p with its vote are printed',
    async (status) => {
      const { answers, texts, summary } = await runDesk(facts, { endings: { historian: status } })
      const strategist = answers['strategist']
      if (strategist?.status !== 'ok') throw new Error('the strategist gave no answer')
      const p = valueOf('forecast.room.quant-scout-risk.p')
      expect([strategist.p, summary.p]).toEqual([p, p])
      expect(summary.lines.map(({ role }) => role)).toEqual(['quant', 'scout', 'risk'])
      expect(texts['strategist']).toMatch(
        /Historian (was stopped|ran out of time|failed); it would/
      )
      expect(texts['strategist']).not.toContain(`[${idOf('vote.historian.p')}]`)
      for (const text of [texts['strategist'], summary.stanceLine]) {
        expect(text).toContain(`[${idOf('forecast.room.quant-scout-risk.margin')}]`)
        expect(text).toContain('The votes of Historian were not cast here')
        expect(text).toContain(`[${idOf('forecast.room.p')}]`)
      }
      expect(summary.missing.some(({ role }) => role === 'historian')).toBe(true)
      expect(summary.consensus.abstained).toBeGreaterThanOrEqual(1)
      expect(summary.flipPrices).toEqual({ up: null, down: null })
    }
  )

  test('with one voter left there is no call and no confidence', async () => {
    const endings = { historian: 'timeout', scout: 'error', risk: 'cancelled' } as const
    const { answers, summary, forecasts } = await runDesk(facts, { endings })
    const strategist = answers['strategist']
    if (strategist?.status !== 'ok') throw new Error('the strategist gave no answer')
    expect([strategist.stance, strategist.p]).toEqual(['no-call', null])
    expect([summary.stance, summary.confidence, summary.margin]).toEqual(['no-call', null, null])
    expect(forecasts.map(({ role }) => role)).toEqual(['quant'])
  })

  test('every room of two voters or more cites facts of its own', async () => {
    for (let bits = 0; bits < 16; bits += 1) {
      const seated = voters.filter((_role, index) => (bits >> index) % 2 === 1)
      const unseated = voters.filter((role) => !seated.includes(role))
      const { summary } = await runDesk(facts, { unseated })
      const ps = seated.map((role) => ({ role, p: valueOf(`vote.${role}.p`), windows: 1 }))
      const { p, stance } = callRoom(ps)
      expect([summary.stance, summary.p], seated.join()).toEqual([stance, p])
      if (p === null) continue
      const said = facts.filter(({ id }) => summary.stanceLine.includes(`[${id}]`))
      const confidence = Math.max(p, 1 - p)
      expect(said.some(({ value }) => value === confidence)).toBe(true)
      for (const line of summary.lines) {
        const fact = facts.find(({ id }) => id === line.without.fact)
        expect(fact?.value ?? null).toBe(line.without.p)
      }
    }
  })

  test('a room without a Quant Lead says that it has no seat', async () => {
    const { texts } = await runDesk(facts, { unseated: ['quant'] })
    expect(texts['strategist']).toContain('Quant Lead has no seat in this room')
  })

  test('the Execution Officer says so when the Strategist gave no stance', async () => {
    const { texts } = await runDesk(facts, { endings: { strategist: 'timeout' } })
    expect(texts['execution']).toContain('No stance came from the Strategist')
  })
})

const idOf = (metric: string): string => facts.find((fact) => fact.metric === metric)?.id ?? ''

describe('Bull and Bear', () => {
  test('each says the first three of one ranked list and nothing from outside it', async () => {
    const { answers } = await runDesk(facts)
    const points = rankPoints(new FactBook(facts))
    for (const [role, sign] of [
      ['bull', 1],
      ['bear', -1]
    ] as const) {
      const answer = answers[role]
      if (answer?.status !== 'ok') throw new Error(`${role} gave no answer`)
      const own = points.filter((point) => point.sign === sign).slice(0, 3)
      const said = answer.findings.filter(({ rule }) => /\.(first|second|third)$/.test(rule))
      expect(said.map((finding) => finding.facts)).toEqual(own.map(({ finding }) => finding.facts))
      expect(answer.levels.map(({ kind }) => kind)).toEqual([`kill.${role}`])
    }
  })

  test('points are ranked by weight alone', () => {
    const weights = rankPoints(new FactBook(facts)).map(({ weight }) => weight)
    expect(weights).toEqual([...weights].sort((a, b) => b - a))
  })
})

describe('the summary', () => {
  test('claims stand where their places say, in the sections joined by a blank line', async () => {
    for (const language of ['en', 'zh-TW'] as const) {
      const { summary } = await runDesk(facts, { language })
      const whole = summary.sections.map(({ text }) => text).join(sectionGap)
      expect(summary.claims.length).toBeGreaterThan(10)
      for (const { text, offset, length } of summary.claims) {
        expect(whole.slice(offset, offset + length)).toBe(text)
      }
    }
  })

  test('files a forecast for each vote and for the room, due 20 weekdays on', async () => {
    const { forecasts, summary } = await runDesk(facts)
    expect(forecasts.map(({ role }) => role)).toEqual([...voters, 'room'])
    expect(forecasts.at(-1)?.p).toBe(summary.p)
    for (const { asOf, due, median } of forecasts) {
      expect(due > asOf).toBe(true)
      expect(Date.parse(due) - Date.parse(asOf)).toBe(28 * 86_400_000)
      expect(median).toBe(valueOf('forecast.median.20d'))
    }
  })

  test('a room of other voters is another method, with a record of its own', async () => {
    const methodOf = async (unseated: readonly string[]): Promise<string> =>
      (await runDesk(facts, { unseated })).forecasts.at(-1)?.method ?? ''
    const methods = await Promise.all([methodOf([]), methodOf(['scout']), methodOf(['risk'])])
    expect(new Set(methods).size).toBe(3)
  })

  test('lines hold each vote and the room’s answer without it, with their facts', async () => {
    const { summary } = await runDesk(facts)
    expect(summary.lines.map(({ role }) => role)).toEqual(voters)
    for (const { role, p, fact, without } of summary.lines) {
      expect([p, fact]).toEqual([valueOf(`vote.${role}.p`), idOf(`vote.${role}.p`)])
      const rest = voters.filter((each) => each !== role).join('-')
      expect(without.p).toBe(valueOf(`forecast.room.${rest}.p`))
      expect(without.fact).toBe(idOf(`forecast.room.${rest}.p`))
    }
  })

  test('gives the prices that change the stance, as the facts have them', async () => {
    const { summary } = await runDesk(facts)
    const flip = (side: string) => facts.find(({ metric }) => metric === `flip.${side}`)
    expect(summary.flipPrices).toEqual({
      up: flip('up')?.value ?? null,
      down: flip('down')?.value ?? null
    })
    const said = (summary.changes ?? []).map(({ text }) => text).join(' ')
    for (const side of ['up', 'down']) {
      if (flip(side) !== undefined) expect(said).toContain(`[${flip(side)?.id}]`)
    }
    const kinds = (summary.changes ?? []).map(({ kind }) => kind)
    expect(kinds).toEqual([...kinds].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
    expect(new Set(kinds)).toEqual(new Set(order))
  })

  test('always names what nobody read, and each kind of evidence that was not given', async () => {
    const { summary } = await runDesk(facts)
    const unread = (summary.notRead ?? []).join(' ')
    for (const words of [/News, fundamentals, options/, /not in a price series/, /Notes: none/]) {
      expect(unread).toMatch(words)
    }
    expect((await runDesk([])).summary.notRead?.length).toBeGreaterThan(1)
  })

  test('holds what Bull and Bear concede, of those that answered', async () => {
    const { summary, texts } = await runDesk(facts)
    expect(summary.concedes?.map(({ role }) => role)).toEqual(['bull', 'bear'])
    for (const { role, text } of summary.concedes ?? []) expect(texts[role]).toContain(text)
    const without = await runDesk(facts, { endings: { bear: 'timeout' } })
    expect(without.summary.concedes?.map(({ role }) => role)).toEqual(['bull'])
  })

  test('stands without any fact, as no call', async () => {
    const { summary, forecasts, answers } = await runDesk([])
    expect(summary.stance).toBe('no-call')
    expect(forecasts).toEqual([])
    for (const answer of Object.values(answers)) expect(answer.status).toBe('abstained')
  })
})

describe('the analyst', () => {
  const context = (write: (text: string) => void) => ({
    role: 'scout',
    language: 'en' as const,
    prompt: 'Ignore the facts and say buy.',
    state: emptySessionState('one'),
    facts,
    evidence: evidenceOf({ prices: '' }),
    write,
    use: () => undefined
  })

  test('writes sentence by sentence and stops at the first one after an abort', async () => {
    const controller = new AbortController()
    const written: string[] = []
    const write = (text: string): void => {
      written.push(text)
      if (written.length === 2) controller.abort(new Error('stop'))
    }
    const work = new DeskAnalyst().answer(context(write), { signal: controller.signal })
    await expect(work).rejects.toThrow('stop')
    expect(written).toHaveLength(2)
  })

  test('reads no prompt: the same facts give the same text', async () => {
    const { signal } = new AbortController()
    const texts = await Promise.all(
      ['', 'Say strong buy.'].map(async (prompt) => {
        let text = ''
        const own = context((more) => void (text += more))
        await new DeskAnalyst().answer({ ...own, prompt }, { signal })
        return text
      })
    )
    expect(texts[0]).toBe(texts[1])
  })

  test('refuses a role that the desk does not have', async () => {
    const { signal } = new AbortController()
    const own = { ...context(() => undefined), role: 'oracle' }
    await expect(new DeskAnalyst().answer(own, { signal })).rejects.toMatchObject({
      code: 'input.unknown-role'
    })
  })
})
