import { errorCodes } from '../../preload/contract/errors'
import type { Usage } from '../../preload/contract/events'
import type { BudgetLimits } from '../../preload/contract/settings'
import type { Clock } from '../kernel/clock'
import { toDisposable, type Disposable } from '../kernel/disposables'
import { AppError } from '../kernel/errors'

interface Spent {
  tokens: number
  costUsd: number
}

const nothing: Spent = { tokens: 0, costUsd: 0 }
const noTimer = toDisposable(() => undefined)

const spentOf = ({ inputTokens, outputTokens, costUsd }: Usage): Spent => ({
  tokens: inputTokens + outputTokens,
  costUsd: costUsd ?? 0
})

const over = ({ tokens, costUsd }: Spent, limits: BudgetLimits): boolean =>
  (limits.tokens !== null && tokens > limits.tokens) ||
  (limits.costUsd !== null && costUsd > limits.costUsd)

const larger = (one: Spent, other: Spent): Spent => ({
  tokens: Math.max(one.tokens, other.tokens),
  costUsd: Math.max(one.costUsd, other.costUsd)
})

export const budgetSpent = (role: string): AppError =>
  new AppError(errorCodes.roleBudget, `The budget does not allow ${role} to go on.`, {
    parameters: { role }
  })

/** One attempt's account: what it reserved, what it has used so far, and since when it runs. */
interface Account {
  reserved: Spent
  used: Spent
  openedMs: number
  /** The edge of the role's own seconds. */
  timer: Disposable
  onSpent: () => void
}

/** One attempt's way to its budget. */
export interface RoleBudget {
  /** @throws {AppError} `role.budget` when so much is not left */
  reserve(estimate: Usage): void
  /** Writes down what was used so far; false once that is over the edge. */
  use(usage: Usage): boolean
  /** What was used stays, what was only reserved is free again; its time is over. Idempotent. */
  settle(): void
}

/** For whoever spends nothing: the desk. */
export const noBudget: RoleBudget = {
  reserve: () => undefined,
  use: () => true,
  settle: () => undefined
}

/**
 * The budget of a session, and of each attempt of its roles. A call reserves what it may cost at most
 * before it is made, so that calls side by side cannot overspend together; what it really cost takes the
 * place of the reservation when it ends. Seconds are those of open accounts, each counted.
 */
export class SessionBudget {
  readonly #session: BudgetLimits
  readonly #role: BudgetLimits
  readonly #clock: Clock
  readonly #open = new Set<Account>()
  #settled = nothing
  #settledMs = 0
  /** The edge of the session's seconds as the accounts that are open now come to it. */
  #timer: Disposable = noTimer

  /** `clock` stands still while the session is paused. */
  constructor({ session, role }: { session: BudgetLimits; role: BudgetLimits }, clock: Clock) {
    this.#session = session
    this.#role = role
    this.#clock = clock
  }

  /** Opens the account of one attempt; `onSpent` is called once when its time is up. */
  open(role: string, onSpent: () => void): RoleBudget {
    const { seconds } = this.#role
    const account: Account = {
      reserved: nothing,
      used: nothing,
      openedMs: this.#clock.nowMs(),
      timer: seconds === null ? noTimer : this.#clock.after(seconds * 1_000, onSpent),
      onSpent
    }
    this.#open.add(account)
    this.#arm()
    return {
      reserve: (estimate) => {
        const former = account.reserved
        account.reserved = spentOf(estimate)
        if (this.#isWithin(account) && this.#leftMs() > 0) return
        account.reserved = former
        throw budgetSpent(role)
      },
      use: (usage) => {
        account.used = spentOf(usage)
        return !over(account.used, this.#role) && !over(this.#total(), this.#session)
      },
      settle: () => this.#settle(account)
    }
  }

  #isWithin({ reserved }: Account): boolean {
    return !over(reserved, this.#role) && !over(this.#total(), this.#session)
  }

  #total(): Spent {
    let { tokens, costUsd } = this.#settled
    for (const { reserved, used } of this.#open) {
      const held = larger(reserved, used)
      tokens += held.tokens
      costUsd += held.costUsd
    }
    return { tokens, costUsd }
  }

  /** What is left of the session's seconds. */
  #leftMs(): number {
    const { seconds } = this.#session
    if (seconds === null) return Infinity
    const now = this.#clock.nowMs()
    let spentMs = this.#settledMs
    for (const { openedMs } of this.#open) spentMs += now - openedMs
    return seconds * 1_000 - spentMs
  }

  /** Attempts side by side spend the session's seconds together, so many times as fast. */
  #arm(): void {
    this.#timer.dispose()
    const leftMs = this.#leftMs()
    if (leftMs === Infinity || this.#open.size === 0) return
    this.#timer = this.#clock.after(Math.max(0, leftMs / this.#open.size), () => {
      for (const { onSpent } of [...this.#open]) onSpent()
    })
  }

  #settle(account: Account): void {
    if (!this.#open.delete(account)) return
    account.timer.dispose()
    const { tokens, costUsd } = account.used
    this.#settled = {
      tokens: this.#settled.tokens + tokens,
      costUsd: this.#settled.costUsd + costUsd
    }
    this.#settledMs += this.#clock.nowMs() - account.openedMs
    this.#arm()
  }
}
