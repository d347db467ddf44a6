import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ThoughtSplitter } from '../../../../main/analysts/model/thought-splitter'

const split = (chunks: readonly string[]): { thought: string; answer: string } => {
  const told = { thought: '', answer: '' }
  const splitter = new ThoughtSplitter({
    thought: (text) => (told.thought += text),
    answer: (text) => (told.answer += text)
  })
  for (const chunk of chunks) splitter.write(chunk)
  splitter.end()
  return told
}

it.each([
  ['thoughts before an answer', '<think>Hm [F1].</think>\n\nUp.', 'Hm [F1].', 'Up.'],
  ['thoughts behind space', '\n<think>\nHm.\n</think>Up.', '\nHm.\n', 'Up.'],
  ['thoughts that never end', '<think>Hm.</thi', 'Hm.</thi', ''],
  ['no thoughts', '', '', ''],
  ['an answer alone, its space kept', '  Up.\n', '', '  Up.\n'],
  ['an answer that only begins alike', '<thin air', '', '<thin air'],
  ['an answer that is but a mark’s beginning', '<th', '', '<th'],
  ['marks within an answer', 'Up. <think>x</think>', '', 'Up. <think>x</think>'],
  ['marks behind thoughts', '<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>']
])('parts %s, however they are cut into chunks', (_what, text, thought, answer) => {
  expect(split([text])).toEqual({ thought, answer })
  expect(split([...text])).toEqual({ thought, answer })
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
      const ends = [0, ...cuts.sort((one, other) => one - other), text.length]
      const chunks = ends.slice(1).map((end, at) => text.slice(ends[at], end))
      expect(split(chunks)).toEqual({ thought, answer })
    }),
    { numRuns: 200, seed: 5 }
  )
})

it('waits behind so much space alone, and not for ever', () => {
  const space = Array.from({ length: 100_000 }, () => ' ')
  expect(split([...space, 'Up.'])).toEqual({ thought: '', answer: `${space.join('')}Up.` })
})
