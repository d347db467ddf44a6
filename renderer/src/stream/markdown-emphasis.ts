import type { MarkdownIt, StateInline } from 'markdown-it'

type Delimiters = ReturnType<StateInline['scanDelims']>

const space = /^\s$/u
const punctuation = /^[\p{P}\p{S}]$/u
/** Characters and marks of Chinese, Japanese and Korean, which are written without spaces. */
const eastAsian =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]$/u

interface Neighbour {
  space: boolean
  /** Punctuation that parts words; East Asian marks do not count. */
  parts: boolean
  mark: boolean
  eastAsian: boolean
}

const neighbour = (character: string): Neighbour => {
  const mark = punctuation.test(character)
  const asian = eastAsian.test(character)
  return { space: space.test(character), parts: mark && !asian, mark, eastAsian: asian }
}

const characterBefore = (text: string, at: number): string =>
  at === 0 ? ' ' : ([...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ' ')

/**
 * Where emphasis may open and close. CommonMark's rule reads marks and spaces between words, so
 * `**趨勢：**收盤` stays as typed; here an East Asian neighbour counts as a word's edge too.
 */
const delimitersAt = (state: StateInline, start: number, splitsWords: boolean): Delimiters => {
  let end = start
  while (end < state.posMax && state.src[end] === state.src[start]) end += 1
  const last = neighbour(characterBefore(state.src, start))
  const next = neighbour(
    end < state.posMax ? String.fromCodePoint(state.src.codePointAt(end) ?? 32) : ' '
  )
  const left = !next.space && (!next.parts || last.space || last.parts || last.eastAsian)
  const right = !last.space && (!last.parts || next.space || next.parts || next.eastAsian)
  return {
    can_open: left && (splitsWords || !right || last.mark),
    can_close: right && (splitsWords || !left || next.mark),
    length: end - start
  }
}

/** Teaches a parser emphasis in text without spaces. */
export const readEastAsianEmphasis = (parser: MarkdownIt): void => {
  parser.inline.State = class extends parser.inline.State {
    override scanDelims(start: number, canSplitWord: boolean): Delimiters {
      return delimitersAt(this, start, canSplitWord)
    }
  }
}
