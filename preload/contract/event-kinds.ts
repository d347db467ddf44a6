import type { EventType } from './events'

/**
 * - `fact`: published only once it is durable
 * - `delta`: published at once, committed soon after
 * - `terminal`: a fact that ends the session; exactly one
 */
export type EventKind = 'fact' | 'delta' | 'terminal'

export const eventKinds: Readonly<Record<EventType, EventKind>> = {
  'session.started': 'fact',
  'session.paused': 'fact',
  'session.resumed': 'fact',
  'stage.started': 'delta',
  'stage.updated': 'delta',
  'stage.completed': 'fact',
  'stage.failed': 'fact',
  'facts.added': 'fact',
  'role.started': 'fact',
  'role.prompted': 'fact',
  'role.delta': 'delta',
  'role.completed': 'fact',
  'role.reassigned': 'fact',
  'usage.updated': 'delta',
  'forecast.filed': 'fact',
  'review.requested': 'fact',
  'review.resolved': 'fact',
  'progress.updated': 'delta',
  'log.appended': 'delta',
  'summary.completed': 'fact',
  'session.completed': 'terminal',
  'session.cancelled': 'terminal',
  'session.failed': 'terminal'
}

export const isTerminal = (type: EventType): boolean => eventKinds[type] === 'terminal'
