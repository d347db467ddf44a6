import { displayWidth } from '../../../main/terminal/display-width'

/** A terminal that understands what a live screen sends; it has as many rows as are needed. */
export class FakeTerminal {
  readonly columns: number
  #rows: string[][] = [[]]
  #row = 0
  #column = 0

  constructor(columns: number) {
    this.columns = columns
  }

  get lines(): string[] {
    return this.#rows.map((cells) => cells.join('').trimEnd())
  }

  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column }
  }

  write(text: string): void {
    const parts = text.matchAll(/\u001b\[(\d*)([A-Za-z])|([\s\S])/gu)
    for (const [whole, count = '', command, character] of parts) {
      if (command !== undefined) this.#control(command, count === '' ? 1 : Number(count))
      else if (character === '\n') this.#moveTo(this.#row + 1, 0)
      else if (character === '\r') this.#column = 0
      else if (character === '\u001b') throw new Error(`unknown sequence at ${whole}`)
      else this.#put(character ?? '')
    }
  }

  #control(command: string, count: number): void {
    if (command === 'J') {
      this.#rows = this.#rows.slice(0, this.#row + 1)
      this.#cells().splice(this.#column)
    } else if (command === 'A') this.#row = Math.max(0, this.#row - count)
    else if (command === 'C') this.#column += count
    else if (command !== 'm') throw new Error(`unknown command ${command}`)
  }

  #put(character: string): void {
    const width = displayWidth(character)
    if (this.#column + width > this.columns) throw new Error('text runs over the edge')
    const cells = this.#cells()
    while (cells.length < this.#column) cells.push(' ')
    cells[this.#column] = character
    if (width === 2) cells[this.#column + 1] = ''
    this.#column += width
  }

  #cells(): string[] {
    return this.#rows[this.#row] ?? []
  }

  #moveTo(row: number, column: number): void {
    while (this.#rows.length <= row) this.#rows.push([])
    this.#row = row
    this.#column = column
  }
}
