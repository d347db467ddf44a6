import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mandateSchema } from '../../../preload/contract/routes.schema'
import type { Mandate } from '../../../preload/contract/mandate'
import { formatsFor } from '../../../renderer/src/app/formats'
import {
  draftOfMandate,
  plainDraft,
  readMandate,
  type MandateDraft
} from '../../../renderer/src/features/command-panel/composables/mandate-draft'
import { rememberedDraft } from '../../../renderer/src/features/command-panel/composables/remembered-mandate'
import { readNumber } from '../../../renderer/src/features/command-panel/composables/typed-number'

const read = (part: Partial<MandateDraft>): ReturnType<typeof readMandate> =>
  readMandate({ ...plainDraft, ...part }, 'en-GB')

describe('a typed number', () => {
  it.each([
    ['1000000', 1_000_000],
    ['1,000,000', 1_000_000],
    ['1 000 000', 1_000_000],
    [' 1,180.5 ', 1_180.5],
    ['１，１８０．５', 1_180.5],
    ['0.25', 0.25]
  ])('%s is read as a person means it', (text, value) => {
    expect(readNumber(text, 'en-GB')).toBe(value)
    expect(readNumber(text, 'zh-TW')).toBe(value)
  })

  it.each(['1,00', '1.000.000', '1,0000', '-5', '+5', '1e6', '12 %', 'abc', '', '.', '5.', '0x10'])(
    '%s is refused rather than guessed',
    (text) => {
      expect(readNumber(text, 'en-GB')).toBeNull()
    }
  )

  it('follows the locale where that writes a comma before the fraction', () => {
    expect(readNumber('1.000.000,5', 'de-DE')).toBe(1_000_000.5)
    expect(readNumber('1,000', 'de-DE')).toBe(1)
  })
})

describe('a mandate', () => {
  it('is none when nothing was set, also when a default was typed or a field emptied', () => {
    for (const part of [{}, { risk: '1.0' }, { risk: '', lot: '' }, { cost: '1,180' }]) {
      expect(read(part)).toEqual({ mandate: null, problems: [] })
    }
  })

  it('takes the risk as a share, exact to the digits typed', () => {
    expect(read({ risk: '0.7' }).mandate?.riskShare).toBe(0.007)
    expect(read({ risk: '2.3' }).mandate?.riskShare).toBe(0.023)
    expect(read({ risk: '0.5 %' }).mandate?.riskShare).toBe(0.005)
    expect(read({ risk: '２％' }).mandate?.riskShare).toBe(0.02)
  })

  it.each([
    [{ equity: '0' }, 'equity'],
    [{ equity: '1,00' }, 'equity'],
    [{ equity: '9e99' }, 'equity'],
    [{ position: 'holding', cost: 'much' }, 'cost'],
    [{ risk: '0' }, 'risk'],
    [{ risk: '100.5' }, 'risk'],
    [{ lot: '1.5' }, 'lot'],
    [{ lot: '2,000,000' }, 'lot']
  ] as const)('%o names the field that is wrong, and is no mandate', (part, field) => {
    expect(read(part)).toEqual({ mandate: null, problems: [field] })
  })

  it('minds a cost only with a position that is held', () => {
    expect(read({ position: 'flat', cost: 'much' }).mandate?.cost).toBeNull()
    expect(read({ position: 'holding', cost: '1,180' }).mandate?.cost).toBe(1_180)
  })

  it('in a damaged memory is none', () => {
    for (const text of ['{', '[]', '{"position":"short"}', 'null', '7']) {
      localStorage.setItem('war-room.mandate', text)
      expect(rememberedDraft(), text).toEqual(plainDraft)
    }
    localStorage.clear()
  })

  it('goes to the fields and back unchanged, and main takes it', () => {
    const amount = fc.option(fc.integer({ min: 1, max: 10 ** 12 }).map((cents) => cents / 100))
    const mandates: fc.Arbitrary<Mandate> = fc.record({
      position: fc.constantFrom(null, 'flat' as const, 'holding' as const),
      ...{ equity: amount, cost: amount, longOnly: fc.boolean() },
      riskShare: fc.integer({ min: 1, max: 10_000 }).map((points) => points / 10_000),
      lot: fc.integer({ min: 2, max: 1_000_000 })
    })
    fc.assert(
      fc.property(mandates, fc.constantFrom('en' as const, 'zh-TW' as const), (any, language) => {
        const mandate = { ...any, cost: any.position === 'holding' ? any.cost : null }
        const formats = formatsFor(language)
        const draft = draftOfMandate(mandate, 'S&P 500', formats)
        const back = readMandate(draft, formats.locale)
        expect(back).toEqual({ mandate, problems: [] })
        expect(mandateSchema.safeParse(back.mandate).success).toBe(true)
      }),
      { seed: 4, numRuns: 300 }
    )
  })
})
