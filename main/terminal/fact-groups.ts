import type { Fact } from '../../preload/contract/facts'
import type { SessionState } from '../../preload/contract/session-state'
import { raisedFlags } from '../evidence/facts/flags'

export interface JsonTrigger {
  /** As in its metric: `sma.200` of `trigger.sma.200`. */
  trigger: string
  price: number
  /** From the last close, in the price's own points and in today's deviations. */
  points: number | null
  sigma: number | null
  fact: string
}

export type JsonPlan = Record<string, { value: number | string; fact: string }>

export interface JsonFlag {
  metric: string
  blocking: boolean
  value: number | string
  fact: string
}

const triggerPrefix = 'trigger.'
const planPrefix = 'plan.'

const numberOf = (facts: readonly Fact[], metric: string): number | null => {
  const value = facts.find((fact) => fact.metric === metric)?.value
  return typeof value === 'number' ? value : null
}

const distanceOf = ({ sigma }: JsonTrigger): number => Math.abs(sigma ?? Infinity)

export const triggersIn = (facts: readonly Fact[]): JsonTrigger[] =>
  facts
    .flatMap(({ metric, value, id }): JsonTrigger[] => {
      const isPrice = metric.startsWith(triggerPrefix) && !/\.(points|sigma)$/.test(metric)
      if (!isPrice || typeof value !== 'number') return []
      const trigger = metric.slice(triggerPrefix.length)
      const points = numberOf(facts, `${metric}.points`)
      const sigma = numberOf(facts, `${metric}.sigma`)
      return [{ trigger, price: value, points, sigma, fact: id }]
    })
    .sort((a, b) => distanceOf(a) - distanceOf(b))

export const planIn = (facts: readonly Fact[]): JsonPlan =>
  Object.fromEntries(
    facts.flatMap(({ metric, value, id }) =>
      metric.startsWith(planPrefix)
        ? [[metric.slice(planPrefix.length), { value, fact: id }] as const]
        : []
    )
  )

/** That a vendor has restated its prices is a caution only where a past date was asked for. */
export const flagsIn = ({ facts, asOfAsked }: SessionState): JsonFlag[] =>
  raisedFlags(facts)
    .filter(({ metric }) => metric !== 'data.restated' || asOfAsked !== null)
    .map(({ metric, blocking, fact }) => ({
      metric,
      blocking,
      value: fact.value,
      fact: fact.id
    }))
