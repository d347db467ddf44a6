import type { AnyEnvelope, Cursor } from '../../preload/contract/events'
import { FrameBatch } from './frame-batch'

/** Events of one replayed frame: so few that the main loop is not held up. */
const eventsPerFrame = 500

/**
 * The events after `cursor` up to `mark`, when `events` has all of them in order; null when even
 * one is missing. What follows `mark` is left out, since it comes live.
 */
export const runBetween = (
  events: readonly AnyEnvelope[],
  cursor: Cursor,
  mark: Cursor
): AnyEnvelope[] | null => {
  const run = events.filter((event) => event.seq <= mark.seq)
  const whole = run.every(
    (event, index) => event.epoch === mark.epoch && event.seq === cursor.seq + index + 1
  )
  return whole && run.length === mark.seq - cursor.seq ? run : null
}

/** A replay's frames, made one by one as they are asked for. */
export function* framesOf(events: readonly AnyEnvelope[]): Generator<FrameBatch> {
  for (let from = 0; from < events.length; from += eventsPerFrame) {
    const [first, ...rest] = events.slice(from, from + eventsPerFrame)
    if (first !== undefined) yield new FrameBatch([first, ...rest])
  }
}
