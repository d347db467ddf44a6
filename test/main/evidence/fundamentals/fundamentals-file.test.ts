import { describe, expect, it } from 'vitest'
import { maximumFundamentalsBytes } from '../../../../preload/contract/limits'
import {
  readFundamentals,
  writeFundamentals
} from '../../../../main/evidence/fundamentals/fundamentals-file'
import { AppError } from '../../../../main/kernel/errors'
import { fundamentalsFixture } from '../../../support/fundamentals-fixture'

const file = 'TEST.fundamentals.json'
const bytesOf = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json))

const refusal = (bytes: Uint8Array): AppError => {
  try {
    readFundamentals(bytes, file)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was read')
}

type Json = { [key: string]: Json } & Json[] & unknown

/** The fixture with one thing changed. */
const mutated = (change: (json: Json) => void): Uint8Array => {
  const json = structuredClone(fundamentalsFixture()) as unknown as Json
  change(json)
  return bytesOf(json)
}

const put = (path: string, value: unknown): Uint8Array =>
  mutated((json) => {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    const parent = steps.reduce<Json>((at, step) => at[step] as Json, json)
    if (value === undefined) delete parent[last]
    else (parent as Record<string, unknown>)[last] = value
  })

describe('a fundamentals file', () => {
  it('reads as it was written, byte order mark or none', () => {
    const bytes = writeFundamentals(fundamentalsFixture(), file)
    expect(readFundamentals(bytes, file)).toEqual(fundamentalsFixture())
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes])
    expect(readFundamentals(marked, file)).toEqual(fundamentalsFixture())
    const bare = fundamentalsFixture({ ratios: null, periods: [], currency: null })
    expect(readFundamentals(writeFundamentals(bare, file), file)).toEqual(bare)
  })

  it.each([
    ['version', 2],
    ['source', ''],
    ['source', 'a\nb'],
    ['symbol', 7],
    ['currency', 'dollars'],
    ['fetchedAt', '2024-05-02'],
    ['fetchedAt', -1],
    ['extra', 1],
    ['periods', {}],
    ['ratios.asOf', '2024-02-30'],
    ['ratios.trailingPe', '20'],
    ['ratios.beta', undefined],
    ['ratios.pe', 3],
    ['periods.1.end', '2023'],
    ['periods.1.end', '2022-12-31'],
    ['periods.2.kind', 'monthly'],
    ['periods.1.income', null],
    ['periods.1.income.revenue', true],
    ['periods.1.income.revenue', undefined],
    ['periods.1.balance.cash', [1]],
    ['periods.3.cashFlow.fare', 1]
  ])('with a wrong %s is refused by file and field', (field, value) => {
    const { code, parameters, message } = refusal(put(field, value))
    expect(code).toBe('evidence.bad-field')
    expect(parameters).toMatchObject({ file, field })
    expect(message).toContain(`${file}, field ${field}`)
  })

  it('that is no JSON, no text, empty or too large is refused', () => {
    const text = (words: string): Uint8Array => new TextEncoder().encode(words)
    expect(refusal(text('{"version":1')).parameters).toMatchObject({ file, field: 'JSON' })
    expect(refusal(text(' ')).code).toBe('evidence.empty')
    expect(refusal(Uint8Array.from([0xff, 0x80])).code).toBe('evidence.not-text')
    const large = new Uint8Array(maximumFundamentalsBytes + 1)
    expect(refusal(large).code).toBe('evidence.too-large')
    expect(refusal(text('null')).code).toBe('evidence.bad-field')
  })

  it('that could not be read again is not written', () => {
    const wrong = fundamentalsFixture({ currency: 'dollars' })
    expect(() => writeFundamentals(wrong, file)).toThrow(/field currency/)
    const infinite = fundamentalsFixture({ fetchedAt: Infinity })
    expect(() => writeFundamentals(infinite, file)).toThrow(/field fetchedAt/)
  })
})
