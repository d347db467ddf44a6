import type { FinishReason } from 'ai'
import type { DeltaKind } from '../../../preload/contract/words'
import type { RoleContext } from '../../engine/ports'
import { AnswerSplitter } from './answer-splitter'
import { ThoughtSplitter } from './thought-splitter'

/** One answer as far as it has come. */
export class AnswerSoFar {
  readonly #context: RoleContext
  readonly #splitter: AnswerSplitter
  readonly #thoughts: ThoughtSplitter
  shown = ''
  /** Whether any text has come, be it reasoning. */
  started = false
  finish: FinishReason | null = null

  constructor(context: RoleContext) {
    this.#context = context
    this.#splitter = new AnswerSplitter((text) => {
      this.shown += text
      context.write(text)
    })
    this.#thoughts = new ThoughtSplitter({
      thought: (text) => context.write(text, 'reasoning'),
      answer: (text) => this.#splitter.write(text)
    })
  }

  take(text: string, kind: DeltaKind): void {
    // Some servers begin with a piece that has no text.
    if (text === '') return
    this.started = true
    if (kind === 'answer') this.#thoughts.write(text)
    else this.#context.write(text, kind)
  }

  /** Whether it has come to the block that ends it. */
  get complete(): boolean {
    return this.#splitter.complete
  }

  /** Shows what still waits, and gives the block that ends the answer. */
  end(): string | null {
    this.#thoughts.end()
    return this.#splitter.end()
  }
}
