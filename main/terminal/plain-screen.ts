import type { OutputPort } from './host'
import { plainLine, plainText } from './plain-text'
import type { Screen } from './screen'

/** For a pipe or a file: whole lines, no colour, no status. */
export class PlainScreen implements Screen {
  readonly #output: OutputPort
  #open = ''

  constructor(output: OutputPort) {
    this.#output = output
  }

  stream(text: string): void {
    const lines = (this.#open + plainText(text)).split('\n')
    this.#open = lines.pop() ?? ''
    if (lines.length > 0) this.#output.write(`${lines.join('\n')}\n`)
  }

  line(text: string): void {
    this.end()
    this.#output.write(`${plainLine(text)}\n`)
  }

  status(): void {
    // A log of statuses would hide the text.
  }

  end(): void {
    if (this.#open !== '') this.#output.write(`${this.#open}\n`)
    this.#open = ''
  }
}
