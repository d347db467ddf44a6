const opening = '<think>'
const closing = '</think>'
/** Of space before a mark; whoever sends more begins with it. */
const mostSpace = 200

/** Of the end of `text`, as many characters as may be the beginning of `mark`. */
const begunOf = (text: string, mark: string): number => {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) return length
  }
  return 0
}

export interface ThoughtReader {
  thought: (text: string) => void
  answer: (text: string) => void
}

/**
 * Parts the thoughts that some servers send as the answer's own text, between `<think>` marks at its
 * very beginning, from the answer. Marks elsewhere are the answer's.
 */
export class ThoughtSplitter {
  readonly #reader: ThoughtReader
  #place: 'before' | 'within' | 'behind' | 'answer' = 'before'
  /** What may yet become a mark. */
  #held = ''

  constructor(reader: ThoughtReader) {
    this.#reader = reader
  }

  write(text: string): void {
    if (this.#place === 'answer') return this.#reader.answer(text)
    this.#held += text
    if (this.#place === 'before') this.#begin()
    if (this.#place === 'within') this.#think()
    if (this.#place === 'behind') this.#go(this.#held.trimStart())
  }

  /** Passes on what still waits. */
  end(): void {
    const held = this.#held
    this.#held = ''
    if (held === '' || this.#place === 'behind') return
    if (this.#place === 'within') this.#reader.thought(held)
    else this.#reader.answer(held)
  }

  #begin(): void {
    const text = this.#held.trimStart()
    if (text.startsWith(opening)) {
      this.#place = 'within'
      this.#held = text.slice(opening.length)
    } else if (!opening.startsWith(text) || this.#held.length > mostSpace) this.#go(this.#held)
  }

  #think(): void {
    const end = this.#held.indexOf(closing)
    const known = end < 0 ? this.#held.length - begunOf(this.#held, closing) : end
    if (known > 0) this.#reader.thought(this.#held.slice(0, known))
    this.#held = this.#held.slice(end < 0 ? known : end + closing.length)
    if (end >= 0) this.#place = 'behind'
  }

  /** From the first character that is not the space behind the thoughts. */
  #go(text: string): void {
    this.#held = ''
    if (text === '') return
    this.#place = 'answer'
    this.#reader.answer(text)
  }
}
