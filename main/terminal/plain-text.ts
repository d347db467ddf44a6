const unprintable = /(?![\t\n])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu

/**
 * Text without control, formatting and private characters but tab and line feed. A quoted note
 * could otherwise move a terminal's cursor, recolour it, or turn the reading direction around.
 */
export const plainText = (text: string): string => text.replace(unprintable, '')

/** The same on one line; inner spaces stay, since tables stand on them. */
export const plainLine = (text: string): string =>
  plainText(text.replace(/[\t\n\r]+/g, ' ')).trimEnd()
