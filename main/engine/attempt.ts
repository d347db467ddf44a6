import { errorCodes, type ErrorShape } from '../../preload/contract/errors'
import type { EventMap } from '../../preload/contract/events'
import type { RoleStatus } from '../../preload/contract/words'
import { abortable, cancelReasonOf, CancelScope } from '../kernel/abort'
import type { Clock } from '../kernel/clock'
import { toDisposable, type Disposable } from '../kernel/disposables'
import { AppError, errorShape } from '../kernel/errors'
import { sha256 } from '../kernel/hash'
import { budgetSpent, noBudget, type RoleBudget, type SessionBudget } from './budget'
import type { Analyst, RoleAnswer, RoleContext } from './ports'
import { RoleWriter } from './role-writer'
import type { SessionLog } from './session-log'
import type { RoleLane } from './session-plan'

export interface AttemptOptions {
  lane: RoleLane
  analyst: Analyst
  stage: string
  attempt: number
  paceCharactersPerSecond: number
  log: SessionLog
  /** Stands still while the session is paused. */
  clock: Clock
  /** Everything of the role's context but what the attempt itself brings. */
  context: Omit<RoleContext, 'write' | 'use' | 'prompted' | 'reserve' | 'waits' | 'remainingMs'>
  budget: SessionBudget
  signal: AbortSignal
}

type Completed = EventMap['role.completed']
type Ending = { status: RoleStatus; answer: RoleAnswer | null; reason: ErrorShape | null }

/**
 * One try of a role, from `role.started` to `role.completed`. It ends as soon as its analyst
 * answers and the text is typed, its limit is spent, or it is cancelled; `settled` resolves later,
 * when the analyst itself has let go of everything it held.
 */
export class Attempt {
  readonly role: string
  readonly #options: AttemptOptions
  readonly #scope: CancelScope
  readonly #writer: RoleWriter
  readonly #startedMs: number
  readonly #budget: RoleBudget
  #firstTokenMs: number | null = null
  /** Whether any of its answer was shown; reasoning is none. */
  #answered = false
  /** What its analyst does from then on is dropped. */
  #done = false
  #work: Promise<unknown> = Promise.resolve()
  #failed: ErrorShape | null = null
  /** The limit that ends it. */
  #limitMs: number
  /** The limit of a model's first text, from when the model could be asked. */
  #first: Disposable = toDisposable(() => undefined)
  #firstFromMs = 0

