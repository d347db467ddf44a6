import createMarkdownIt, {
  type Env,
  type MarkdownIt,
  type RendererRule,
  type Token
} from 'markdown-it'
import { readEastAsianEmphasis } from './markdown-emphasis'
import { figureAt, figureRule, textRule, type FigureKind } from './markdown-figures'
import { noteLines, placesOf, SourceLines } from './markdown-places'

/** One top-level block of a role's text. `offset` is where it starts in the whole text. */
export interface MarkdownBlock {
  offset: number
  html: string
}

/**
 * What a role's text may not do: bring markup, links or pictures of its own, or change a block that
 * was already closed (references, underlined headings).
 */
const disabled = [
  'html_block',
  'html_inline',
  'link',
  'image',
  'autolink',
  'linkify',
  'reference',
  'lheading',
  'code'
]

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/**
 * A figure's element: numbers and dates are spans, a citation is a button within its span. A
 * `button` element would be a box of its own that a full stop after it could be parted from.
 */
const figureHtml = (kind: FigureKind, text: string, offset: number): string => {
  const open = `<span class="figure" data-kind="${kind}" data-offset="${offset}">`
  if (kind !== 'fact') return `${open}${text}</span>`
  const id = text.slice(1, -1)
  return (
    `${open}<span role="button" class="fact-link" data-testid="fact-link" data-fact="${id}"` +
    ` tabindex="-1" aria-haspopup="dialog">${text}</span></span>`
  )
}

/** Code keeps its characters as they are, so that its figures can be found by their places alone. */
const codeHtml = (code: string, offset: number): string => {
  let html = ''
  let plain = 0
  for (let at = 0; at < code.length;) {
    const figure = figureAt(code, at)
    if (figure === null || figure.kind === 'fact') {
      at += 1
      continue
    }
    html += escaped(code.slice(plain, at)) + figureHtml(figure.kind, figure.text, offset + at)
    at += figure.text.length
    plain = at
  }
  return html + escaped(code.slice(plain))
}

const figureRenderer: RendererRule = (tokens, index) => {
  const token = tokens[index]
  if (token === undefined) return ''
  const { offset } = token.meta as { offset: number | null }
  return offset === null
    ? escaped(token.content)
    : figureHtml(token.info as FigureKind, token.content, offset)
}

const fenceRenderer: RendererRule = (tokens, index) => {
  const token = tokens[index]
  const offset = (token?.meta as { offset: number } | null)?.offset
  const code = token?.content ?? ''
  return `<pre><code>${offset === undefined ? escaped(code) : codeHtml(code, offset)}</code></pre>`
}

/** Headings stand below the panel's own; cells say their alignment by class, never by style. */
const plainTags = (tokens: Token[]): void => {
  for (const token of tokens) {
    if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = 'h4'
    const style = token.attrGet('style')
    if (style !== null) token.attrs = [['class', String(style).replace('text-align:', 'align-')]]
  }
}

const createParser = (): MarkdownIt => {
  const parser = createMarkdownIt({ html: false, linkify: false, typographer: false })
  parser.disable(disabled)
  readEastAsianEmphasis(parser)
  parser.block.ruler.before('table', 'note_lines', noteLines)
  parser.inline.ruler.at('text', textRule)
  parser.inline.ruler.before('text', 'figure', figureRule)
  parser.renderer.rules['figure'] = figureRenderer
  parser.renderer.rules['fence'] = fenceRenderer
  return parser
}

const parser = createParser()

/** Same length, so that every place stays what it was. */
const plainBreaks = (text: string): string => text.replaceAll('\r\n', ' \n').replaceAll('\r', '\n')

/** A fence without indentation or container: its code is its source, and has places. */
const placeFence = (token: Token, lines: SourceLines, base: number, source: string): void => {
  const line = (token.map?.[0] ?? 0) + 1
  const start = lines.start(line)
  if (source.startsWith(token.content, start)) token.meta = { offset: base + start }
}

const parsed = (source: string, base: number): { tokens: Token[]; env: Env } => {
  const env: Env = {}
  const tokens = parser.parse(source, env)
  const places = placesOf(tokens, source, env)
  const lines = new SourceLines(source)
  for (const token of tokens) {
    if (token.type === 'fence') placeFence(token, lines, base, source)
    const place = places.get(token)
    for (const child of token.children ?? []) {
      if (child.type !== 'figure') continue
      const { position } = child.meta as { position: number }
      const at = place?.(position) ?? null
      child.meta = { offset: at === null ? null : base + at }
    }
  }
  plainTags(tokens)
  return { tokens, env }
}

/**
 * The top-level blocks of a text, oldest first; `base` is where the text stands in the whole. Every
 * number and citation carries `data-offset`, its UTF-16 place in the whole text. All blocks but the
 * last are final: text that only grows cannot change them.
 */
export const markdownBlocks = (text: string, base = 0): MarkdownBlock[] => {
  const source = plainBreaks(text)
  const { tokens, env } = parsed(source, base)
  const lines = new SourceLines(source)
  const blocks: MarkdownBlock[] = []
  let from = 0
  tokens.forEach((token, index) => {
    if (token.level !== 0 || token.nesting === 1) return
    const part = tokens.slice(from, index + 1)
    const html = parser.renderer.render(part, parser.options, env)
    blocks.push({ offset: base + lines.start(part[0]?.map?.[0] ?? 0), html })
    from = index + 1
  })
  return blocks
}

/** One line of text without blocks, for headings, cells and table rows. */
export const markdownLine = (text: string): string => {
  const env: Env = {}
  const tokens = parser.parseInline(plainBreaks(text), env)
  for (const child of tokens[0]?.children ?? []) {
    if (child.type === 'figure') {
      child.meta = { offset: (child.meta as { position: number }).position }
    }
  }
  return parser.renderer.render(tokens, parser.options, env)
}
