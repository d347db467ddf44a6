interface Block {
  /** Sum of the places wanted, each less the gaps above it in the block. */
  sum: number
  members: number[]
}

const meanOf = ({ sum, members }: Block): number => sum / members.length

/** Labels that would meet become one block around the middle of what they want (isotonic means). */
const blocksOf = (wanted: readonly number[], order: readonly number[], gap: number): Block[] => {
  const blocks: Block[] = []
  order.forEach((at, rank) => {
    let block: Block = { sum: (wanted[at] ?? 0) - rank * gap, members: [at] }
    for (let above = blocks.at(-1); above !== undefined; above = blocks.at(-1)) {
      if (meanOf(above) <= meanOf(block)) break
      block = { sum: above.sum + block.sum, members: [...above.members, ...block.members] }
      blocks.pop()
    }
    blocks.push(block)
  })
  return blocks
}

/**
 * Places for labels that want to stand at `wanted` (pixels from the top) and must be `gap` apart: with
 * the least sum of squared distances from there, and then moved to lie between `top` and `bottom`. In
 * the order given.
 */
export const spreadLabels = (
  wanted: readonly number[],
  { gap, top, bottom }: { gap: number; top: number; bottom: number }
): number[] => {
  const order = wanted.map((_each, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const means = blocksOf(wanted, order, gap).flatMap((block) =>
    block.members.map(() => meanOf(block))
  )
  const places = [...wanted]
  const most = bottom - (order.length - 1) * gap
  order.forEach((at, rank) => {
    places[at] = Math.max(top, Math.min(means[rank] ?? 0, most)) + rank * gap
  })
  return places
}
