import { describe, expect, it } from 'vitest'
import { languages } from '../../../preload/contract/words'
import { loadEquity } from '../../../main/playbooks/equity'
import { chooseStages, planStages } from '../../../main/playbooks/plan-stages'

const equity = loadEquity()
const planned = (roles: string[]): string[][] =>
  planStages(equity, { mode: 'custom', roles, language: 'en' }).map((stage) => [
    stage.id,
    ...stage.lanes.map((lane) => lane.id)
  ])

describe('planning the stages', () => {
  it('plans every lane for god, whatever roles are named beside it', () => {
    const all = planStages(equity, { mode: 'god', roles: ['scout'], language: 'en' })
    expect(all.flatMap((stage) => stage.lanes)).toHaveLength(10)
  })

  it('keeps only the chosen roles for custom, and drops the stages that this empties', () => {
    expect(planned(['quant', 'risk'])).toEqual([
      ['intake', 'facts'],
      ['reconnaissance', 'quant'],
      ['challenge', 'risk']
    ])
  })

  it('keeps the order of the playbook, not the order or number of the names', () => {
    expect(planned(['execution', 'scout', 'execution'])).toEqual([
      ['intake', 'facts'],
      ['reconnaissance', 'scout'],
      ['execution', 'execution']
    ])
  })

  it('refuses a role that the playbook does not have, and says which it has', () => {
    expect(() => planned(['scout', 'wizard'])).toThrow(
      expect.objectContaining({
        code: 'input.unknown-role',
        parameters: expect.objectContaining({ role: 'wizard' }) as unknown
      })
    )
  })

  it('refuses a job named as a role', () => {
    expect(() => planned(['facts'])).toThrow(
      expect.objectContaining({ code: 'input.unknown-role' })
    )
  })

  it('refuses a custom room without roles', () => {
    expect(() => planned([])).toThrow(expect.objectContaining({ code: 'input.invalid' }))
  })

  it('never changes the playbook it plans from', () => {
    const before = JSON.stringify(equity)
    chooseStages(equity, { mode: 'custom', roles: ['scout'] })
    expect(JSON.stringify(equity)).toBe(before)
  })

  it.each(languages)('labels every stage and lane in %s', (language) => {
    const plan = planStages(equity, { mode: 'god', roles: [], language })
    const labels = plan.flatMap((stage) => [stage.label, ...stage.lanes.map((lane) => lane.label)])
    expect(labels).toHaveLength(15)
    expect(labels.every((label) => /\p{Script=Han}/u.test(label) === (language !== 'en'))).toBe(
      true
    )
  })

  it("uses the desk's own names for the roles", () => {
    const plan = planStages(equity, { mode: 'god', roles: [], language: 'zh-TW' })
    const roles = plan.flatMap((stage) => stage.lanes).filter((lane) => lane.kind === 'role')
    expect(roles.map((lane) => lane.label).join(' ')).toBe(
      '斥候 情報官 量化長 史官 多方 空方 風控長 策略統整 執行官'
    )
    expect(plan.map((stage) => stage.label).join(' ')).toBe('收件 偵察 攻防 決策 執行')
  })
})
