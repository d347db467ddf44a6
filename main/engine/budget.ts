import { errorCodes } from '../../preload/contract/errors'
import type { Usage } from '../../preload/contract/events'
import { AppError } from '../kernel/errors'

/** What may be spent; null = without a limit. Money is in US dollars. */
export interface BudgetLimits {
  tokens: number | null
  costUsd: number | null
}

export const unlimited: BudgetLimits = { tokens: null, costUsd: null }

interface Spent {
  tokens: number
  costUsd: number
}

const nothing: Spent = { tokens: 0, costUsd: 0 }

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

/** One attempt's account: what it reserved and what it has used so far. */
interface Account {
  reserved: Spent
  used: Spent
}

/**
 * The budget of a session, and of each of its roles. A call reserves what it may cost at most before it
 * is made, so that calls side by side cannot overspend together; what it really cost takes the place of
 * the reservation when it ends.
 */
export class SessionBudget {
  readonly #session: BudgetLimits
  readonly #role: BudgetLimits
  readonly #open = new Map<object, Account>()
  #settled = nothing

  constructor(session: BudgetLimits, role: BudgetLimits) {
    this.#session = session
    this.#role = role
  }

  /** Opens the account of one attempt. */
  open(role: string): RoleBudget {
    const account: Account = { reserved: nothing, used: nothing }
    this.#open.set(account, account)
    const total = (): Spent => {
      let { tokens, costUsd } = this.#settled
      for (const each of this.#open.values()) {
        const held = larger(each.reserved, each.used)
        tokens += held.tokens
        costUsd += held.costUsd
      }
      return { tokens, costUsd }
    }
    const refused = (): AppError =>
      new AppError(errorCodes.roleBudget, `The budget does not allow ${role} to go on.`, {
        parameters: { role }
      })
    return {
      reserve: (estimate) => {
        const former = account.reserved
        account.reserved = spentOf(estimate)
        if (!over(account.reserved, this.#role) && !over(total(), this.#session)) return
        account.reserved = former
        throw refused()
      },
      use: (usage) => {
        account.used = spentOf(usage)
        return !over(account.used, this.#role) && !over(total(), this.#session)
      },
      settle: () => {
        if (!this.#open.delete(account)) return
        const { tokens, costUsd } = account.used
        this.#settled = {
          tokens: this.#settled.tokens + tokens,
          costUsd: this.#settled.costUsd + costUsd
        }
      }
    }
  }
}

export interface RoleBudget {
  /** @throws {AppError} `role.budget` when so much is not left */
  reserve(estimate: Usage): void
  /** Writes down what was used so far; false once that is over the edge. */
  use(usage: Usage): boolean
  /** What was used stays, what was only reserved is free again. Idempotent. */
  settle(): void
}
