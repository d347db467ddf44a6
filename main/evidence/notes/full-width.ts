/** Distance of an ASCII mark to its full-width form in Unicode (U+FF01 − U+0021). */
const fullWidthOffset = 0xfee0
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufffd]+/gu
const marks = /[[\]<>*_`#|~\\]/g

/** Text as one line, without marks of control or direction, and with single spaces. */
export const oneLine = (text: string): string =>
  text.replace(unprintable, ' ').replace(/\s+/g, ' ').trim()

/**
 * What could pass for a citation, a link, a tag or emphasis is defused by its full-width twin, which
 * reads the same.
 */
export const withoutMarks = (text: string): string =>
  text.replace(marks, (mark) => String.fromCharCode(mark.charCodeAt(0) + fullWidthOffset))
