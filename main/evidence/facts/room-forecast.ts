/** |p − ½| under this is `hold`. */
export const holdBand = 0.02
/** |p − ½| from this on may be called strong, once a record has earned it. */
export const strongBand = 0.05
/** With fewer voters there is no call. */
export const minimumVoters = 2

/** Natural logarithm of p / (1 − p), for p in (0, 1). */
export const logOdds = (p: number): number => Math.log(p / (1 - p))

/** The probability whose log-odds are `value`. */
export const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

/**
 * The room's probability: logistic of the mean of the voters' log-odds, null under two voters. The
 * mean and not the sum, because the voters read one price series and are no independent witnesses.
 */
export const roomProbability = (votes: readonly number[]): number | null => {
  if (votes.length < minimumVoters) return null
  const sum = votes.reduce((total, p) => total + logOdds(p), 0)
  return logistic(sum / votes.length)
}

/** Probability of the likelier side, 0.5–1. */
export const confidenceOf = (p: number): number => Math.max(p, 1 - p)

/**
 * How far p is from the nearest threshold that would change the stance, as a ratio (0.004 is 0.4
 * points). The strong threshold counts only once a record allows strong stances.
 */
export const forecastMargin = (p: number, strongAllowed = false): number => {
  const distance = Math.abs(p - 0.5)
  const toHold = Math.abs(distance - holdBand)
  return strongAllowed ? Math.min(toHold, Math.abs(distance - strongBand)) : toHold
}

/** What votes lean to before any record has earned more: `no-call` under two of them. */
export const leanOf = (votes: readonly number[]): 'buy' | 'sell' | 'hold' | 'no-call' => {
  const p = roomProbability(votes)
  if (p === null) return 'no-call'
  if (Math.abs(p - 0.5) < holdBand) return 'hold'
  return p > 0.5 ? 'buy' : 'sell'
}
