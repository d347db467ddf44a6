import type { Fact } from '../../../preload/contract/facts'

/** A change since the last run, read back from a session's facts. `fact` is its id, for a citation. */
export type SinceFinding =
  | { kind: 'crossing'; state: string; from: string; to: string; fact: string }
  | { kind: 'extreme'; side: 'high' | 'low'; bars: number; date: string; fact: string }

const crossPrefix = 'since.cross.'
const extremePrefix = 'since.extreme.'

const findingOf = ({ metric, value, id }: Fact, facts: readonly Fact[]): SinceFinding[] => {
  if (metric.startsWith(crossPrefix)) {
    const [from = '', to = ''] = String(value).split('>')
    return [{ kind: 'crossing', state: metric.slice(crossPrefix.length), from, to, fact: id }]
  }
  if (!metric.startsWith(extremePrefix)) return []
  const side = metric.slice(extremePrefix.length) === 'high' ? 'high' : 'low'
  const bars = Number(value)
  const date = facts.find((each) => each.metric === `close.${side}.${bars}d.date`)?.value
  return [{ kind: 'extreme', side, bars, date: String(date ?? ''), fact: id }]
}

/** What changed since the last run, in the order in which the facts tell it. */
export const sinceFindings = (facts: readonly Fact[]): SinceFinding[] =>
  facts.flatMap((fact) => findingOf(fact, facts))