  constructor(options: AttemptOptions) {
    this.role = options.lane.id
    this.#limitMs = options.lane.limitMs
    this.#options = options
    this.#startedMs = options.clock.nowMs()
    this.#scope = new CancelScope(options.signal)
    // The desk spends nothing, and counts against no budget.
    this.#budget =
      options.analyst.kind === 'model'
        ? options.budget.open(options.lane.label, () => this.#scope.cancel('budget'))
        : noBudget
    this.#writer = new RoleWriter({
      clock: options.clock,
      charactersPerSecond: options.paceCharactersPerSecond,
      onDelta: ({ kind, offset, text }) => {
        this.#firstTokenMs ??= this.#elapsedMs()
        this.#answered ||= kind === 'answer'
        const { role } = this
        void options.log.emit('role.delta', { role, attempt: options.attempt, offset, kind, text })
      }
    })
  }

  /** Ends this attempt alone; the session goes on. */
  cancel(): void {
    this.#scope.cancel('user')
  }

  /** Resolves, never rejects, once the analyst has stopped. */
  settled(): Promise<void> {
    return this.#work.then(
      () => undefined,
      () => undefined
    )
  }

  /** Why it failed before a word of an answer was shown, so that another may give one; else null. */
  get failedUnanswered(): ErrorShape | null {
    return this.#answered ? null : this.#failed
  }

  async run(): Promise<void> {
    this.#announce()
    const ending = await this.#ending()
    const { status, reason } = ending
    const spent = reason?.code === errorCodes.roleBudget
    if ((status === 'error' || status === 'timeout') && !spent) this.#failed = reason
    if (ending.status !== 'cancelled') this.#writer.flush()
    this.#writer.dispose()
    this.#scope.dispose()
    this.#done = true
    void this.#options.log.emit('role.completed', this.#completed(ending))
  }

  #elapsedMs(): number {
    return Math.round((this.#options.clock.nowMs() - this.#startedMs) * 10) / 10
  }

  #announce(): void {
    const { lane, analyst: by, stage, attempt, log } = this.#options
    const { kind: analyst, provider, model } = by
    const { label } = lane
    const started = { role: this.role, attempt, label, stage, analyst, provider, model }
    void log.emit('role.started', { ...started, ...this.#foresight() })
  }

  /** Whether its analyst may have read of what came after the session's as-of date. */
  #foresight(): { mayKnow?: true } {
    const { analyst, context } = this.#options
    const { asOf } = context.state
    const { knownUntil = null } = analyst
    return asOf !== null && knownUntil !== null && asOf < knownUntil ? { mayKnow: true } : {}
  }

  async #ending(): Promise<Ending> {
    const { signal } = this.#scope
    const { lane, clock } = this.#options
    const limit = this.#scope.limit(clock, lane.limitMs)
    this.#limitFirstText()
    try {
      const answer = await abortable(this.#start(), signal)
      limit.dispose()
      this.#budget.settle()
      await this.#writer.drain({ signal })
      return answer.status === 'abstained'
        ? { status: 'abstained', answer, reason: answer.reason }
        : { status: 'ok', answer, reason: null }
    } catch (error) {
      return this.#failure(error)
    } finally {
      this.#budget.settle()
      this.#first.dispose()
    }
  }

  /** A model that has said nothing after a while is given up before its whole limit is spent. */
  #limitFirstText(): void {
    const { lane, analyst, clock } = this.#options
    const { firstTextLimitMs } = lane
    if (firstTextLimitMs === null || analyst.kind !== 'model') return
    this.#firstFromMs = this.#elapsedMs()
    this.#first = clock.after(firstTextLimitMs, () => {
      if (this.#firstTokenMs !== null) return
      this.#limitMs = firstTextLimitMs
      this.#scope.cancel('timeout')
    })
  }

  #waits(): Disposable {
    this.#first.dispose()
    return toDisposable(() => {
      if (!this.#done && !this.#scope.signal.aborted) this.#limitFirstText()
    })
  }

  #start(): Promise<RoleAnswer> {
    const { analyst, attempt, context, log } = this.#options
    const { signal } = this.#scope
    const { role } = this
    const own: RoleContext = {
      ...context,
      write: (text, kind) => this.#writer.write(text, kind),
      prompted: (text) => {
        if (this.#done) return
        void log.emit('role.prompted', { role, attempt, sha256: sha256(text), text })
      },
      reserve: (estimate) => this.#budget.reserve(estimate),
      use: (usage) => {
        if (this.#done) return
        void log.emit('usage.updated', { role, usage })
        if (!this.#budget.use(usage)) this.#scope.cancel('budget')
      },
      waits: () => this.#waits(),
      remainingMs: () => this.#remainingMs()
    }
    // A synchronous throw of an analyst is a rejection like any other.
    const work = (async () => analyst.answer(own, { signal }))()
    this.#work = work
    return work
  }

  /** Until the limit that is the next one to strike. */
  #remainingMs(): number {
    const { lane, analyst } = this.#options
    const { limitMs, firstTextLimitMs } = lane
    const silent = this.#firstTokenMs === null && analyst.kind === 'model'
    const first =
      silent && firstTextLimitMs !== null ? this.#firstFromMs + firstTextLimitMs : limitMs
    return Math.min(first, limitMs) - this.#elapsedMs()
  }

  #failure(error: unknown): Ending {
    const { lane } = this.#options
    const role = lane.label
    const reason = cancelReasonOf(this.#scope.signal)
    if (reason === 'timeout') {
      const seconds = this.#limitMs / 1000
      const message = `${role} did not answer within ${seconds} s.`
      const parameters = { role, seconds }
      const late = new AppError(errorCodes.roleTimeout, message, { retryable: true, parameters })
      return { status: 'timeout', answer: null, reason: errorShape(late) }
    }
    if (reason === 'budget') {
      return { status: 'error', answer: null, reason: errorShape(budgetSpent(role)) }
    }
    if (reason !== null) {
      const stopped = new AppError(errorCodes.roleCancelled, `${role} was stopped.`, {
        retryable: true,
        parameters: { role }
      })
      return { status: 'cancelled', answer: null, reason: errorShape(stopped) }
    }
    const shape = errorShape(error)
    const crashed: ErrorShape = {
      code: errorCodes.roleCrashed,
      message: `${role} failed: ${shape.message}`,
      retryable: true,
      parameters: { role, detail: shape.message }
    }
    const known = error instanceof AppError
    return { status: 'error', answer: null, reason: known ? shape : crashed }
  }

  #completed({ status, answer, reason }: Ending): Completed {
    const ok = answer?.status === 'ok' ? answer : null
    return {
      role: this.role,
      attempt: this.#options.attempt,
      status,
      firstTokenMs: this.#firstTokenMs,
      totalMs: this.#elapsedMs(),
      usage:
        this.#options.log.written().roles.find((each) => each.role === this.role)?.usage ?? null,
      stance: ok?.stance ?? null,
      confidence: ok?.confidence ?? null,
      p: ok?.p ?? null,
      claims: ok?.claims ?? [],
      findings: answer?.findings ?? [],
      levels: ok?.levels ?? [],
      reason
    }
  }
}
