import type { CitedValue, ForecastOutcomeLine, LevelOutcome, Outcome } from './outcome'

/**
 * A value of a sentence, before any language; `fact` is the fact that it is. `move` is a return with
 * its sign, `share` a probability, `level` that of a range, `date` an ISO date.
 */
export type OutcomeValue =
  | { as: 'move' | 'share' | 'level' | 'price' | 'count'; value: number; fact?: string | null }
  | { as: 'date'; value: string }

/** A sentence by its place under `outcome` in the catalogue, and what fills it. */
export interface OutcomeSentence {
  key:
    | 'none'
    | 'untold'
    | `came.${'more' | 'less' | 'equal' | 'alone' | 'soFar'}`
    | 'path'
    | `side.${'right' | 'wrong' | 'even'}`
    | `judged.${'held' | 'failed' | 'between'}`
  values: Record<string, OutcomeValue>
}

/** On which side of even a forecast stood, seen from what came; null while that is not known. */
export const sideOf = ({
  p,
  hit
}: Pick<ForecastOutcomeLine, 'p' | 'hit'>): 'right' | 'wrong' | 'even' | null => {
  if (hit === null) return null
  if (p === 0.5) return 'even'
  return p > 0.5 === hit ? 'right' : 'wrong'
}

const needsEntry = ({ metric }: LevelOutcome): boolean => /\.entry\.(stop|target)$/.test(metric)

/** Why a level has no day: its plan was never entered, or nothing reached it (so far). */
export const unreachedKey = (
  level: LevelOutcome,
  { levels, known, sessions }: Outcome
): 'noEntry' | 'notYet' | 'notReached' => {
  const entered = levels.some(
    ({ metric, reached }) => metric.endsWith('.entry') && reached !== null
  )
  if (needsEntry(level) && !entered) return 'noEntry'
  return known < sessions ? 'notYet' : 'notReached'
}

/** What is told below the levels of a plan: by which prices, and from when. */
export const levelNotes = ({
  levels
}: Pick<Outcome, 'levels'>): ('byRange' | 'byCloses' | 'afterEntry')[] => {
  const ofCloses = levels.some(({ metric }) => metric.startsWith('plan.close.'))
  const first = ofCloses ? 'byCloses' : 'byRange'
  return levels.some(needsEntry) ? [first, 'afterEntry'] : [first]
}

const cited = (as: 'move' | 'price', { value, fact }: CitedValue): OutcomeValue => ({
  ...{ as, value, fact }
})

const lastBar = ({ later }: Outcome): Record<'close' | 'date', OutcomeValue> => ({
  close: { as: 'price', value: later.close.at(-1) ?? NaN },
  date: { as: 'date', value: later.dates.at(-1) ?? '' }
})

/** More or less than usual only once all sessions are there. */
const came = (outcome: Outcome, change: number): OutcomeSentence => {
  const { known, sessions, median } = outcome
  const values = {
    change: { as: 'move', value: change },
    sessions: { as: 'count', value: sessions },
    ...lastBar(outcome)
  } satisfies OutcomeSentence['values']
  if (known < sessions) {
    return { key: 'came.soFar', values: { ...values, known: { as: 'count', value: known } } }
  }
  if (median === null) return { key: 'came.alone', values }
  const side = change > median.value ? 'more' : change < median.value ? 'less' : 'equal'
  return { key: `came.${side}`, values: { ...values, median: cited('move', median) } }
}

/** The highest and the lowest close on the way; of a single bar there is none to tell. */
const path = ({ later: { close, dates } }: Outcome): OutcomeSentence[] => {
  if (close.length < 2) return []
  const at = (value: number): { value: number; date: string } => ({
    value,
    date: dates[close.indexOf(value)] ?? ''
  })
  const [high, low] = [at(Math.max(...close)), at(Math.min(...close))]
  return [
    {
      key: 'path',
      values: {
        high: { as: 'price', value: high.value },
        highDate: { as: 'date', value: high.date },
        low: { as: 'price', value: low.value },
        lowDate: { as: 'date', value: low.date }
      }
    }
  ]
}

const room = ({ forecasts }: Outcome): OutcomeSentence[] => {
  const line = forecasts.find(({ role }) => role === 'room')
  const side = line === undefined ? null : sideOf(line)
  if (line === undefined || side === null) return []
  return [{ key: `side.${side}`, values: { p: { as: 'share', value: line.p, fact: line.fact } } }]
}

const judged = ({ ranges }: Outcome): OutcomeSentence[] => {
  const known = ranges.filter(({ inside }) => inside !== null)
  const [failed] = known.filter(({ inside }) => inside === false)
  const [held] = known.filter(({ inside }) => inside === true)
  if (failed === undefined) return held === undefined ? [] : [{ key: 'judged.held', values: {} }]
  if (held === undefined) return [{ key: 'judged.failed', values: {} }]
  return [
    {
      key: 'judged.between',
      values: {
        inner: { as: 'level', value: failed.level },
        outer: { as: 'level', value: held.level }
      }
    }
  ]
}

/** What an outcome says in sentences: what came, the way there, and how the room fared. */
export const outcomeSentences = (outcome: Outcome): OutcomeSentence[] => {
  const { asOf, known, return: change } = outcome
  if (known === 0) return [{ key: 'none', values: { asOf: { as: 'date', value: asOf } } }]
  const first: OutcomeSentence =
    change === null ? { key: 'untold', values: {} } : came(outcome, change)
  return [first, ...path(outcome), ...room(outcome), ...judged(outcome)]
}
