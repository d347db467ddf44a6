const tries = 3

/**
 * Milliseconds that `action` takes: the first time that is within `limitMs`, else the best of three.
 * A pause of the machine passes; what is slow by itself is slow each time.
 */
export const bestOfThree = async (
  limitMs: number,
  action: () => Promise<number>
): Promise<number> => {
  let best = Number.POSITIVE_INFINITY
  for (let time = 0; time < tries && best > limitMs; time += 1) {
    best = Math.min(best, await action())
  }
  return best
}
