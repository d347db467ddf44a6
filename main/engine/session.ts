import { errorCodes } from '../../preload/contract/errors'
import type { SessionState } from '../../preload/contract/session-state'
import type { CancelReason } from '../../preload/contract/words'
import { abortable, cancelReasonOf, CancelScope } from '../kernel/abort'
import { PausableClock, type Clock } from '../kernel/clock'
import { deferred } from '../kernel/deferred'
import { AppError, errorShape } from '../kernel/errors'
import { Gate } from './gate'
import { EngineProgressReporter } from './progress-reporter'
import type { Journal } from './ports'
import { RoleRuns } from './role-runs'
import { newForecasts } from './reused-role'
import { SessionLog } from './session-log'
import type { JobLane, Lane, SessionPlan, Stage } from './session-plan'

/** How long a cancel waits for an analyst that does not let go before it ends without it. */
const settleLimitMs = 2_000

const nothing = (): void => undefined

export interface SessionOptions {
  journal: Journal
  clock: Clock
}

/** One run of a playbook: stages in order, a stage's lanes side by side, exactly one end. */
export class Session {
  readonly id: string
  readonly log: SessionLog
  readonly #plan: SessionPlan
  readonly #base: Clock
  readonly #clock: PausableClock
  readonly #gate = new Gate()
  readonly #scope = new CancelScope(null)
  readonly #roles: RoleRuns
  readonly #settling: Promise<void>[] = []
  readonly #ended = deferred<SessionState>()
  #failure: unknown = null
  #lanesDone = 0
  #begun = false
  /** From then on no role is tried again. */
  #summing = false

