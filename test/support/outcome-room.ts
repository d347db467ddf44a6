import type { EventMap } from '../../preload/contract/events'
import type { Fact, FactBasis, FactUnit } from '../../preload/contract/facts'
import { beatsMedianEvent } from '../../main/evidence/record/kept-forecast'

/** A fact of a session on 2024-01-02, as much of it as is read later. */
export const sessionFact = (
  id: string,
  metric: string,
  value: number | string,
  { basis = 'split', unit = 'price' }: { basis?: FactBasis; unit?: FactUnit } = {}
): Fact => ({
  ...{ id, metric, value, unit, basis, subject: 'TEST', formula: '' },
  ...{ asOf: '2024-01-02', from: '2024-01-02', to: '2024-01-02' },
  source: { kind: 'derived', inputs: [], formula: '' }
})

/** What a role filed on 2024-01-02 against a median of 1 %. */
export const filedOn = (role: string, p: number, median = 0.01): EventMap['forecast.filed'] => ({
  ...{ role, p, median, event: beatsMedianEvent, asOf: '2024-01-02' },
  ...{ due: '2024-01-30', method: 'test/1' }
})

/** What a session on a close of 100 said of the next 20 sessions. */
export const sessionFacts = (basis: FactBasis = 'split'): Fact[] => [
  sessionFact('F1', 'price.close', 100),
  sessionFact('F2', 'forecast.median.20d', 0.01, { basis, unit: 'ratio' }),
  sessionFact('F3', 'range.20d.return.5', -0.12, { basis, unit: 'ratio' }),
  sessionFact('F4', 'range.20d.return.10', -0.08, { basis, unit: 'ratio' }),
  sessionFact('F5', 'range.20d.return.90', 0.06, { basis, unit: 'ratio' }),
  sessionFact('F6', 'range.20d.return.95', 0.1, { basis, unit: 'ratio' }),
  sessionFact('F7', 'range.20d.10', 92),
  sessionFact('F8', 'range.20d.90', 106),
  sessionFact('F9', 'vote.quant.p', 0.4, { unit: 'ratio' }),
  sessionFact('F10', 'forecast.room.quant-risk.p', 0.55, { unit: 'ratio' })
]

/** Trading days from 2024-01-02 on: every day of the calendar, since no rule here needs weekdays. */
export const dayOf = (index: number): string =>
  new Date(Date.UTC(2024, 0, 2 + index)).toISOString().slice(0, 10)

/** A bar as [low, high, close]; a number alone is a bar that did not move. */
export type TestBar = number | readonly [low: number, high: number, close: number]

/** Bars from 2024-01-02 on, the first being the as-of date's, as the bytes of a file. */
export const barsFile = (bars: readonly TestBar[], adjusted?: readonly number[]): Uint8Array => {
  const rows = bars.map((bar, index) => {
    const [low, high, close] = typeof bar === 'number' ? [bar, bar, bar] : bar
    const more = adjusted === undefined ? [] : [adjusted[index]]
    return [dayOf(index), close, high, low, close, ...more].join(',')
  })
  const names = [
    'Date',
    'Open',
    'High',
    'Low',
    'Close',
    ...(adjusted === undefined ? [] : ['Adj Close'])
  ]
  return new TextEncoder().encode(`${[names.join(','), ...rows].join('\n')}\n`)
}
