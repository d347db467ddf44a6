export const positions = ['flat', 'holding'] as const
export type Position = (typeof positions)[number]

/**
 * For whom a session plans. Money is in the prices' own currency, or in index points; `riskShare` is
 * the share of equity that reaching the stop may cost (0.01 = 1 %).
 */
export interface Mandate {
  /** Null plans for both. */
  position: Position | null
  /** Without it sizes stay shares of equity. */
  equity: number | null
  /** Mean price paid for what is held; only with `holding`. */
  cost: number | null
  riskShare: number
  /** Forbids a plan that gains from a fall. */
  longOnly: boolean
  /** Units in a lot: sizes are whole lots. */
  lot: number
}

/** What a session without a word of its own is given. */
export const plainMandate: Mandate = {
  position: null,
  equity: null,
  cost: null,
  riskShare: 0.01,
  longOnly: false,
  lot: 1
}
