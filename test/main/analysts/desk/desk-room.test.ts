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

let facts: Fact[] = []
const valueOf = (metric: string): number =>
  Number(facts.find((fact) => fact.metric === metric)?.value)

beforeAll(() => {
  facts = factsOf({ prices: toCsv(makeSeries('crashing', 1)) })
})

describe('votes', () => {
  test('the room’s p is that of both voters, and equals the fact that its text cites', async () => {
    const { answers, summary } = await runDesk(facts)
    const [quant, historian] = [answers['quant'], answers['historian']]
    if (quant?.status !== 'ok' || historian?.status !== 'ok') throw new Error('a voter abstained')
    expect(quant.p).toBe(valueOf('vote.quant.p'))
    expect(historian.p).toBe(valueOf('vote.historian.p'))
    const call = callRoom([
      { role: 'quant', p: quant.p ?? 0, windows: 1 },
      { role: 'historian', p: historian.p ?? 0, windows: 1 }
    ])
    expect(summary.p).toBe(call.p)
    expect(summary.p).toBe(valueOf('forecast.p'))
    expect(summary.confidence).toBe(valueOf('forecast.confidence'))
    expect(summary.margin).toBe(valueOf('forecast.margin'))
  })

  test('roles that do not vote have no stance and no p', async () => {
    const { answers } = await runDesk(facts)
    for (const role of ['scout', 'bull', 'bear', 'risk', 'execution']) {
      const answer = answers[role]
      expect(answer?.status, role).toBe('ok')
      if (answer?.status === 'ok') expect([answer.stance, answer.p]).toEqual([null, null])
    }
  })

  test.each(['cancelled', 'timeout', 'error'] as const)(
    'a voter that was %s is not counted, is named with what it would have read, and no call is made',
    async (status) => {
      const { answers, texts, summary } = await runDesk(facts, { endings: { historian: status } })
      const strategist = answers['strategist']
      if (strategist?.status !== 'ok') throw new Error('the strategist gave no answer')
      expect([strategist.stance, strategist.p]).toEqual(['no-call', null])
      expect(summary.stance).toBe('no-call')
      expect(summary.confidence).toBeNull()
      expect(summary.lines.map(({ role }) => role)).toEqual(['quant'])
      expect(texts['strategist']).toMatch(
        /Historian (was stopped|ran out of time|failed); it would/
      )
      expect(texts['strategist']).not.toContain(`[${idOf('vote.historian.p')}]`)
      expect(summary.missing.some(({ role }) => role === 'historian')).toBe(true)
      expect(summary.consensus.abstained).toBeGreaterThanOrEqual(1)
    }
  )

  test('a room without a Quant Lead says that it has no seat', async () => {
    const { texts, summary } = await runDesk(facts, { unseated: ['quant'] })
    expect(texts['strategist']).toContain('Quant Lead has no seat in this room')
    expect(summary.stance).toBe('no-call')
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
    expect(forecasts.map(({ role }) => role)).toEqual(['quant', 'historian', 'room'])
    expect(forecasts.at(-1)?.p).toBe(summary.p)
    for (const { asOf, due, median } of forecasts) {
      expect(due > asOf).toBe(true)
      expect(Date.parse(due) - Date.parse(asOf)).toBe(28 * 86_400_000)
      expect(median).toBe(valueOf('forecast.median.20d'))
    }
  })

  test('lines hold the room’s answer without each voter', async () => {
    const { summary } = await runDesk(facts)
    expect(summary.lines.map(({ role }) => role)).toEqual(['quant', 'historian'])
    for (const { without } of summary.lines) expect(without).toEqual({ stance: 'no-call', p: null })
    expect(summary.flipPrices).toEqual({ up: null, down: null })
  })

  test('always names what a price series cannot hold', async () => {
    const { summary } = await runDesk(facts)
    const unread = summary.missing.filter(({ role }) => role === null).map(({ text }) => text)
    expect(unread.join(' ')).toMatch(/not in a price series/)
    expect(unread.join(' ')).toMatch(/no notes were given/)
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
