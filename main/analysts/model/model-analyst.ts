import { errorCodes } from '../../../preload/contract/errors'
import type { DeltaKind } from '../../../preload/contract/words'
import type { Analyst, RoleAnswer, RoleContext } from '../../engine/ports'
import type { Clock } from '../../kernel/clock'
import { readAnswerBlock } from './answer-block'
import { claimsOf } from './answer-claims'
import { AnswerSplitter } from './answer-splitter'
import type { RemoteProfile } from './language-model'
import { callModel, mostOf, type ModelPrompt } from './model-call'
import { providerError, ProviderError } from './provider-error'
import type { ProviderQueue } from './provider-queue'
import { withRetries } from './retry'

export interface ModelAnalystParts {
  profile: RemoteProfile
  /** Read anew for each call and kept nowhere; null without one. */
  key: () => string | null
  promptOf: (context: RoleContext) => ModelPrompt
  queue: ProviderQueue
  clock: Clock
}

/** One answer as far as it has come. */
class AnswerSoFar {
  readonly #context: RoleContext
  readonly #splitter: AnswerSplitter
  shown = ''
  /** Whether any text has come, be it reasoning. */
  started = false

  constructor(context: RoleContext) {
    this.#context = context
    this.#splitter = new AnswerSplitter((text) => {
      this.shown += text
      context.write(text)
    })
  }

  take(text: string, kind: DeltaKind): void {
    this.started = true
    if (kind === 'answer') this.#splitter.write(text)
    else this.#context.write(text, kind)
  }

  /** Shows the rest and gives the block that ends it. */
  end(): string | null {
    return this.#splitter.end()
  }
}

/** A role's answer by a language model, over HTTP. */
export class ModelAnalyst implements Analyst {
  readonly kind = 'model'
  readonly provider: string
  readonly model: string
  readonly #parts: ModelAnalystParts

  constructor(parts: ModelAnalystParts) {
    this.#parts = parts
    this.provider = parts.profile.id
    this.model = parts.profile.model
  }

  /** @throws {ProviderError} with a `provider.*` code; what was shown before stays */
  async answer(context: RoleContext, { signal }: { signal: AbortSignal }): Promise<RoleAnswer> {
    const { promptOf, queue, clock } = this.#parts
    const prompt = promptOf(context)
    context.prompted(`${prompt.system}\n\n${prompt.user}`)
    const answer = new AnswerSoFar(context)
    const call = (): Promise<void> => this.#call(prompt, { context, answer, signal })
    const mayRetry = (): boolean => !answer.started
    const { remainingMs } = context
    const work = (): Promise<void> => withRetries(call, { clock, mayRetry, remainingMs, signal })
    await queue.run(context.state.session, work, { signal })
    return this.#answered(context, answer)
  }

  async #call(prompt: ModelPrompt, { context, answer, signal }: Attempted): Promise<void> {
    const { profile, clock } = this.#parts
    const key = this.#parts.key()
    context.reserve(mostOf({ profile, prompt }))
    const onText = (text: string, kind: DeltaKind): void => answer.take(text, kind)
    const onUsage = context.use
    try {
      await callModel({ profile, key, prompt, onText, onUsage }, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw providerError(error, { provider: profile.name, key, wallMs: clock.wallMs() })
    }
  }

  #answered({ facts }: RoleContext, answer: AnswerSoFar): RoleAnswer {
    const block = answer.end()
    const stated = block === null ? null : readAnswerBlock(block)
    const { shown } = answer
    if (shown.trim() === '') {
      const detail = 'the answer is empty'
      throw new ProviderError(errorCodes.providerBadResponse, {
        ...{ provider: this.#parts.profile.name, detail, retryAfterMs: null, cause: null }
      })
    }
    const known = new Set(facts.map(({ id }) => id))
    return {
      status: 'ok',
      stance: stated?.stance ?? null,
      confidence: stated?.confidence ?? null,
      p: stated?.p ?? null,
      claims: claimsOf(shown, { stated, known }),
      findings: [],
      levels: []
    }
  }
}

interface Attempted {
  context: RoleContext
  answer: AnswerSoFar
  signal: AbortSignal
}
