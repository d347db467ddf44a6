import { jsonrepair } from 'jsonrepair'
import { z } from 'zod'
import { stances } from '../../../preload/contract/words'

const share = z.number().min(0).max(1)

/** One field that is wrong costs that field only. */
const blockSchema = z.object({
  stance: z.enum(stances).nullable().catch(null),
  confidence: share.nullable().catch(null),
  p: share.nullable().catch(null),
  claims: z
    .array(
      z
        .object({ text: z.string(), facts: z.array(z.string()).catch([]) })
        .nullable()
        .catch(null)
    )
    .catch([]),
  changes: z.array(z.string()).catch([])
})

/** What a model states of its own answer; null is what it did not state. */
export interface StatedAnswer {
  stance: (typeof stances)[number] | null
  confidence: number | null
  /** Probability of the desk's event. */
  p: number | null
  claims: { text: string; facts: string[] }[]
  /** What would change its mind. */
  changes: string[]
}

const inside = (block: string): string =>
  block.replace(/^\s*```json\s*\n/i, '').replace(/\n\s*```\s*$/, '')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(jsonrepair(text))
  } catch {
    return null
  }
}

/** Far more than a block needs: mending takes the square of what is there to mend. */
const longestBlock = 32_000

/** Reads the block that ends an answer, mended where it can be; null when it cannot be read. */
export const readAnswerBlock = (block: string): StatedAnswer | null => {
  if (block.length > longestBlock) return null
  const value = parsed(inside(block))
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const result = blockSchema.safeParse(value)
  if (!result.success) return null
  const { claims, ...rest } = result.data
  return { ...rest, claims: claims.flatMap((claim) => claim ?? []) }
}
