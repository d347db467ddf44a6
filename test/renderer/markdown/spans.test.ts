import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownBlocks } from '../../../renderer/src/stream/markdown-blocks'
import { sanitized } from '../../../renderer/src/stream/markdown-sanitizer'
import { MarkdownView } from '../../../renderer/src/stream/markdown-view'

const shown = (text: string): HTMLElement => {
  const host = document.createElement('div')
  for (const block of markdownBlocks(text)) host.append(sanitized(block.html))
  return host
}

const spans = (host: HTMLElement): HTMLElement[] => [
  ...host.querySelectorAll<HTMLElement>('[data-offset]')
]

/** What every figure promises: its text is what stands at its place in the role's text. */
const expectPlacesTrue = (host: HTMLElement, text: string): void => {
  for (const span of spans(host)) {
    const offset = Number(span.dataset['offset'])
    const content = span.textContent
    expect(text.slice(offset, offset + content.length)).toBe(content)
  }
}

const pieces = fc.constantFrom(
  ...[
    '12',
    '3.5',
    '−20.0 %',
    '+0.7σ',
    '1,251.70',
    '2008-09-12',
    '[F12]',
    '[F3]',
    '漲',
    '，',
    'sma.200'
  ],
  ...[
    'word',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '2. ',
    '> ',
    '# ',
    '## ',
    '**',
    '*',
    '_',
    '`',
    '~~'
  ],
  ...[
    '| ',
    '|---|---|\n',
    '| 1 | 2 |\n',
    '```\n',
    '\\',
    '\\|',
    '&amp;',
    '&#49;',
    '<b>',
    '\t',
    '    '
  ],
  ...['\r\n', '[', ']', '(x)', '😀', '---', ':-:', '!', '5)', '-', '+']
)
const markdown = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))

describe('places in a role text', () => {
  it('each figure stands at its data-offset, whatever the markdown', () => {
    fc.assert(
      fc.property(markdown, (text) => expectPlacesTrue(shown(text), text)),
      { numRuns: 600, seed: 20_080_912 }
    )
  })

  it('a growing text ends as the whole text would, however it was cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(markdown, cuts, (text, sizes) => {
        const host = document.createElement('div')
        const view = new MarkdownView(host)
        let end = 0
        for (let turn = 0; end < text.length; turn += 1) {
          end += sizes[turn % sizes.length] ?? 1
          view.show(text.slice(0, end), true)
        }
        const whole = document.createElement('div')
        new MarkdownView(whole).show(text, true)
        expect(host.innerHTML).toBe(whole.innerHTML)
        expectPlacesTrue(host, text)
      }),
      { numRuns: 120, seed: 20_080_915 }
    )
  })

  it('every number of a plain desk sentence has its span', () => {
    const text =
      '**Trend.** −20.0 % from the 2007-10-09 peak [F3], 180 sessions below sma.200 [F12]; RSI 46.5, ' +
      'range 1,170–1,322 and +0.7σ.\n\n- stop 1,194, 4.6 % away\n- 12−1 momentum −12.9 %\n\n' +
      '| line | p |\n| --- | ---: |\n| Quant | 0.52 |\n| Historian 2 | 52 |\n\n`rsi 46.5`'
    const found = spans(shown(text)).map((span) => span.textContent)
    expect(found).toEqual([
      ...['−20.0', '2007-10-09', '[F3]', '180', '200', '[F12]', '46.5', '1,170', '1,322', '+0.7'],
      ...['1,194', '4.6', '12', '1', '−12.9', '0.52', '2', '52']
    ])
    expectPlacesTrue(shown(text), text)
  })

  it('equal figures of one table row keep places of their own', () => {
    const text = '| a | b | c |\n|---|---|---|\n| 1 | 11 | 1 |\n'
    const offsets = spans(shown(text)).map((span) => Number(span.dataset['offset']))
    expect(offsets).toEqual([text.indexOf('| 1 |') + 2, text.indexOf('11'), text.lastIndexOf('1')])
  })

  it('a digit within a word or an identifier is no figure', () => {
    expect(spans(shown('F60 S1 a_20 x9y'))).toHaveLength(0)
  })

  it('a citation is a button that names its fact', () => {
    const link = shown('see [F12]').querySelector<HTMLElement>('[role="button"]')
    expect(link?.dataset).toMatchObject({ fact: 'F12', testid: 'fact-link' })
    expect(link?.textContent).toBe('[F12]')
  })

  it('a table says alignment by class and never by style', () => {
    const host = shown('| a | b |\n| :-: | --: |\n| 1 | 2 |\n')
    expect(host.querySelector('[style]')).toBeNull()
    expect(host.querySelector('td')?.className).toBe('align-center')
  })

  it('emphasis works in Chinese, where no space stands before or after it', () => {
    const bold = (text: string): (string | null)[] =>
      [...shown(text).querySelectorAll('strong')].map((each) => each.textContent)
    expect(bold('**趨勢：**收盤在均線之下')).toEqual(['趨勢：'])
    expect(bold('昨日**下跌 3.2 %**，量縮')).toEqual(['下跌 3.2 %'])
    expect(bold('（**停損**）與**「目標」**皆可')).toEqual(['停損', '「目標」'])
    expect(bold('**Trend.** The close')).toEqual(['Trend.'])
    expect(bold('2 ** 3 ** 4')).toEqual([])
    expect(shown('snake_case_name').querySelector('em')).toBeNull()
  })
})
