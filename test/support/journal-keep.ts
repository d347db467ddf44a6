import type { EventType } from '../../preload/contract/events'
import type { SessionQuery } from '../../preload/contract/sessions'
import type { Journal } from '../../main/engine/ports'
import type { ScriptedEvent } from './journal-script'

export const everySession: SessionQuery = {
  text: '',
  stance: null,
  end: null,
  asOf: { from: null, to: null }
}

/** Has a session's events kept; resolves when all are durable. */
export const keepScript = async (
  journal: Journal,
  session: string,
  script: readonly ScriptedEvent[],
  wallTime = 1_700_000_000_000
): Promise<void> => {
  const kept = script.map(({ type, data }, index) =>
    journal.append({
      session,
      epoch: 1,
      atMs: index,
      wallTime: wallTime + index,
      type: type as EventType,
      data: data as never
    })
  )
  await Promise.all(kept.map(({ durable }) => durable))
}
