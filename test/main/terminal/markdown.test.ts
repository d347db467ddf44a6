import fc from 'fast-check'
import createMarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { blockMarkdown, inlineMarkdown, markdownTable } from '../../../main/terminal/markdown'

/** Some other program that shows a report, and lets it do all that Markdown can. */
const reader = createMarkdownIt({ html: true, linkify: false })
const reaching =
  /<(?!\/?(?:p|h[1-6]|em|strong|s|code|pre|[uo]l|li|blockquote|br|hr|table|thead|tbody|t[rhd])\b)/i

const hostile = [
  '![held](https://evil.example/?q=1200)',
  '[open](https://evil.example/)',
  '[F1]: https://evil.example/\n\n[F1] and ![F1]',
  '![a][b]\n\n[b]: https://evil.example/x.png',
  '<img src="https://evil.example/x.png">',
  '<https://evil.example/>',
  '<script>1</script>',
  '<!-- hidden -->',
  '\\![a](https://evil.example/)',
  '\\\\![a](https://evil.example/)',
  '[![a](https://evil.example/1)](https://evil.example/2)',
  '> - **![a](https://evil.example/)**'
]

describe('text in a report', () => {
  it.each(hostile)('that would reach out does not: %j', (text) => {
    expect(reader.render(text), 'the reader itself would').toMatch(/<(?:a|img|script|!--)/)
    for (const shown of [
      blockMarkdown(text),
      inlineMarkdown(text),
      markdownTable([[text], ['']])
    ]) {
      expect(reader.render(shown)).not.toMatch(reaching)
    }
  })

  it('reaches out in no arrangement of the signs that Markdown has (seeded)', () => {
    const signs = ['!', '[', ']', '(', ')', ':', '<', '>', '\\', '`', '*', '|', '\n', ' ', '"', '&']
    const words = ['a', 'http://evil', 'img src=x', '/p', '[F1]', '![a](http://b)', '&#33;']
    const text = fc.array(fc.constantFrom(...signs, ...words), { maxLength: 24 })
    const check = (parts: string[]): void => {
      const source = parts.join('')
      const shown = [blockMarkdown(source), inlineMarkdown(source)]
      for (const each of shown) expect(reader.render(each), source).not.toMatch(reaching)
    }
    fc.assert(fc.property(text, check), { seed: 7, numRuns: 1_500 })
  })

  it('that is the desk’s own stays as it is', () => {
    const text = '**Down** [F1][F2], p < 0.05: `a`\n\n- 35-62 % [F3]'
    expect(blockMarkdown(text)).toBe(text)
  })
})
