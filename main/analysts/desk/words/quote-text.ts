import { oneLine, withoutMarks } from '../../../evidence/notes/full-width'

const longestQuote = 240

/**
 * A sentence of the evidence, ready to stand in quotation marks: one line, no marks of control or
 * direction, no more than 240 characters, and nothing that could pass for markup of ours.
 */
export const quoteText = (sentence: string): string => {
  const line = oneLine(sentence)
  const characters = [...line]
  const cut =
    characters.length > longestQuote ? `${characters.slice(0, longestQuote - 1).join('')}…` : line
  return withoutMarks(cut)
}
