import { markdownBlocks, markdownLine, type MarkdownBlock } from './markdown-blocks'
import { FactRoving } from './markdown-roving'
import { morphElement } from './markdown-morph'
import { sanitized } from './markdown-sanitizer'

/** At most one rendering in this time while a text grows. */
export const renderEveryMs = 100

/**
 * A block is closed once the one after it can no longer fall back into it: the first two lines of
 * that one are complete ("2" may still become the next item of a list, "|-" a table or not).
 */
const closedBlocks = (blocks: readonly MarkdownBlock[], text: string): number => {
  for (let index = blocks.length - 1; index > 0; index -= 1) {
    const first = text.indexOf('\n', blocks[index]?.offset)
    if (first !== -1 && text.includes('\n', first + 1)) return index
  }
  return 0
}

/**
 * Shows a growing text as sanitised markdown within `host`. Blocks that are closed are rendered
 * once; only the open end is rendered again, at most each `renderEveryMs`.
 */
export class MarkdownView {
  readonly roving: FactRoving
  private shown = ''
  private wanted = ''
  private openFrom = 0
  private closed = 0
  private renderedAt = Number.NEGATIVE_INFINITY
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly host: HTMLElement,
    private readonly onRendered: () => void = () => undefined
  ) {
    this.roving = new FactRoving(host)
  }

  /** Shows `text` soon; with `now` at once, as for a text that has ended. */
  show(text: string, now = false): void {
    this.wanted = text
    if (text === this.shown) return
    const dueInMs = this.renderedAt + renderEveryMs - performance.now()
    if (now || dueInMs <= 0) this.render()
    else this.timer ??= setTimeout(() => this.render(), dueInMs)
  }

  /** Shows one line of text, without blocks. */
  showLine(text: string): void {
    this.reset()
    const made = sanitized(markdownLine(text))
    this.roving.prepare(made)
    this.host.replaceChildren(made)
    this.onRendered()
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }

  private reset(): void {
    this.dispose()
    this.shown = ''
    this.openFrom = 0
    this.closed = 0
    this.roving.forget()
    this.host.replaceChildren()
  }

  private render(): void {
    const text = this.wanted
    if (!text.startsWith(this.shown)) this.reset()
    this.dispose()
    const blocks = markdownBlocks(text.slice(this.openFrom), this.openFrom)
    blocks.forEach((block, index) => this.showBlock(this.closed + index, block))
    this.trim(this.closed + blocks.length)
    const closing = closedBlocks(blocks, text)
    this.closed += closing
    this.openFrom = blocks[closing]?.offset ?? this.openFrom
    this.shown = text
    this.renderedAt = performance.now()
    this.onRendered()
  }

  private trim(count: number): void {
    while (this.host.children.length > count) this.host.lastElementChild?.remove()
  }

  private showBlock(index: number, block: MarkdownBlock): void {
    const made = sanitized(block.html).firstElementChild ?? document.createElement('p')
    this.roving.prepare(made)
    const current = this.host.children[index]
    if (current === undefined) this.host.append(made)
    else morphElement(current, made)
  }
}
