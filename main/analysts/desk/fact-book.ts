import type { Fact } from '../../../preload/contract/facts'

/** The session's facts by metric. Where several carry one metric, the first one answers. */
export class FactBook {
  /** Every fact, in the session's order. */
  readonly every: readonly Fact[]
  readonly #byMetric = new Map<string, Fact[]>()

  constructor(facts: readonly Fact[]) {
    this.every = facts
    for (const fact of facts) {
      const known = this.#byMetric.get(fact.metric)
      if (known === undefined) this.#byMetric.set(fact.metric, [fact])
      else known.push(fact)
    }
  }

  fact(metric: string): Fact | null {
    return this.#byMetric.get(metric)?.[0] ?? null
  }

  all(metric: string): readonly Fact[] {
    return this.#byMetric.get(metric) ?? []
  }

  has(...metrics: string[]): boolean {
    return metrics.every((metric) => this.#byMetric.has(metric))
  }

  /** The value of a numeric fact; null when it is absent or no number. */
  number(metric: string): number | null {
    const value = this.fact(metric)?.value
    return typeof value === 'number' ? value : null
  }

  /** The value of a text or date fact; null when it is absent or a number. */
  text(metric: string): string | null {
    const value = this.fact(metric)?.value
    return typeof value === 'string' ? value : null
  }

  /** −1, 0 or 1 as the fact lies below, at or above `line`; 0 when it is absent. */
  side(metric: string, line = 0): -1 | 0 | 1 {
    const value = this.number(metric)
    if (value === null || value === line) return 0
    return value > line ? 1 : -1
  }
}
