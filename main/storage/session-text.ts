/** Text as it is searched: without case, and full-width forms as the plain ones. */
export const foldedText = (text: string): string => text.normalize('NFKC').toLowerCase()

/** The words of a search, each folded. */
export const foldedWords = (text: string): string[] =>
  foldedText(text)
    .split(/\s+/u)
    .filter((word) => word !== '')
