import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswerBlock } from '../../../../main/analysts/model/answer-block'
import { claimsOf } from '../../../../main/analysts/model/answer-claims'

const fenced = (json: string): string => `\`\`\`json\n${json}\n\`\`\``

describe('the block that ends an answer', () => {
  it('is read', () => {
    const json =
      '{"stance":"sell","confidence":0.53,"p":0.47,"claims":[{"text":"It fell.","facts":["F5"]}],"changes":["a close over 10"]}'
    expect(readAnswerBlock(fenced(json))).toEqual({
      stance: 'sell',
      confidence: 0.53,
      p: 0.47,
      claims: [{ text: 'It fell.', facts: ['F5'] }],
      changes: ['a close over 10']
    })
  })

  it.each([
    ['cut off', '```json\n{"stance": "hold", "p": 0.5'],
    ['with a comma too many', fenced('{"stance": "hold", "p": 0.5,}')],
    ['in single quotes', fenced("{'stance': 'hold', 'p': 0.5}")]
  ])('is mended when it is %s', (_what, block) => {
    expect(readAnswerBlock(block)).toMatchObject({ stance: 'hold', p: 0.5 })
  })

  it.each([
    ['a stance of its own', '{"stance":"moon","p":0.5}', { stance: null, p: 0.5 }],
    ['a share over 1', '{"stance":"buy","p":52}', { stance: 'buy', p: null }],
    ['claims without text', '{"stance":"buy","claims":[{"facts":["F1"]}]}', { claims: [] }]
  ])('loses only the field that is wrong: %s', (_what, json, expected) => {
    expect(readAnswerBlock(fenced(json))).toMatchObject(expected)
  })

  it.each(['', '[1, 2]', 'no idea'])('is none when it says %j', (json) => {
    expect(readAnswerBlock(fenced(json))?.stance ?? null).toBeNull()
  })

  it('never throws, whatever a model writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readAnswerBlock(fenced(text))
      }),
      { numRuns: 1_000, seed: 7 }
    )
  })
})

describe('the claims of an answer', () => {
  const known = new Set(['F1', 'F2', 'F10'])

  it('are its sentences that cite facts, at their places', () => {
    const text = 'It fell 3 % [F1]. Nobody knows why.\n\nRisk is high. [F2] [F10]'
    const claims = claimsOf(text, { stated: null, known })
    expect(claims.map(({ text: words, facts }) => [words, facts])).toEqual([
      ['It fell 3 % [F1].', ['F1']],
      ['Risk is high. [F2] [F10]', ['F2', 'F10']]
    ])
    for (const { offset, length, text: words } of claims) {
      expect(text.slice(offset, offset + length)).toBe(words)
    }
  })

  it('take facts that the model named for a sentence, and none that do not exist', () => {
    const stated = {
      ...{ stance: null, confidence: null, p: null, changes: [] },
      claims: [{ text: 'It fell.', facts: ['F2', 'F99'] }]
    }
    expect(claimsOf('It fell. So [F77].', { stated, known })).toEqual([
      { text: 'It fell.', offset: 0, length: 8, facts: ['F2'] }
    ])
  })

  it('end where Chinese sentences end', () => {
    const claims = claimsOf('收盤下跌 [F1]。風險偏高 [F2]。', { stated: null, known })
    expect(claims.map(({ text }) => text)).toEqual(['收盤下跌 [F1]。', '風險偏高 [F2]。'])
  })
})

it('does not mend what is far longer than a block', () => {
  const words = '"a" "b" '.repeat(100_000)
  expect(readAnswerBlock(`\`\`\`json\n{"stance":"hold","claims":[${words}`)).toBeNull()
})
