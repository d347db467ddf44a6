import type { FinishReason } from 'ai'
import { errorCodes, type ErrorCode } from '../../../preload/contract/errors'
import type { Usage } from '../../../preload/contract/events'
import { sumOfUsage } from '../../../preload/contract/usage'
import type { DeltaKind } from '../../../preload/contract/words'
import type { ProviderProfile } from '../../../preload/contract/providers'
import type { Analyst, RoleAnswer, RoleContext } from '../../engine/ports'
import { cancelReasonOf, onAbort } from '../../kernel/abort'
import type { Clock } from '../../kernel/clock'
import { AppError } from '../../kernel/errors'
import { readAnswerBlock } from './answer-block'
import { claimsOf } from './answer-claims'
import { AnswerSoFar } from './answer-so-far'
import { mostOf } from './call-meter'
import type { ModelPrompt } from './language-model'
import { callLocal } from './local/call-local'
import type { LocalRuntime } from './local/local-runtime'
import { byKind } from './remote-profile'
import { callModel } from './model-call'
import { brokenOff, providerError, ProviderError } from './provider-error'
import type { ProviderQueue } from './provider-queue'
import { withRetries } from './retry'
import { assertKey } from './server-address'

export interface ModelAnalystParts {
  profile: ProviderProfile
  /** Read anew for each call and kept nowhere; null without one. */
  key: () => string | null
  /** Answers where the profile is a local file. */
  local?: LocalRuntime | null
  promptOf: (context: RoleContext) => ModelPrompt
  queue: ProviderQueue
  clock: Clock
}

/** Of a role that ends at a limit all that came is kept; one that was stopped says no more. */
const keepsText = (signal: AbortSignal): boolean => {
  const reason = cancelReasonOf(signal)
  return reason === null || reason === 'timeout' || reason === 'budget'
}

/** A role's answer by a language model, over HTTP or from a local file. */
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
    const call = this.#tries(prompt, { context, answer, signal })
    const mayRetry = (): boolean => !answer.started
    const { remainingMs } = context
    const waiting = context.waits()
    const work = (): Promise<void> => {
      waiting.dispose()
      return withRetries(call, { clock, mayRetry, remainingMs, signal })
    }
    // In the abort's own tick: by the next one the attempt has ended and takes no text.
    const stopping = onAbort(signal, () => void (keepsText(signal) && answer.end()))
    try {
      await queue.run(context.state.session, work, { signal })
    } catch (error) {
      if (!signal.aborted) answer.end()
      throw error
    } finally {
      stopping.dispose()
    }
    return this.#answered(context, answer)
  }

  /** One try after another: each adds to what those before it used. */
  #tries(prompt: ModelPrompt, attempted: Attempted): () => Promise<void> {
    const used: Usage[] = []
    return () => {
      const before = [...used]
      const withBefore = (usage: Usage): Usage => sumOfUsage([...before, usage]) ?? usage
      const use = (usage: Usage): void => {
        used.splice(before.length, 1, usage)
        attempted.context.use(withBefore(usage))
      }
      const reserve = (most: Usage): void => attempted.context.reserve(withBefore(most))
      const context = { ...attempted.context, use, reserve }
      return this.#call(prompt, { ...attempted, context })
    }
  }

  async #call(prompt: ModelPrompt, { context, answer, signal }: Attempted): Promise<void> {
    const { clock } = this.#parts
    const profile = byKind(this.#parts.profile)
    const key = this.#parts.key()
    if (profile.kind !== 'llama') assertKey(profile, key)
    context.reserve(mostOf({ profile, prompt }))
    try {
      const finish = await this.#ask({ prompt, key, context, answer, signal })
      this.#assertWhole(finish, answer)
      answer.finish = finish
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof AppError) throw error
      throw providerError(error, { provider: profile.name, key, wallMs: clock.wallMs() })
    }
  }

  #ask({ prompt, key, context, answer, signal }: Asked): Promise<FinishReason | null> {
    const { local: runtime = null } = this.#parts
    const profile = byKind(this.#parts.profile)
    const onText = (text: string, kind: DeltaKind): void => answer.take(text, kind)
    const onUsage = context.use
    const call = { prompt, onText, onUsage }
    return profile.kind === 'llama'
      ? callLocal({ ...call, profile }, { runtime, signal })
      : callModel({ ...call, profile, key }, { signal })
  }

  /** Refuses an answer whose end makes it none. */
  #assertWhole(finish: FinishReason | null, answer: AnswerSoFar): void {
    const { providerBadResponse } = errorCodes
    if (finish === null && !answer.complete) throw brokenOff(this.#parts.profile.name)
    if (finish === 'content-filter') {
      throw this.#error(providerBadResponse, "the provider's filter stopped it")
    }
    if (finish === 'error')
      throw this.#error(providerBadResponse, 'the model stopped with an error')
  }

  #error(code: ErrorCode, detail: string): ProviderError {
    return new ProviderError(code, {
      ...{ provider: this.#parts.profile.name, detail, retryAfterMs: null }
    })
  }

  #answered({ facts }: RoleContext, answer: AnswerSoFar): RoleAnswer {
    const block = answer.end()
    const stated = block === null ? null : readAnswerBlock(block)
    const { shown, finish } = answer
    if (shown.trim() === '') {
      const spent = finish === 'length' ? ': its limit was spent before it began' : ''
      throw this.#error(errorCodes.providerBadResponse, `the answer is empty${spent}`)
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

interface Asked extends Attempted {
  prompt: ModelPrompt
  key: string | null
}
