/** The 97.5 % point of the standard normal distribution. */
const z95 = 1.959963984540054

/**
 * 95 % Wilson score interval of a share seen in `trials` independent trials (Wilson 1927). The
 * share need not be a multiple of 1 / trials.
 */
export const wilsonInterval = (share: number, trials: number): { low: number; high: number } => {
  const square = z95 * z95
  const center = share + square / (2 * trials)
  const spread = z95 * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials))
  const scale = 1 + square / trials
  // A share of nothing or of all bounds its own side; rounding must not push the bound inside.
  return {
    low: share === 0 ? 0 : Math.max(0, (center - spread) / scale),
    high: share === 1 ? 1 : Math.min(1, (center + spread) / scale)
  }
}
