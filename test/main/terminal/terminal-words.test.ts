import { describe, expect, it } from 'vitest'
import enErrors from '../../../locales/en/errors.json'
import english from '../../../locales/en/terminal.json'
import cnErrors from '../../../locales/zh-CN/errors.json'
import simplified from '../../../locales/zh-CN/terminal.json'
import twErrors from '../../../locales/zh-TW/errors.json'
import traditional from '../../../locales/zh-TW/terminal.json'
import { errorCodes } from '../../../preload/contract/errors'
import { createWords } from '../../../main/terminal/words'

type Texts = { [key: string]: string | Texts }

/** Key → text; a plural's forms are one key, since languages have different ones. */
const flat = (texts: Texts, prefix = ''): Map<string, string> => {
  const entries = Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${prefix}${key}`.replace(/_(one|other)$/, ''), value]]
      : [...flat(value, `${prefix}${key}.`)]
  )
  return new Map(entries)
}
const places = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

describe.each([
  ['zh-TW', traditional],
  ['zh-CN', simplified]
])("the terminal's words in %s", (_, texts) => {
  const own = flat(texts)
  const source = flat(english)

  it('has every text of the English catalogue, and no other', () => {
    expect([...own.keys()].sort()).toEqual([...source.keys()].sort())
  })

  it('fills the same places in every text', () => {
    for (const [key, text] of own)
      expect([key, places(text)]).toEqual([key, places(source.get(key) ?? '')])
  })
})

describe('the words of errors', () => {
  const [inEnglish, inTraditional, inSimplified] = [enErrors, twErrors, cnErrors].map((each) =>
    flat(each)
  )

  it('are there for every code, in every language', () => {
    for (const code of Object.values(errorCodes)) {
      for (const texts of [inEnglish, inTraditional, inSimplified]) {
        expect([code, texts?.get(code) ?? '']).not.toEqual([code, ''])
      }
    }
  })

  /** What the errors bring that are not of a call. */
  const brought: Partial<Record<string, string[]>> = {
    [errorCodes.providerTooMany]: ['limit'],
    [errorCodes.providerUnknown]: ['provider'],
    [errorCodes.providerImportInvalid]: ['file', 'field', 'problem'],
    [errorCodes.providerLocalFile]: ['file', 'problem'],
    [errorCodes.keyNotKept]: ['problem']
  }

  it('of a provider fill only the places that its errors have', () => {
    for (const [code, text] of inEnglish ?? []) {
      if (!code.startsWith('provider.')) continue
      const known = brought[code] ?? ['provider', 'detail']
      for (const place of places(text)) expect(known).toContain(place.slice(2, -2))
      expect(places(inTraditional?.get(code) ?? '')).toEqual(places(text))
    }
  })
})

describe('numbers in words', () => {
  it("go by the session's language, not by the machine's", () => {
    expect(createWords('en').number(-1_234.5, 2)).toBe('−1,234.50')
    expect(createWords('en').number(-0.001, 2)).toBe('0.00')
    expect(createWords('zh-TW').percent(0.523, 1)).toBe('52.3%')
    expect(createWords('en').percent(0.523, 1)).toBe('52.3\u00a0%')
  })

  it('give short times in milliseconds and long ones in seconds', () => {
    expect(createWords('en').duration(12.4)).toBe('12 ms')
    expect(createWords('en').duration(8_040)).toBe('8.0 s')
  })

  it('falls back to the English message of an error that has no text', () => {
    const words = createWords('zh-TW')
    const unknown = { code: 'role.crashed', message: 'in English', retryable: false } as const
    expect(words.error(unknown)).toBe('in English')
    expect(words.error({ ...unknown, parameters: { role: '斥候', detail: 'x' } })).toContain('斥候')
  })
})
