import type { AnyEnvelope, Envelope } from '../../../preload/contract/events'
import type { SessionState } from '../../../preload/contract/session-state'

/** The part of a delta that is not in its role's text yet. */
const unseenPart = (state: SessionState, delta: Envelope<'role.delta'>): AnyEnvelope => {
  const { role, kind, offset, text } = delta.data
  const known = state.roles.find((each) => each.role === role)
  const seen = (kind === 'answer' ? known?.text : known?.reasoning)?.length ?? offset
  const skip = Math.max(0, seen - offset)
  return { ...delta, data: { ...delta.data, offset: offset + skip, text: text.slice(skip) } }
}

/**
 * What a reader that stands at `state` has not seen of a frame that begins with `firstSeq` and has
 * no hole before it. A joined delta that it saw in part is cut to the rest.
 */
export const unseen = (
  state: SessionState,
  firstSeq: number,
  events: readonly AnyEnvelope[]
): AnyEnvelope[] => {
  const at = events.findIndex((event) => event.seq > state.seq)
  if (at < 0) return []
  const rest = events.slice(at)
  const [first] = rest
  const begins = at === 0 ? firstSeq : (events[at - 1]?.seq ?? 0) + 1
  const partly = begins <= state.seq && first?.type === 'role.delta'
  return partly ? [unseenPart(state, first), ...rest.slice(1)] : rest
}
