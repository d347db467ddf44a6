/**
 * Places for labels that want to stand at `wanted` (pixels from the top) and must be `gap` apart:
 * each as near to its own as the ones above it allow, and all of them above `bottom`. In the order
 * given.
 */
export const spreadLabels = (
  wanted: readonly number[],
  { gap, bottom }: { gap: number; bottom: number }
): number[] => {
  const order = wanted.map((_each, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const places = [...wanted]
  let least = -Infinity
  for (const at of order) {
    places[at] = Math.max(wanted[at] ?? 0, least)
    least = (places[at] ?? 0) + gap
  }
  let most = bottom
  for (const at of order.toReversed()) {
    places[at] = Math.min(places[at] ?? 0, most)
    most = (places[at] ?? 0) - gap
  }
  return places
}
