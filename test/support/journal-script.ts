import type { EventMap, EventType } from '../../preload/contract/events'
import { seededRandom } from '../../main/kernel/random'

export interface ScriptedEvent {
  type: EventType
  data: unknown
}

const roles = ['quant', 'scout', 'risk']
const words = [
  'the close ',
  'rose ',
  '上漲 ',
  'by 1.5 % ',
  'since ',
  'the 200-day line ',
  '👍 ',
  'é'
]

/** The first event of a session, with what the list of sessions shows. */
export const startedData = (
  changes: Partial<EventMap['session.started']> = {}
): EventMap['session.started'] => ({
  appVersion: '0.1.0',
  playbook: { id: 'equity', version: '1', sha256: 'p' },
  subject: { id: 'SPX', name: 'S&P 500' },
  inputs: [],
  asOfAsked: null,
  prompt: 'Does it hold?',
  settings: { mode: 'god', roles, paceCharactersPerSecond: 0, roleLimitsMs: {} },
  language: 'en',
  seed: 1,
  parent: null,
  stages: [],
  ...changes
})

/**
 * A session's events as `seed` tells them, always the same: facts among typing, its text growing by
 * the offsets, and one terminal fact.
 */
export const scriptOf = (seed: number, typing = 300): ScriptedEvent[] => {
  const random = seededRandom(seed)
  const lengths = new Map<string, number>()
  const events: ScriptedEvent[] = [{ type: 'session.started', data: startedData({ seed }) }]
  for (let count = 0; count < typing; count += 1) {
    const role = roles[Math.floor(random() * roles.length)] ?? 'quant'
    const text = words[Math.floor(random() * words.length)] ?? ''
    const offset = lengths.get(role) ?? 0
    lengths.set(role, offset + text.length)
    const delta = { role, attempt: 1, offset, kind: 'answer', text }
    events.push({ type: 'role.delta', data: delta })
    if (random() < 0.06) {
      const facts = Array.from({ length: Math.floor(random() * 20) }, (_, index) => ({
        id: `F${count}-${index}`,
        value: random()
      }))
      events.push({ type: 'facts.added', data: { asOf: '2008-09-12', facts } })
    }
  }
  events.push({ type: 'session.completed', data: { reason: 'done' } })
  return events
}
