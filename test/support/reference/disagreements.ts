/** Two sums of the same numbers in another order may differ by this much, relative to them. */
const relativeTolerance = 1e-9
/** A difference of two prices may be all rounding; prices here are of the order of 100. */
const absoluteTolerance = 1e-12

const agree = (found: number | string | undefined, expected: number | string): boolean => {
  if (typeof found !== 'number' || typeof expected !== 'number') return found === expected
  const tolerance = Math.max(absoluteTolerance, relativeTolerance * Math.abs(expected))
  return Math.abs(found - expected) <= tolerance
}

/** Found by search over whole recomputed files, in a test of their own (next-close.test.ts). */
const searched = /^flip\./

/** One line for each metric that is missing, not expected or different; empty when all agree. */
export const disagreements = (
  found: ReadonlyMap<string, { value: number | string }>,
  expected: ReadonlyMap<string, number | string>
): string[] => {
  const metrics = new Set([...expected.keys(), ...found.keys()])
  const compared = [...metrics].filter((metric) => !searched.test(metric))
  return compared.flatMap((metric) => {
    const value = found.get(metric)?.value
    const wanted = expected.get(metric)
    if (wanted === undefined) return [`${metric}: ${value}, and there should be none`]
    return agree(value, wanted) ? [] : [`${metric}: ${value ?? 'none'}, not ${wanted}`]
  })
}
