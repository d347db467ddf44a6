import type { EventRule } from './language-pack'
import type { ObjectId, RuleId, Side } from './reading'

/** An event with its side; see `EventRule` for `soft` and `sure`. */
export const event = (
  rule: RuleId,
  object: ObjectId,
  side: Side,
  pattern: string,
  options: Pick<EventRule, 'soft' | 'sure'> = {}
): EventRule => ({ rule, object, side, pattern: new RegExp(pattern, 'g'), ...options })
