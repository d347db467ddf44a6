import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AnswerSplitter } from '../../../../main/analysts/model/answer-splitter'

const split = (chunks: readonly string[]): { shown: string; block: string | null } => {
  let shown = ''
  const splitter = new AnswerSplitter((text) => (shown += text))
  for (const chunk of chunks) splitter.write(chunk)
  const block = splitter.end()
  return { shown, block }
}

const block = '```json\n{"stance": "hold"}\n```'

it('keeps the block that ends an answer from the reader, and shows all before it', () => {
  expect(split([`Prices fell [F5].\n\n${block}\n`])).toEqual({
    shown: 'Prices fell [F5].\n\n',
    block: `${block}\n`
  })
})

it('shows a block that text follows, and takes the last one', () => {
  const text = `One.\n${block}\nTwo.\n${block}`
  expect(split([text])).toEqual({ shown: `One.\n${block}\nTwo.\n`, block })
})

it('takes a block that was cut off', () => {
  expect(split(['Text.\n```json\n{"stance": "ho'])).toEqual({
    shown: 'Text.\n',
    block: '```json\n{"stance": "ho'
  })
})

it.each(['```', '```js', '`', '``json', 'a ```json'])('shows an answer that ends in %s', (end) => {
  expect(split([`Text.\n${end}`])).toEqual({ shown: `Text.\n${end}`, block: null })
})

it('shows a line at once that cannot become a fence, and holds one that can', () => {
  let shown = ''
  const splitter = new AnswerSplitter((text) => (shown += text))
  splitter.write('Pri')
  expect(shown).toBe('Pri')
  splitter.write('ces.\n``')
  expect(shown).toBe('Prices.\n')
  splitter.write('x')
  expect(shown).toBe('Prices.\n``x')
})

it('loses and adds no character, however the answer is cut into chunks', () => {
  const piece = fc.constantFrom('```json', '```', '`', '\n', ' ', 'word', '{"a":1}', '說明。')
  const chunks = fc.array(fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('')))
  fc.assert(
    fc.property(chunks, (parts) => {
      const whole = parts.join('')
      const { shown, block: held } = split(parts)
      expect(shown + (held ?? '')).toBe(whole)
      expect(split([whole])).toEqual({ shown, block: held })
    }),
    { numRuns: 2_000, seed: 5 }
  )
})
