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
    'has the p of its desk voters alone (%s %s %s %s by models)',
    async (...by) => {
      const models = Object.fromEntries(by.flatMap((role) => (role ? [[role, buy]] : [])))
      const endings = Object.fromEntries(
        Object.keys(models).map((role) => [role, 'error' as const])
      )
      const mixed = await runDesk(facts, { models })
      const without = await runDesk(facts, { endings })
      expect(mixed.summary.p).toBe(without.summary.p)
      expect(mixed.summary.stanceLine).toBe(without.summary.stanceLine)
      expect(mixed.summary.lines).toEqual(without.summary.lines)
      const ofDesk = mixed.forecasts.filter((filed) => filed.method !== method)
      expect(ofDesk).toEqual(without.forecasts)
      const ofModels = mixed.forecasts.filter((filed) => filed.method === method)
      expect(ofModels.map(({ role, p }) => [role, p]).sort()).toEqual(
        Object.keys(models)
          .map((role) => [role, 0.9])
          .sort()
      )
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

  test('is summed up when models answer as every role, and says whose votes were not cast', async () => {
    const models = Object.fromEntries(deskRoles.map((role) => [role, unstated]))
    const { summary, forecasts } = await runDesk(facts, { models })
    expect(summary).toMatchObject({ stance: 'no-call', p: null, lines: [] })
    expect(summary.stanceLine).toMatch(/the votes of .*Quant Lead.* were not cast here/)
    expect(forecasts).toEqual([])
  })

  test('counts no side that a model was given, and every other', async () => {
    const models = { bull: buy, bear: { stance: 'sell', p: 0.2 }, intel: buy } as const
    const [mixed, desk] = [await runDesk(facts, { models }), await runDesk(facts)]
    const abstained = desk.summary.consensus.abstained - 1
    expect(mixed.summary.consensus).toMatchObject({
      up: desk.summary.consensus.up + 1,
      down: desk.summary.consensus.down,
      abstained
    })
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
