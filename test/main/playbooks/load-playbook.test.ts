import { describe, expect, it } from 'vitest'
import { AppError } from '../../../main/kernel/errors'
import { sha256 } from '../../../main/kernel/hash'
import { loadEquity } from '../../../main/playbooks/equity'
import { loadPlaybook } from '../../../main/playbooks/load-playbook'
import { equityText, equityWith, type JsonValue } from './playbook-fixture'

const refusal = (text: string): AppError => {
  try {
    loadPlaybook(text, 'mine.json')
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('the playbook was taken')
}

const lane = ['stages', 1, 'lanes', 0]
const faults: [string, (string | number)[], JsonValue | undefined, string][] = [
  ['an id with capitals', ['id'], 'Equity', 'id'],
  ['a version that is none', ['version'], 'one', 'version'],
  ['no stages', ['stages'], [], 'stages'],
  ['a stage without lanes', ['stages', 3, 'lanes'], [], 'stages[3].lanes'],
  ['a label missing in one language', [...lane, 'labels', 'zh-TW'], undefined, 'labels.zh-TW'],
  ['an empty label', [...lane, 'labels', 'en'], '  ', 'stages[1].lanes[0].labels.en'],
  ['a limit that is a text', [...lane, 'limitMs'], '8 s', 'stages[1].lanes[0].limitMs'],
  ['a limit too short to work in', [...lane, 'limitMs'], 99, 'stages[1].lanes[0].limitMs'],
  ['a limit of more than ten minutes', [...lane, 'limitMs'], 600_001, 'limitMs'],
  ['an analyst that nobody knows', [...lane, 'analyst'], 'oracle', 'stages[1].lanes[0].analyst'],
  ['a kind of lane that nobody knows', [...lane, 'kind'], 'wish', 'stages[1].lanes[0].kind'],
  ['a gate that nobody knows', ['stages', 1, 'gate'], 'luck', 'stages[1].gate'],
  ['a field that is not of the format', [...lane, 'colour'], 'red', 'stages[1].lanes[0]'],
  ['a stage id used twice', ['stages', 2, 'id'], 'intake', 'stages[2].id'],
  ['a lane id used twice in two stages', ['stages', 2, 'lanes', 0, 'id'], 'scout', 'lanes[0].id'],
  ['an input listed twice', ['inputs', 2, 'kind'], 'prices', 'inputs[2].kind'],
  ['a lane that reads something unknown', [...lane, 'reads', 0], 'tea-leaves', 'reads[0]'],
  ['a lane that reads its own stage', [...lane, 'reads', 0], 'quant', 'reads[0]'],
  ['a lane that reads a later stage', [...lane, 'reads', 0], 'strategist', 'reads[0]']
]

describe('the playbook loader', () => {
  it('reads the bundled playbook through the same door as any other', () => {
    expect(loadEquity()).toEqual(loadPlaybook(equityText, 'equity.json'))
  })

  it('hashes the exact text, so that one more space is another playbook', () => {
    expect(loadEquity().sha256).toBe(sha256(equityText))
    expect(loadPlaybook(`${equityText} `, 'equity.json').sha256).not.toBe(sha256(equityText))
  })

  it.each(faults)('refuses %s and names the file and the field', (_, path, value, field) => {
    const error = refusal(equityWith(path, value))
    expect(error.code).toBe('playbook.invalid')
    expect(error.parameters['file']).toBe('mine.json')
    expect(error.parameters['field']).toContain(field)
    expect(error.message).toBe(
      `mine.json: ${error.parameters['field']}: ${error.parameters['problem']}`
    )
  })

  it.each([
    ['a text that is not JSON', '{"id": "equity",'],
    ['an empty file', ''],
    ['a list', '[]'],
    ['null', 'null']
  ])('refuses %s as a whole', (_, text) => {
    const error = refusal(text)
    expect(error.code).toBe('playbook.invalid')
    expect(error.parameters).toMatchObject({ file: 'mine.json', field: '(file)' })
  })
})

describe('the equity playbook', () => {
  const { stages } = loadEquity()
  const lanes = stages.flatMap((stage) => stage.lanes)

  it('runs five stages with nine roles, and the facts before all of them', () => {
    expect(stages.map((stage) => [stage.id, ...stage.lanes.map((each) => each.id)])).toEqual([
      ['intake', 'facts'],
      ['reconnaissance', 'scout', 'intel', 'quant', 'historian'],
      ['challenge', 'bull', 'bear', 'risk'],
      ['decision', 'strategist'],
      ['execution', 'execution']
    ])
  })

  it('gives the Scout 8 s and every other role 15 s', () => {
    const limits = lanes.flatMap((each) => (each.kind === 'role' ? [[each.id, each.limitMs]] : []))
    expect(limits.filter(([, limitMs]) => limitMs !== 15_000)).toEqual([['scout', 8_000]])
  })
})
