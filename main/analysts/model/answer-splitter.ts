/** The line that begins the block which ends an answer. */
const opening = '```json'
const closing = '```'
/** Of a fence's line with the space around it, in characters: no more of a line waits. */
const longestFence = 80

/**
 * Parts an answer, as it comes, from the JSON block that ends it. What is shown is never taken back: a
 * line that may still become the block's first one waits, and so does a block until it is known whether
 * text follows it, which makes it a part of the answer.
 */
export class AnswerSplitter {
  readonly #show: (text: string) => void
  /** The line at work as far as it waits. */
  #line = ''
  /** Whether the line at work has been shown in part, and so is no fence. */
  #begun = false
  /** The block so far, its fences included; null outside of one. */
  #block: string | null = null
  #closed = false

  constructor(show: (text: string) => void) {
    this.#show = show
  }

  /** Whether a block has ended the answer, as far as it has come. */
  get complete(): boolean {
    return this.#block !== null && (this.#closed || this.#line.trim() === closing)
  }

  write(text: string): void {
    const lines = text.split(/(?<=\n)/)
    for (const part of lines) this.#part(part)
  }

  /** Shows what waits and gives the block that ends the answer; null without one. */
  end(): string | null {
    if (this.#line !== '') this.#take(this.#line)
    this.#line = ''
    const block = this.#block
    this.#block = null
    this.#closed = false
    return block
  }

  #part(part: string): void {
    this.#line += part
    const whole = part.endsWith('\n')
    const mayWait = this.#block !== null || (!this.#begun && this.#mayOpen(this.#line))
    if (!whole && mayWait) return
    const line = this.#line
    this.#line = ''
    this.#take(line)
    this.#begun = !whole && this.#block === null
  }

  #mayOpen(line: string): boolean {
    if (line.length > longestFence) return false
    const start = line.trimStart().toLowerCase()
    return opening.startsWith(start) || start.trimEnd() === opening
  }

  #opens(line: string): boolean {
    return line.length <= longestFence && line.trim().toLowerCase() === opening
  }

  #take(line: string): void {
    if (this.#block === null) {
      if (!this.#begun && this.#opens(line)) this.#block = line
      else this.#show(line)
    } else if (!this.#closed) {
      this.#block += line
      this.#closed = line.trim() === closing
    } else if (line.trim() === '') this.#block += line
    else this.#release(line)
  }

  /** Text follows: the block was one of the answer's own. */
  #release(line: string): void {
    this.#show(this.#block ?? '')
    this.#block = null
    this.#closed = false
    this.#take(line)
  }
}
