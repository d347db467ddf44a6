import type { Fact } from '../../../preload/contract/facts'
import type { ScoredForecast } from './kept-forecast'
import type { LateDraft } from './late-facts'
import { roomRole } from './record-drafts'
import { sinceLast, type SinceChange } from './since-last'

/** The run before this one on the same subject. */
export interface PreviousRun {
  asOf: string
  facts: readonly Fact[]
  /** Of its summary; null without one, or without a call. */
  stance: string | null
  p: number | null
}

interface SinceInput {
  previous: PreviousRun
  current: readonly Fact[]
  asOf: string
  /** Forecasts of this subject whose outcome fell between the two runs, oldest first. */
  due: readonly ScoredForecast[]
}

/** `since.cross.sma.200` is `below>above`; `since.extreme.high` is the number of bars. */
const changeDraft = (change: SinceChange, span: { from: string; to: string }): LateDraft => {
  const inputs = change.metrics
  if (change.kind === 'extreme') {
    const { side, bars } = change
    const formula = `bars whose closing ${side} was set since the last run`
    return { metric: `since.extreme.${side}`, value: bars, unit: 'bars', inputs, ...span, formula }
  }
  const { state, from, to } = change
  return {
    ...{ metric: `since.cross.${state}`, value: `${from}>${to}`, unit: 'text', inputs, ...span },
    formula: 'state at the last run > state now'
  }
}

const closeOf = (facts: readonly Fact[]): number => {
  const value = facts.find(({ metric }) => metric === 'price.close')?.value
  return typeof value === 'number' ? value : NaN
}

const runDrafts = ({ previous, current, asOf }: SinceInput): LateDraft[] => {
  const span = { from: previous.asOf, to: asOf }
  const drafts: LateDraft[] = [
    {
      ...{ metric: 'since.asof', value: previous.asOf, unit: 'date', ...span },
      formula: 'as-of date of the last run before this date'
    },
    {
      ...{ metric: 'since.change', unit: 'ratio', ...span, inputs: ['price.close'] },
      value: closeOf(current) / closeOf(previous.facts) - 1,
      formula: 'price.close / price.close of the last run - 1'
    }
  ]
  if (previous.stance !== null) {
    const formula = 'stance of the last run'
    drafts.push({
      ...{ metric: 'since.stance', value: previous.stance, unit: 'text', ...span },
      formula
    })
  }
  if (previous.p !== null) {
    const formula = "the room's probability at the last run"
    drafts.push({ metric: 'since.p', value: previous.p, unit: 'ratio', ...span, formula })
  }
  return drafts
}

/** The latest of the room's forecasts that came due, figure by figure. */
const latestDue = (
  { asOf, p, median, outcome }: ScoredForecast,
  span: { from: string; to: string }
): LateDraft[] => {
  const what = "of the room's forecast that came due last"
  const draft = (
    part: string,
    value: number | string,
    rest: Pick<LateDraft, 'unit' | 'formula'>
  ): LateDraft => ({ metric: `since.due.${part}`, value, ...span, ...rest })
  return [
    draft('asof', asOf, { unit: 'date', formula: `as-of date ${what}` }),
    draft('date', outcome.date, { unit: 'date', formula: `last of the 20 sessions ${what}` }),
    draft('p', p, { unit: 'ratio', formula: `probability ${what}` }),
    draft('median', median, { unit: 'ratio', formula: `median ${what}` }),
    draft('return', outcome.return, { unit: 'ratio', formula: `return ${what}` }),
    draft('hit', outcome.hit ? 'yes' : 'no', { unit: 'text', formula: `return > median ${what}` })
  ]
}

/** Of each date the room's forecast that was filed last, by whatever method. */
const dueOfRoom = (due: readonly ScoredForecast[]): ScoredForecast[] => {
  const byDate = new Map<string, ScoredForecast>()
  for (const forecast of due) {
    const known = byDate.get(forecast.asOf)
    const later = known === undefined || known.filedAt <= forecast.filedAt
    if (forecast.role === roomRole && later) byDate.set(forecast.asOf, forecast)
  }
  return [...byDate.values()]
}

const dueDrafts = ({ previous, asOf, due }: SinceInput): LateDraft[] => {
  const ofRoom = dueOfRoom(due)
  const last = ofRoom.at(-1)
  const span = { from: previous.asOf, to: asOf }
  const count = { unit: 'count', ...span } as const
  const what = "of the room's forecasts that came due since the last run"
  const drafts: LateDraft[] = [
    { metric: 'since.due.n', value: ofRoom.length, ...count, formula: `count ${what}` }
  ]
  if (last === undefined) return drafts
  const hits = ofRoom.filter(({ outcome }) => outcome.hit).length
  const right = ofRoom.filter(({ p, outcome }) => (outcome.hit ? p > 0.5 : p < 0.5)).length
  const brier = ofRoom.reduce((sum, { outcome }) => sum + outcome.brier, 0) / ofRoom.length
  const inputs = ['since.due.n']
  drafts.push(
    {
      ...{ metric: 'since.due.hits', value: hits, ...count, inputs },
      formula: `count(return > median) ${what}`
    },
    {
      ...{ metric: 'since.due.right', value: right, ...count, inputs },
      formula: `count(p on the side of 0.5 on which the outcome fell) ${what}`
    },
    {
      ...{ metric: 'since.due.brier', value: brier, unit: 'number', ...span, inputs },
      formula: `mean((p - outcome)^2) ${what}`
    }
  )
  return [...drafts, ...latestDue(last, span)]
}

/** What is another than at the run before, as facts `since.*`. */
export const sinceDrafts = (input: SinceInput): LateDraft[] => {
  const span = { from: input.previous.asOf, to: input.asOf }
  const changes = sinceLast(input.previous.facts, input.current)
  return [
    ...runDrafts(input),
    ...changes.map((change) => changeDraft(change, span)),
    ...dueDrafts(input)
  ]
}
