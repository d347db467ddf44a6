const mostFloatDigits = 9

/**
 * A price that was sent as a number of single precision, in the fewest digits that mean the same one:
 * 192.52999877929688 becomes 192.53. Other numbers stay as they are.
 */
export const shortNumber = (value: number): number => {
  if (Math.fround(value) !== value) return value
  for (let digits = 6; digits < mostFloatDigits; digits += 1) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}
