const longestQuote = 240
// eslint has no rule for these on purpose: control and direction marks have no place in a quote.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\ufffd]+/gu

/**
 * A sentence of the evidence, ready to stand in quotation marks: one line, no marks of control or
 * direction, no more than 240 characters. What could pass for a citation, a link, a tag or emphasis
 * of ours is defused by its full-width twin, which reads the same.
 */
export const quoteText = (sentence: string): string => {
  const line = sentence.replace(unprintable, ' ').replace(/\s+/g, ' ').trim()
  const characters = [...line]
  const cut =
    characters.length > longestQuote ? `${characters.slice(0, longestQuote - 1).join('')}…` : line
  return cut.replace(/[[\]<>*_`#|~\\]/g, (mark) =>
    String.fromCharCode(mark.charCodeAt(0) + fullWidthOffset)
  )
}

/** Distance of an ASCII mark to its full-width form in Unicode (U+FF01 − U+0021). */
const fullWidthOffset = 0xfee0
