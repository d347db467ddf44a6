/** East Asian wide and full-width characters, which take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
/** Combining marks, and private characters, which stand for changes of style. */
const without = /[\p{Mn}\p{Co}]/u

/** Whether a character takes two columns. */
export const isWide = (character: string): boolean => wide.test(character)

const characterWidth = (character: string): number =>
  without.test(character) ? 0 : isWide(character) ? 2 : 1

/** Columns that `text` (one line, no control characters) takes in a terminal. */
export const displayWidth = (text: string): number => {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** As much of `text` as fits into `columns`, with an ellipsis where something was cut off. */
export const fitWidth = (text: string, columns: number): string => {
  if (displayWidth(text) <= columns) return text
  let fitted = ''
  let width = 0
  for (const character of text) {
    width += characterWidth(character)
    if (width > columns - 1) break
    fitted += character
  }
  return `${fitted}…`
}

/** `text` moved right by spaces to end at `columns`; longer text stays as it is. */
export const padStartWidth = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - displayWidth(text))) + text

/** `text` filled up with spaces to `columns`; longer text stays as it is. */
export const padWidth = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
