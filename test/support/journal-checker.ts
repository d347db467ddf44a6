import { isDeepStrictEqual } from 'node:util'
import { eventKinds } from '../../preload/contract/event-kinds'
import { journalBatchEvents, journalBatchMs } from '../../preload/contract/limits'
import type { AnyEnvelope, EventType } from '../../preload/contract/events'
import type { Seen } from './journal-process'
import type { ScriptedEvent } from './journal-script'

const isInterruption = (event: AnyEnvelope | undefined): boolean =>
  event?.type === 'session.failed' && event.data.error.code === 'engine.interrupted'

/**
 * What is wrong with a session as it was found after a crash; null when it is the beginning of what
 * was written, numbered without a gap, and ends as it was written to or with the interruption.
 */
export const wrongIn = (
  events: readonly AnyEnvelope[],
  script: readonly ScriptedEvent[]
): string | null => {
  const interrupted = isInterruption(events.at(-1))
  const body = interrupted ? events.slice(0, -1) : events
  const hole = events.findIndex(({ seq }, index) => seq !== index + 1)
  if (hole >= 0) return `a hole at ${hole + 1}`
  const other = body.findIndex(({ type, data }, index) => {
    return !isDeepStrictEqual({ type, data }, script[index])
  })
  if (other >= 0) return `event ${other + 1} is not what was written: ${body[other]?.type}`
  if (!interrupted && body.length !== script.length) return `no end after ${body.length} events`
  const epochs = [body.at(-1)?.epoch ?? 1, events.at(-1)?.epoch ?? 1]
  return interrupted && epochs[1] !== (epochs[0] ?? 1) + 1 ? `epochs ${epochs.join()}` : null
}

/**
 * What a client had been shown of a session that is not there after a crash; null when that is at
 * most some typing, of the last 50 ms or 64 events.
 */
export const lostOf = (seen: readonly Seen[], keptSeq: number): string | null => {
  const lost = seen.filter(({ seq }) => seq > keptSeq)
  const fact = lost.find(({ type }) => eventKinds[type as EventType] !== 'delta')
  if (fact !== undefined) return `the fact ${fact.type} at ${fact.seq}`
  const [first, last] = [lost[0], seen.at(-1)]
  const spanMs = first === undefined || last === undefined ? 0 : last.wallMs - first.wallMs
  const much = lost.length > journalBatchEvents && spanMs > journalBatchMs
  return much ? `${lost.length} events of ${spanMs} ms` : null
}
