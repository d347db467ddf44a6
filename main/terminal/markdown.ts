import { plainLine, plainText } from './plain-text'

/** Of a picture, a link or a definition of one the place where a backslash makes it plain text. */
const reach = /!(?=\[)|\](?=[(:])/g
/** What begins a tag, a comment or an address in angle brackets, and no sign of less. */
const tag = /<(?=[a-z/!?])/gi

/**
 * Text in which a reader finds nothing to load or to open: whoever wrote it (a model, a file's name, a
 * server's error) would else learn that the report was opened, and what it put into the address.
 */
const unreaching = (text: string): string => text.replace(reach, '$&\\')

/** Text for a table's cell or a list's item: one line that cannot end its cell. */
export const inlineMarkdown = (text: string): string =>
  unreaching(plainLine(text).replace(/\\/g, '\\\\').replace(/\|/g, '\\|')).replace(/</g, '&lt;')

/** Text that is Markdown already, without what a reader cannot see, and without links and markup. */
export const blockMarkdown = (text: string): string =>
  unreaching(plainText(text)).replace(tag, '&lt;').trimEnd()

/** A table; the first row is its head. */
export const markdownTable = (rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map(inlineMarkdown).join(' | ')} |`
  const [head = [], ...body] = rows
  const rule = `| ${head.map(() => '---').join(' | ')} |`
  return [line(head), rule, ...body.map(line)].join('\n')
}
