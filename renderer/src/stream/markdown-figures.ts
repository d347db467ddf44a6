import type { StateInline } from 'markdown-it'

/** What a place in a text is: a number, an ISO date, or the citation of a fact. */
export type FigureKind = 'number' | 'date' | 'fact'

export interface Figure {
  kind: FigureKind
  text: string
}

const citation = /\[F\d+\]/y
const isoDate = /\d{4}-\d{2}-\d{2}(?!\d)/y
const number = /[+\-\u2212]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/y

/** After one of these a digit belongs to a word ("F12", "sma_20"), or a sign to a range ("35-62"). */
const wordBefore = /[A-Za-z0-9_]/
const valueBefore = /[A-Za-z0-9_)\]%]/
const signs = new Set(['+', '-', '\u2212'])
const isDigit = (code: number): boolean => code >= 48 && code <= 57

const matched = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/** The number, date or citation that begins exactly at `at` (UTF-16), or null. */
export const figureAt = (text: string, at: number): Figure | null => {
  const first = text[at] ?? ''
  if (first === '[') {
    const fact = matched(citation, text, at)
    return fact === null ? null : { kind: 'fact', text: fact }
  }
  const signed = signs.has(first)
  if (!signed && !isDigit(text.charCodeAt(at))) return null
  const before = at === 0 ? '' : (text[at - 1] ?? '')
  if ((signed ? valueBefore : wordBefore).test(before)) return null
  const date = signed ? null : matched(isoDate, text, at)
  if (date !== null) return { kind: 'date', text: date }
  const found = matched(number, text, at)
  return found === null ? null : { kind: 'number', text: found }
}

// The characters at which markdown-it's own text rule stops, so that every other rule gets its turn.
const stops = new Set('\n!#$%&*+-:<=>@[\\]^_`{}~')

/** Takes plain text up to the next character that another rule may want, or the next figure. */
export const textRule = (state: StateInline, silent: boolean): boolean => {
  let position = state.pos
  while (position < state.posMax) {
    const here = state.src[position] ?? ''
    if (stops.has(here) || figureAt(state.src, position) !== null) break
    position += 1
  }
  if (position === state.pos) return false
  if (!silent) state.pending += state.src.slice(state.pos, position)
  state.pos = position
  return true
}

/** Turns a figure into a token of its own that knows its place in the inline content. */
export const figureRule = (state: StateInline, silent: boolean): boolean => {
  const figure = figureAt(state.src, state.pos)
  if (figure === null || state.pos + figure.text.length > state.posMax) return false
  if (!silent) {
    const token = state.push('figure', 'span', 0)
    token.content = figure.text
    token.info = figure.kind
    token.meta = { position: state.pos }
  }
  state.pos += figure.text.length
  return true
}
