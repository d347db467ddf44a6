/**
 * How many separate windows a sample of bar indices holds: walking oldest first, a bar counts when
 * it is at least `length` bars after the last one counted.
 */
export const separateWindows = (indices: readonly number[], length: number): number => {
  let count = 0
  let last = -Infinity
  for (const index of indices) {
    if (index - last < length) continue
    count += 1
    last = index
  }
  return count
}
