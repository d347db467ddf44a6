/** A figure that is a fact of the session, and that fact's id. */
export interface CitedValue {
  value: number
  fact: string
}

/** A forecast of a session against what came. `hit`: the event took place. */
export interface ForecastOutcomeLine {
  role: string
  /** There when it is what a model stated in that role. */
  byModel?: true
  p: number
  /** The fact that holds the p; null where none does. */
  fact: string | null
  /** Null while its 20 sessions are not over. */
  hit: boolean | null
  /** (p − outcome)². */
  brier: number | null
}

/** An interval of the session for the return of the next 20 sessions; null while that is not known. */
export interface RangeOutcome {
  /** 0.8 or 0.9. */
  level: number
  /** Returns in the basis of the event. */
  low: CitedValue
  high: CitedValue
  /** The same as closes 20 sessions on; null where the session had none. */
  prices: { low: CitedValue; high: CitedValue } | null
  /** Whether the return lies in it, its ends included. */
  inside: boolean | null
}

/** A level of the plan, and the first session (ISO date) that reached it. */
export interface LevelOutcome {
  /**
   * `plan.stop`, `plan.target`, `plan.entry`; of who was flat `plan.entry`, `plan.entry.stop`,
   * `plan.entry.target`; or `plan.close.…` for a file of closes.
   */
  metric: string
  price: number
  fact: string
  reached: string | null
}

/** The bars after the as-of date, oldest first, columns of equal length; at most 20. */
export interface LaterBars {
  dates: string[]
  open: (number | null)[]
  high: (number | null)[]
  low: (number | null)[]
  close: number[]
  volume: (number | null)[]
}

/**
 * What came after a session's as-of date, by the file that it read. It changes nothing of the session:
 * whoever asks for it has chosen to know.
 */
export interface Outcome {
  asOf: string
  /** Sessions that the event is about, and how many of them the file has. */
  sessions: number
  known: number
  later: LaterBars
  /** Return over what is known, in the basis of the forecast's event; null when nothing is. */
  return: number | null
  /** The usual 20-session return that the forecasts were filed against. */
  median: CitedValue | null
  ranges: RangeOutcome[]
  /** In the order of their filing: the voters, then `room`. */
  forecasts: ForecastOutcomeLine[]
  levels: LevelOutcome[]
}
