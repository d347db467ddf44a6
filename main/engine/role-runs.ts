import { errorCodes } from '../../preload/contract/errors'
import type { RoleRunStatus } from '../../preload/contract/session-state'
import type { Clock } from '../kernel/clock'
import { AppError } from '../kernel/errors'
import { Attempt } from './attempt'
import { SessionBudget } from './budget'
import type { Gate } from './gate'
import type { Analyst } from './ports'
import { giveAgain, stillHolds } from './reused-role'
import { viewFrom } from './role-view'
import type { SessionLog } from './session-log'
import type { RoleLane, SessionPlan } from './session-plan'

export interface RoleRunsParts {
  plan: SessionPlan
  log: SessionLog
  /** Stands still while the session is paused. */
  clock: Clock
  gate: Gate
  signal: AbortSignal
}

interface Seat {
  stage: string
  lane: RoleLane
}

/** How an attempt ends that may be made again. */
const endedInVain: ReadonlySet<RoleRunStatus> = new Set([
  'error',
  'timeout',
  'cancelled',
  'abstained'
])

const nothing = (): void => undefined

/** The roles of one session as they run: attempts, who takes over, and what is tried again. */
export class RoleRuns {
  readonly #parts: RoleRunsParts
  readonly #budget: SessionBudget
  readonly #attempts = new Map<string, Attempt>()
  /** Roles that run or wait for the gate, between their attempts too. */
  readonly #busy = new Map<string, Promise<void>>()
  readonly #settling: Promise<void>[] = []

  constructor(parts: RoleRunsParts) {
    this.#parts = parts
    this.#budget = new SessionBudget(parts.plan.budget, parts.clock)
  }

  /** A role's turn: its answer of the parent session where that holds, else its analysts' attempts. */
  async run(stage: string, lane: RoleLane): Promise<void> {
    const { log } = this.#parts
    const { reused } = lane
    if (reused !== undefined && stillHolds(reused, viewFrom(stage, log.written()))) {
      return giveAgain(log, { lane, stage, reused })
    }
    await this.#track(lane.id, this.#tryAll({ stage, lane }))
  }

  /**
   * Tries a role again with its first analyst, beside whatever runs.
   * @throws {AppError} `role.nothing-to-retry` for one that runs, has not begun or ended ok;
   * `input.unknown-role`
   */
  retry(role: string): void {
    const seat = this.#seatOf(role)
    const status = this.#parts.log.written().roles.find((each) => each.role === role)?.status
    if (this.#busy.has(role) || status === undefined || !endedInVain.has(status)) {
      throw new AppError(errorCodes.roleNothingToRetry, `${role} has nothing to try again.`, {
        parameters: { role: seat.lane.label }
      })
    }
    // Only an end of the session rejects it, and that is told by the session itself.
    void this.#track(role, this.#tryAgain(seat).catch(nothing))
  }

  /** Whether any of these roles runs; of all roles by default. */
  runs(roles: readonly string[] = [...this.#busy.keys()]): boolean {
    return roles.some((role) => this.#busy.has(role))
  }

  /** Resolves when none of these roles runs any more, also none that was tried again meanwhile. */
  async ended(roles?: readonly string[]): Promise<void> {
    while (this.runs(roles)) {
      const busy = (roles ?? [...this.#busy.keys()]).map((role) => this.#busy.get(role))
      await Promise.allSettled(busy)
    }
  }

  /** Ends the attempt that a role is making; null when it makes none. */
  cancel(role: string): Promise<void> | null {
    const attempt = this.#attempts.get(role)
    if (attempt === undefined) return null
    attempt.cancel()
    return attempt.settled()
  }

  /** Resolves once every analyst that was asked has let go. */
  async settled(): Promise<void> {
    await Promise.all(this.#settling)
  }

  #seatOf(role: string): Seat {
    const seats = this.#parts.plan.stages.flatMap(({ id, lanes }) =>
      lanes.flatMap((lane) => (lane.kind === 'role' ? [{ stage: id, lane }] : []))
    )
    const seat = seats.find(({ lane }) => lane.id === role)
    if (seat !== undefined) return seat
    const known = seats.map(({ lane }) => lane.id).join(', ')
    throw new AppError(errorCodes.inputUnknownRole, `There is no role ${role}.`, {
      parameters: { role, known }
    })
  }

  async #track(role: string, work: Promise<void>): Promise<void> {
    this.#busy.set(role, work)
    try {
      await work
    } finally {
      this.#busy.delete(role)
    }
  }

  async #tryAgain(seat: Seat): Promise<void> {
    const { gate, signal } = this.#parts
    await gate.pass({ signal })
    await this.#tryAll(seat)
  }

  /** By its first choice, and in its place by the next one while no word was shown. */
  async #tryAll(seat: Seat): Promise<void> {
    const { log, signal } = this.#parts
    const { lane } = seat
    const tried = log.written().roles.find(({ role }) => role === lane.id)?.attempt ?? 0
    for (const [index, analyst] of lane.analysts.entries()) {
      const attempt = this.#attempt(seat, { analyst, number: tried + index + 1 })
      this.#attempts.set(lane.id, attempt)
      await attempt.run()
      this.#attempts.delete(lane.id)
      this.#settling.push(attempt.settled())
      const next = lane.analysts[index + 1]
      const { failedUnanswered } = attempt
      if (next === undefined || failedUnanswered === null || signal.aborted) return
      const { kind: to, provider } = next
      const change = { from: analyst.kind, to, provider, reason: failedUnanswered.code }
      void log.emit('role.reassigned', { role: lane.id, ...change })
    }
  }

  #attempt(
    { stage, lane }: Seat,
    { analyst, number }: { analyst: Analyst; number: number }
  ): Attempt {
    const { plan, log, clock, signal } = this.#parts
    const { started, evidence } = plan
    const state = viewFrom(stage, log.written())
    return new Attempt({
      lane,
      analyst,
      stage,
      attempt: number,
      paceCharactersPerSecond: started.settings.paceCharactersPerSecond,
      log,
      clock,
      context: {
        role: lane.id,
        language: started.language,
        prompt: started.prompt,
        marketContext: started.marketContext ?? '',
        state,
        facts: state.facts,
        evidence
      },
      budget: this.#budget,
      signal
    })
  }
}
