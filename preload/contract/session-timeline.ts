import type { AnyEnvelope } from './events'
import type { TimelineEntry } from './session-state'

/** Log lines kept in a state's timeline; older ones stay in the journal. */
export const timelineLimit = 500

const silent: ReadonlySet<string> = new Set(['role.delta', 'stage.updated', 'usage.updated'])

const entryOf = (event: AnyEnvelope): TimelineEntry => {
  const data = event.data as Partial<
    Record<'stage' | 'role' | 'provider' | 'model' | 'status' | 'message' | 'reason', unknown>
  > & { level?: TimelineEntry['level']; error?: { message: string } }
  const word = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    seq: event.seq,
    atMs: event.atMs,
    wallTime: event.wallTime,
    type: event.type,
    stage: word(data.stage),
    role: word(data.role),
    ...(typeof data.provider === 'string' ? { provider: data.provider } : {}),
    ...(typeof data.model === 'string' ? { model: data.model } : {}),
    status: word(data.status) ?? word(data.reason),
    level: data.level ?? null,
    message: word(data.message) ?? data.error?.message ?? null
  }
}

/** What the timeline says of an event; null for deltas and progress, too many to be listed. */
export const timelineEntry = (event: AnyEnvelope): TimelineEntry | null =>
  silent.has(event.type) ? null : entryOf(event)
