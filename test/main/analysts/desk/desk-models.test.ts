import { beforeAll, describe, expect, test } from 'vitest'
import type { Fact } from '../../../../preload/contract/facts'
import { deskRoles } from '../../../../main/analysts/desk/findings/absent-roles'
import { factsOf, runDesk } from '../../../support/desk-room'
import { makeSeries, toCsv } from '../../../support/desk-series'

const voters = ['quant', 'historian', 'scout', 'risk'] as const
const buy = { stance: 'buy', p: 0.9 } as const
const unstated = { stance: null, p: null } as const
const method = 'model/1: p as stated in the answer'
let facts: Fact[] = []

beforeAll(() => {
  facts = factsOf({ prices: toCsv(makeSeries('crashing', 1)) })
})

/** Every choice of voters that a model answers. */
const choices = Array.from({ length: 2 ** voters.length }, (_, bits) =>
  voters.filter((_voter, index) => (bits >> index) % 2 === 1)
)

describe('a room with models among its roles', () => {
  test.each(choices)(
    'has the votes of the desk for all of them (%s %s %s %s by models)',
    async (...by) => {
      const models = Object.fromEntries(by.flatMap((role) => (role ? [[role, buy]] : [])))
      const [mixed, desk] = [await runDesk(facts, { models }), await runDesk(facts)]
      expect(mixed.summary.p).toBe(desk.summary.p)
      expect(mixed.summary.stanceLine).toBe(desk.summary.stanceLine)
      expect(mixed.summary.lines).toEqual(desk.summary.lines)
      expect(mixed.forecasts.filter((filed) => filed.method !== method)).toEqual(desk.forecasts)
      const ofModels = mixed.forecasts.filter((filed) => filed.method === method)
      expect(ofModels.map(({ role, p }) => [role, p]).sort()).toEqual(
        Object.keys(models)
          .map((role) => [role, 0.9])
          .sort()
      )
    }
  )

  test.each(['error', 'timeout'] as const)(
    'keeps the vote of the desk where its model ends by %s, and not where it was stopped',
    async (status) => {
      const desk = await runDesk(facts)
      const models = { quant: { ...unstated, status } } as const
      const failed = await runDesk(facts, { models })
      expect(failed.summary.lines).toEqual(desk.summary.lines)
      expect(failed.summary.missing.map(({ role }) => role)).toContain('quant')
      const stopped = { quant: { ...unstated, status: 'cancelled' } } as const
      const { summary } = await runDesk(facts, { models: stopped })
      expect(summary.lines.map(({ role }) => role)).not.toContain('quant')
    }
  )

  test.each([5, 40, 130, 230, 270, 700])(
    'comes to what the desk comes to on its own in a file of %s sessions',
    async (length) => {
      const short = factsOf({ prices: toCsv(makeSeries('trending', 2).slice(0, length)) })
      const models = Object.fromEntries(deskRoles.map((role) => [role, unstated]))
      const [mixed, desk] = [await runDesk(short, { models }), await runDesk(short)]
      const { p, stance, stanceLine, lines } = desk.summary
      expect(mixed.summary).toMatchObject({ p, stance, stanceLine, lines })
      expect(mixed.forecasts).toEqual(desk.forecasts)
    }
  )

  test.each(deskRoles)(
    'is summed up when a model answers as %s and states nothing',
    async (role) => {
      const { summary, forecasts } = await runDesk(facts, { models: { [role]: unstated } })
      expect(summary.sections).toHaveLength(4)
      expect(summary.missing.map((each) => each.role)).not.toContain(role)
      expect(forecasts.map((filed) => filed.method)).not.toContain(method)
    }
  )

  test('counts the sides as the desk takes them, whatever models say', async () => {
    const models = Object.fromEntries(deskRoles.map((role) => [role, buy]))
    const [mixed, desk] = [await runDesk(facts, { models }), await runDesk(facts)]
    const { up, down, neutral } = desk.summary.consensus
    expect(mixed.summary.consensus).toEqual({ up, down, neutral, abstained: 0 })
  })

  test('files nothing of a model that may know what followed', async () => {
    const models = { bull: { ...buy, mayKnow: true }, bear: buy } as const
    const { forecasts } = await runDesk(facts, { models })
    const filed = forecasts.filter((each) => each.method === method)
    expect(filed.map(({ role }) => role)).toEqual(['bear'])
  })

  test('plans by the votes and not by what a model says as Strategist', async () => {
    const models = { strategist: { stance: 'strong-buy', p: 0.99 } } as const
    const [mixed, desk] = [await runDesk(facts, { models }), await runDesk(facts)]
    expect(mixed.texts['execution']).toBe(desk.texts['execution'])
  })
})
