/** Private characters that stand for a change of style until it is drawn; they take no column. */
const on = '\ue000'
const off = '\ue001'
const mark = '**'

/**
 * Finds Markdown's strong emphasis in growing text, so that a terminal can show it. A mark may be
 * cut between two pieces; emphasis never goes beyond its line.
 */
export class Emphasis {
  #open = false
  #half = false

  /** `text` with a style character in the place of each mark. */
  push(text: string): string {
    const whole = (this.#half ? '*' : '') + text
    this.#half = whole.endsWith('*') && !whole.endsWith(mark)
    const complete = this.#half ? whole.slice(0, -1) : whole
    return complete.replace(/\*\*|\n/g, (found) => (found === mark ? this.#toggle() : this.#line()))
  }

  /** What is needed to end the text here. */
  flush(): string {
    const rest = (this.#half ? '*' : '') + this.#close()
    this.#half = false
    return rest
  }

  #toggle(): string {
    this.#open = !this.#open
    return this.#open ? on : off
  }

  #line(): string {
    return `${this.#close()}\n`
  }

  #close(): string {
    return this.#open ? this.#toggle() : ''
  }
}

/** Draws the style characters as the given sequences. */
export const drawEmphasis = (text: string, [begin, end]: readonly [string, string]): string =>
  text.replaceAll(on, begin).replaceAll(off, end)
