/** Characters that a terminal would obey or hide, and JSON leaves as they are. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu

/** The same string to whoever reads the JSON, and harmless to a screen that shows it. */
const escaped = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`
  ).join('')

/** A value as JSON for stdout, which may be a screen; ends with a line feed. */
export const printableJson = (value: unknown): string => {
  const lines = JSON.stringify(value, null, 2).split('\n')
  return `${lines.map((line) => line.replace(unprintable, escaped)).join('\n')}\n`
}
