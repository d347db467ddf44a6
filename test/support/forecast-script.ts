import type { EventMap } from '../../preload/contract/events'
import type { Fact } from '../../preload/contract/facts'
import { startedData, type ScriptedEvent } from './journal-script'

const fact = (metric: string, value: number, basis: Fact['basis']): Partial<Fact> => ({
  ...{ id: metric, metric, value, basis }
})

export interface FilingScript {
  subject?: string
  asOf?: string
  close?: number
  roles?: readonly string[]
  p?: number
  model?: string | null
  method?: string
  ended?: boolean
}

/** The forecast that a script files for a role. */
export const filedData = (
  role: string,
  { asOf = '2008-09-12', p = 0.52, method = 'desk/1' }: FilingScript = {}
): EventMap['forecast.filed'] => ({
  ...{ role, p, event: 'return.20d > forecast.median.20d', median: 0.007 },
  ...{ asOf, due: '2008-10-10', method }
})

/** A session that comes to facts, starts its roles, and files a forecast for each and the room. */
export const filingScript = (script: FilingScript = {}): ScriptedEvent[] => {
  const { subject = 'S&P 500', asOf = '2008-09-12', close = 1_251.7 } = script
  const { roles = ['quant'], model = null, ended = true } = script
  const facts = [
    fact('price.close', close, 'split'),
    fact('forecast.median.20d', 0.007, 'total'),
    fact('range.20d.return.10', -0.08, 'total'),
    fact('range.20d.return.90', 0.06, 'total')
  ]
  const common = { attempt: 1, label: '', stage: 'recon' }
  const provider = model === null ? null : 'local'
  const started = { ...common, analyst: model === null ? 'desk' : 'model', provider, model }
  const events: ScriptedEvent[] = [
    { type: 'session.started', data: startedData({ subject: { id: 'X', name: subject } }) },
    { type: 'facts.added', data: { asOf, facts } },
    ...roles.map((role) => ({ type: 'role.started' as const, data: { role, ...started } })),
    { type: 'log.appended', data: { level: 'info', message: 'between' } },
    ...[...roles, 'room'].map((role) => ({
      ...{ type: 'forecast.filed' as const, data: filedData(role, script) }
    }))
  ]
  if (ended) events.push({ type: 'session.completed', data: { reason: 'done' } })
  return events
}
