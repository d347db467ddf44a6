import { fitWidth } from './display-width'
import { drawEmphasis, Emphasis } from './emphasis'
import type { OutputPort } from './host'
import { LineWrapper } from './line-wrapper'
import { plainLine, plainText } from './plain-text'
import type { LineStyle, Screen } from './screen'

const escape = '\u001b['
const clearBelow = `${escape}J`
const upOneLine = `${escape}1A`
const styles: Readonly<Record<LineStyle, readonly [string, string]>> = {
  plain: ['', ''],
  heading: [`${escape}1m`, `${escape}22m`],
  quiet: [`${escape}2m`, `${escape}22m`],
  alarm: [`${escape}33m`, `${escape}39m`]
}

/**
 * For a terminal: text wrapped at its width as it comes, and below it one status line that is drawn
 * again after each change. The cursor rests at the end of the text, so that whatever else is
 * printed (a crash, the shell's prompt) overwrites only the status.
 */
export class LiveScreen implements Screen {
  readonly #output: OutputPort
  readonly #colour: boolean
  readonly #wrapper: LineWrapper
  readonly #emphasis = new Emphasis()
  #status: string | null = null
  #open = false

  constructor(output: OutputPort, { colour }: { colour: boolean }) {
    this.#output = output
    this.#colour = colour
    // One column is left free: a full line puts the cursor where terminals disagree.
    this.#wrapper = new LineWrapper(() => this.#width())
  }

  stream(text: string): void {
    const plain = plainText(text)
    if (plain === '') return
    this.#open = !plain.endsWith('\n')
    this.#draw(this.#wrapper.push(this.#colour ? this.#emphasis.push(plain) : plain))
  }

  line(text: string, style: LineStyle = 'plain'): void {
    const wrapper = new LineWrapper(() => this.#width())
    const wrapped = wrapper.push(plainLine(text)) + wrapper.flush()
    this.#draw(`${this.#closed()}${this.#styled(wrapped, style)}\n`)
  }

  status(text: string | null): void {
    const status = text === null ? null : plainLine(text)
    if (status === this.#status) return
    this.#status = status
    this.#draw('')
  }

  end(): void {
    this.#status = null
    this.#draw(this.#closed())
  }

  #width(): number {
    return Math.max(1, this.#output.columns - 1)
  }

  #closed(): string {
    if (!this.#open) return ''
    this.#open = false
    return this.#wrapper.push(`${this.#emphasis.flush()}\n`)
  }

  #styled(text: string, style: LineStyle): string {
    const [on, off] = this.#colour ? styles[style] : styles.plain
    return `${on}${text}${off}`
  }

  #draw(text: string): void {
    const drawn = drawEmphasis(text, styles.heading)
    this.#output.write(`${clearBelow}${drawn}${this.#statusBelow()}`)
  }

  #statusBelow(): string {
    if (this.#status === null) return ''
    const { column } = this.#wrapper
    const status = this.#styled(fitWidth(this.#status, this.#width()), 'quiet')
    const back = column > 0 ? `${escape}${column}C` : ''
    return `\n${status}\r${upOneLine}${back}`
  }
}
