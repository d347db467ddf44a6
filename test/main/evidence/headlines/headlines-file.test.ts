import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mostHeadlines,
  writeHeadlines,
  type Headline
} from '../../../../main/evidence/headlines/headlines-file'

const headline = (change: Partial<Headline> = {}): Headline => ({
  date: '2024-05-01',
  title: 'Works raises its forecast',
  publisher: 'The Paper',
  link: 'https://example.com/a',
  ...change
})

const written = (...headlines: Headline[]): string | null => {
  const bytes = writeHeadlines(headlines)
  return bytes === null ? null : new TextDecoder().decode(bytes)
}

describe('headlines as a note', () => {
  it('are one line each with date, publisher and link, oldest first and once', () => {
    const later = headline({ date: '2024-05-03', publisher: null, link: null })
    expect(written(later, headline(), headline())).toBe(
      '2024-05-01 Works raises its forecast (The Paper) <https://example.com/a>\n' +
        '2024-05-03 Works raises its forecast\n'
    )
  })

  it('without a date or a title are left out; none makes no note', () => {
    expect(written(headline({ date: 'yesterday' }), headline({ title: ' \n ' }))).toBeNull()
    expect(written()).toBeNull()
  })

  it.each([
    'http://example.com/',
    'javascript:alert(1)',
    'https://user:secret@example.com/',
    'not an address',
    `https://example.com/${'a'.repeat(1_000)}`
  ])('lose a link such as %s', (link) => {
    expect(written(headline({ link }))).toBe('2024-05-01 Works raises its forecast (The Paper)\n')
  })

  it('keep to one line and hold no mark, whatever a title, publisher or link holds', () => {
    const marks = fc.constantFrom(...'\n\r\u2028\u202e<>[]*_`#|~\\()?!."&: a日'.split(''))
    const text = fc.oneof(fc.string({ unit: marks }), fc.string({ unit: 'grapheme' }))
    const link = fc.oneof(fc.webUrl({ withFragments: true }), text).map((each) => each || null)
    fc.assert(
      fc.property(text, text, link, (title, publisher, address) => {
        const note = written(headline({ title, publisher, link: address }))
        if (note === null) return
        const line = note.slice(0, -1)
        const words = line.replace(/ <https:\/\/[^\s<>]+>$/, '')
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(words).not.toMatch(/[[\]<>*_`#|~\\]/)
        expect(words).toMatch(/^2024-05-01 \S/)
      }),
      { seed: 5, numRuns: 100 }
    )
  })

  it('are the latest ones when there are more than the limit', () => {
    const many = Array.from({ length: mostHeadlines + 1 }, (_each, at) =>
      headline({ title: `No. ${String(at).padStart(4, '0')}` })
    )
    const lines =
      written(...many)
        ?.trimEnd()
        .split('\n') ?? []
    expect(lines).toHaveLength(mostHeadlines)
    expect(lines[0]).toContain('No. 0001')
  })
})