  constructor(id: string, plan: SessionPlan, { journal, clock }: SessionOptions) {
    this.id = id
    this.#plan = plan
    this.#base = clock
    this.#clock = new PausableClock(clock)
    const onBroken = (error: unknown): void => this.#fail(error)
    this.log = new SessionLog(id, { journal, clock, onBroken })
    const { signal } = this.#scope
    this.#roles = new RoleRuns({
      ...{ plan, log: this.log, clock: this.#clock, gate: this.#gate, signal }
    })
    void this.log.emit('session.started', plan.started)
  }

  /** Resolves with the final state once the terminal fact is durable and nothing is left open. */
  get ended(): Promise<SessionState> {
    return this.#ended.promise
  }

  get live(): boolean {
    return !this.log.ended
  }

  /** Cancelled or failed, and on its way to the end. */
  get stopping(): boolean {
    return this.#scope.signal.aborted
  }

  /** Runs to the end; never rejects. A session cancelled while it was queued only ends. */
  async run(): Promise<SessionState> {
    if (this.#begun) return this.ended
    this.#begun = true
    const { signal } = this.#scope
    try {
      for (const stage of this.#plan.stages) await this.#runStage(stage)
      await this.#summarize({ signal })
    } catch (error) {
      if (!signal.aborted) this.#fail(error)
    }
    return this.#finish()
  }

  /** Aborts everything in this very tick; idempotent. Resolves as `ended` does. */
  cancel(reason: CancelReason): Promise<SessionState> {
    this.#scope.cancel(reason)
    if (!this.#begun) void this.run()
    return this.ended
  }

  /** Ends one running role; false when it does not run. */
  async cancelRole(role: string): Promise<boolean> {
    const settled = this.#roles.cancel(role)
    if (settled === null) return false
    await this.#settled(settled)
    return true
  }

  /**
   * Tries a role again; false when it is too late for that in this session.
   * @throws {AppError} `role.nothing-to-retry`, `input.unknown-role`
   */
  retryRole(role: string): boolean {
    if (!this.live || this.stopping || this.#summing) return false
    this.#roles.retry(role)
    return true
  }

  /** False when there is nothing to pause. */
  pause(by: string): boolean {
    if (!this.live || !this.#gate.isOpen || this.#scope.signal.aborted) return false
    this.#gate.close()
    this.#clock.pause()
    void this.log.emit('session.paused', { by, reason: 'user' })
    return true
  }

  resume(by: string): boolean {
    if (!this.live || this.#gate.isOpen) return false
    void this.log.emit('session.resumed', { by, reason: 'user' })
    this.#clock.resume()
    this.#gate.open()
    return true
  }

  #fail(error: unknown): void {
    this.#failure ??= error
    this.#scope.cancel('superseded')
    // One whose journal failed while it was queued ends now, not when its turn comes.
    if (!this.#begun) void this.run()
  }

  async #runStage(stage: Stage): Promise<void> {
    const { signal } = this.#scope
    await this.#gate.pass({ signal })
    void this.log.emit('stage.started', { stage: stage.id })
    const results = await Promise.allSettled(stage.lanes.map((lane) => this.#runLane(stage, lane)))
    await this.#roles.ended(stage.lanes.map(({ id }) => id))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed === undefined && !signal.aborted) {
      void this.log.emit('stage.completed', { stage: stage.id })
      return
    }
    const error = signal.aborted ? (this.#failure ?? this.#cancelled()) : failed?.reason
    void this.log.emit('stage.failed', { stage: stage.id, error: errorShape(error) })
    throw error
  }

  async #runLane(stage: Stage, lane: Lane): Promise<void> {
    await this.#gate.pass({ signal: this.#scope.signal })
    if (lane.kind === 'role') await this.#roles.run(stage.id, lane)
    else await this.#runJob(stage, lane)
    this.#lanesDone += 1
    const total = this.#plan.stages.reduce((sum, each) => sum + each.lanes.length, 0)
    const progress = { completed: this.#lanesDone, total, current: stage.id }
    void this.log.emit('progress.updated', progress)
  }

  async #runJob(stage: Stage, lane: JobLane): Promise<void> {
    const { signal } = this.#scope
    const { started, evidence } = this.#plan
    const reporter = new EngineProgressReporter({
      log: this.log,
      clock: this.#base,
      stage: stage.id,
      lane: lane.id
    })
    const context = {
      stage: stage.id,
      state: this.log.written(),
      language: started.language,
      evidence,
      reporter,
      addFacts: (asOf: string, facts: SessionState['facts']): void =>
        void this.log.emit('facts.added', { asOf, facts })
    }
    const work = (async () => lane.job.run(context, { signal }))()
    this.#settling.push(work.catch(nothing))
    try {
      await abortable(work, signal)
      reporter.report(stage.id, 1, '')
    } finally {
      reporter.dispose()
    }
  }

  async #summarize({ signal }: { signal: AbortSignal }): Promise<void> {
    do {
      await this.#roles.ended()
      await this.#gate.pass({ signal })
    } while (this.#roles.runs())
    this.#summing = true
    const context = { state: this.log.written(), language: this.#plan.started.language }
    const { summarizer } = this.#plan
    const work = (async () => summarizer.summarize(context, { signal }))()
    this.#settling.push(work.then(nothing, nothing))
    const { summary, forecasts } = await abortable(work, signal)
    for (const forecast of newForecasts(this.#plan, context.state, forecasts)) {
      void this.log.emit('forecast.filed', forecast)
    }
    void this.log.emit('summary.completed', summary)
  }

  #cancelled(): AppError {
    return new AppError(errorCodes.sessionCancelled, 'The session was cancelled.')
  }

  /** The one place where a session ends. */
  async #finish(): Promise<SessionState> {
    await this.#roles.ended()
    await this.#settled(Promise.all([...this.#settling, this.#roles.settled()]))
    await this.#end()
    this.#scope.dispose()
    this.#clock.dispose()
    const state = this.log.state()
    this.#ended.resolve(state)
    return state
  }

  /** Waits for work that was told to stop, but not for ever. */
  async #settled(work: Promise<unknown>): Promise<void> {
    const limit = deferred<void>()
    const timer = this.#base.after(settleLimitMs, () => limit.resolve())
    await Promise.race([work, limit.promise])
    timer.dispose()
  }

  async #end(): Promise<void> {
    const reason = cancelReasonOf(this.#scope.signal)
    if (this.#failure !== null) {
      await this.log.emit('session.failed', { error: errorShape(this.#failure) })
    } else if (reason !== null) {
      await this.log.emit('session.cancelled', { reason })
    } else {
      await this.log.emit('session.completed', { reason: 'done' })
    }
    // The journal may have refused the terminal fact itself; readers were shown it all the same.
  }
}
