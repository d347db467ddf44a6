import { plainLine, plainText } from './plain-text'

/** Text for a table's cell or a list's item: one line that cannot end its cell. */
export const inlineMarkdown = (text: string): string =>
  plainLine(text).replace(/\\/g, '\\\\').replace(/\|/g, '\\|').replace(/</g, '&lt;')

/** Text that is Markdown already, kept as it is but for what a reader cannot see. */
export const blockMarkdown = (text: string): string => plainText(text).trimEnd()

/** A table; the first row is its head. */
export const markdownTable = (rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map(inlineMarkdown).join(' | ')} |`
  const [head = [], ...body] = rows
  const rule = `| ${head.map(() => '---').join(' | ')} |`
  return [line(head), rule, ...body.map(line)].join('\n')
}
