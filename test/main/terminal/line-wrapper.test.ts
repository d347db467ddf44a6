import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth, fitWidth, padWidth } from '../../../main/terminal/display-width'
import { LineWrapper } from '../../../main/terminal/line-wrapper'

const wrap = (chunks: readonly string[], columns: number): string => {
  const wrapper = new LineWrapper(() => columns)
  return chunks.map((chunk) => wrapper.push(chunk)).join('') + wrapper.flush()
}
const alphabet = fc.constantFrom(...Array.from('ab1 \n,。，情報官價 長words量'))
const texts = fc.array(fc.array(alphabet, { maxLength: 30 }).map((parts) => parts.join('')))

describe('the line wrapper', () => {
  it('breaks between words, never inside one that fits', () => {
    expect(wrap(['the quick brown fox'], 10)).toBe('the quick\nbrown fox')
  })

  it('breaks Chinese anywhere but before closing punctuation', () => {
    expect(wrap(['收盤價下跌，量能萎縮。'], 10)).toBe('收盤價下\n跌，量能萎\n縮。')
  })

  it('keeps a figure and its unit on one line', () => {
    expect(wrap(['it fell by 3.2\u00a0%'], 13)).toBe('it fell by\n3.2\u00a0%')
  })

  it('cuts a word that is longer than a line', () => {
    expect(wrap(['abcdefghij'], 4)).toBe('abcd\nefgh\nij')
  })

  it('keeps the breaks of the text itself, empty lines included', () => {
    expect(wrap(['one\n\ntwo\n'], 20)).toBe('one\n\ntwo\n')
  })

  it('gives the same lines however the text is cut into chunks', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 30 }), (chunks, columns) => {
        expect(wrap(chunks, columns)).toBe(wrap([chunks.join('')], columns))
      }),
      { seed: 11, numRuns: 500 }
    )
  })

  it('loses no character but spaces, and fills no line beyond its width', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 30 }), (chunks, columns) => {
        const wrapped = wrap(chunks, columns)
        expect(wrapped.replace(/\s/g, '')).toBe(chunks.join('').replace(/\s/g, ''))
        for (const line of wrapped.split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(columns)
      }),
      { seed: 12, numRuns: 500 }
    )
  })

  it('knows the column in which it stands', () => {
    const wrapper = new LineWrapper(() => 40)
    wrapper.push('價格 up ')
    expect(wrapper.column).toBe(7)
  })
})

describe('widths on a terminal', () => {
  it('counts Chinese as two columns and combining marks as none', () => {
    expect(displayWidth('a價e\u0301')).toBe(4)
  })

  it('cuts to a width with an ellipsis that is counted too', () => {
    expect(fitWidth('情報官與斥候', 8)).toBe('情報官…')
    expect(fitWidth('short', 8)).toBe('short')
  })

  it('fills up to a width', () => {
    expect(padWidth('多方', 6)).toBe('多方  ')
  })
})
