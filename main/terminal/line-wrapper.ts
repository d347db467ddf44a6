import { displayWidth, isWide } from './display-width'

/** Where a line may break: any space but the unbreakable ones, which hold a figure to its unit. */
const breakable = /[^\S\u00a0\u202f]/u
/** Punctuation that must not begin a line: it stays with the character before it. */
const closing = /[、。，．：；！？）」』】〉》％]/u

/**
 * Breaks growing text into lines of a terminal. Western words stay whole; Chinese may break after
 * any character but before closing punctuation. What may still grow is held back until `flush`.
 */
export class LineWrapper {
  readonly #columns: () => number
  #column = 0
  #spaces = 0
  #unit = ''

  /** `columns` is asked again for each unit, since a terminal may be resized. */
  constructor(columns: () => number) {
    this.#columns = columns
  }

  /** Where the next character would stand, in columns from 0. */
  get column(): number {
    return this.#column
  }

  /** The text to print now for `text` that came in. */
  push(text: string): string {
    let printed = ''
    for (const character of text) {
      if (character === '\n') printed += `${this.flush()}${this.#newLine()}`
      else if (breakable.test(character)) printed += this.flush() + this.#space()
      else if (closing.test(character)) this.#unit += character
      else printed += this.#grow(character)
    }
    return printed
  }

  /** What was held back. */
  flush(): string {
    const unit = this.#unit
    if (unit === '') return ''
    this.#unit = ''
    return this.#place(unit)
  }

  #grow(character: string): string {
    const breaks = isWide(character) || isWide(Array.from(this.#unit).at(-1) ?? '')
    const printed = breaks ? this.flush() : ''
    this.#unit += character
    return printed
  }

  #space(): string {
    if (this.#column > 0) this.#spaces += 1
    return ''
  }

  #newLine(): string {
    this.#column = 0
    this.#spaces = 0
    return '\n'
  }

  #place(unit: string): string {
    const limit = Math.max(1, this.#columns())
    const width = displayWidth(unit)
    const fits = this.#column + this.#spaces + width <= limit
    const lead = fits ? ' '.repeat(this.#spaces) : this.#column > 0 ? this.#newLine() : ''
    this.#column += fits ? this.#spaces : 0
    this.#spaces = 0
    if (width <= limit) {
      this.#column += width
      return lead + unit
    }
    return lead + this.#chop(unit, limit)
  }

  /** A unit longer than a line goes over several. */
  #chop(unit: string, limit: number): string {
    let printed = ''
    for (const character of unit) {
      const width = displayWidth(character)
      if (this.#column + width > limit && this.#column > 0) printed += this.#newLine()
      printed += character
      this.#column += width
    }
    return printed
  }
}
