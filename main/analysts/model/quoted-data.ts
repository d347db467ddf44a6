/** Of `<data>` or `</data>`, however it is spelled: with signs that look like these or are unseen. */
const mark =
  /[<\uff1c\ufe64\u2039][\s\p{Cf}]*(?:[/\uff0f\u2044\u2215][\s\p{Cf}]*)?(?=d\p{Cf}*a\p{Cf}*t\p{Cf}*a)/giu
/** A block of the kind that ends an answer is not to be copied from a text. */
const fence = /[`\uff40]{3,}|~{3,}/g

const plain = (text: string): string => text.replaceAll(mark, '‹ ').replaceAll(fence, "'''")

/** Text that others wrote as one line. */
export const oneLine = (text: string): string =>
  plain(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()

const wrapped = (text: string): string => `<data>\n${text}\n</data>`

/**
 * Text that others wrote, between marks which it cannot close, each of its lines quoted: no line of it
 * can be taken for a heading of the prompt.
 */
export const quoted = (text: string): string =>
  wrapped(
    plain(text)
      .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
      .map((line) => `> ${line}`)
      .join('\n')
  )

/** Rows of our own making whose cells were made safe by `oneLine`. */
export const quotedRows = (rows: readonly string[]): string => wrapped(rows.join('\n'))
