import type { Fact } from '../../../preload/contract/facts'
import { copiedLimit } from './open-copies'

/** A word of caution about the data that a fact carries. */
export interface DataFlag {
  metric: string
  /** No call may be made on data like these. */
  blocking: boolean
  /** Whether this value of the fact raises the flag. */
  raised: (value: number | string) => boolean
}

const always = (): boolean => true
const someBars = (value: number | string): boolean => Number(value) > 0

/** Every flag, the gravest first. `data.restated` matters only for a date that lies in the past. */
export const dataFlags: readonly DataFlag[] = [
  { metric: 'data.split.suspect', blocking: true, raised: always },
  { metric: 'data.ticks.off', blocking: false, raised: always },
  { metric: 'limit.state', blocking: false, raised: always },
  { metric: 'data.volume.unit', blocking: false, raised: always },
  { metric: 'data.open.copied', blocking: false, raised: (value) => Number(value) > copiedLimit },
  { metric: 'data.stale.bars', blocking: false, raised: someBars },
  { metric: 'data.stale.weekdays', blocking: false, raised: always },
  { metric: 'data.unrefreshed', blocking: false, raised: always },
  { metric: 'data.partial', blocking: false, raised: always },
  { metric: 'data.benchmark.end', blocking: false, raised: always },
  { metric: 'data.currency.mixed', blocking: false, raised: always },
  { metric: 'data.restated', blocking: false, raised: always }
]

export interface RaisedFlag {
  metric: string
  blocking: boolean
  fact: Fact
}

/** The flags that these facts raise, the gravest first. */
export const raisedFlags = (facts: readonly Fact[]): RaisedFlag[] =>
  dataFlags.flatMap(({ metric, blocking, raised }) => {
    const fact = facts.find((each) => each.metric === metric)
    return fact !== undefined && raised(fact.value) ? [{ metric, blocking, fact }] : []
  })
