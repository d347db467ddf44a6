import type { AnyEnvelope, Envelope } from '../../preload/contract/events'

const isDelta = (event: AnyEnvelope | undefined): event is Envelope<'role.delta'> =>
  event?.type === 'role.delta'

/** Deltas joined as a reader gets them, written down another way than the encoder does it. */
export const joinDeltas = (events: readonly AnyEnvelope[]): AnyEnvelope[] =>
  events.reduce<AnyEnvelope[]>((joined, event) => {
    const last = joined.at(-1)
    const one = isDelta(last) ? last.data : null
    const next = isDelta(event) ? event.data : null
    if (last === undefined || one === null || next === null) return [...joined, event]
    const key = ({ role, attempt, kind }: typeof one): string =>
      JSON.stringify([role, attempt, kind])
    const goesOn = key(one) === key(next) && next.offset - one.offset === one.text.length
    if (!goesOn) return [...joined, event]
    const both = { ...last, seq: event.seq, data: { ...one, text: `${one.text}${next.text}` } }
    return [...joined.slice(0, -1), both as AnyEnvelope]
  }, [])
