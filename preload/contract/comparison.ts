import type { Claim } from './events'
import type { ErrorShape } from './errors'
import type { Stance } from './words'

/** What the desk says for a role that a model answered for, from the same facts. */
export interface DeskComparison {
  role: string
  status: 'ok' | 'abstained'
  text: string
  stance: Stance | null
  p: number | null
  claims: Claim[]
  reason: ErrorShape | null
}
