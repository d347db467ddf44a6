import type { Language } from '../../../../preload/contract/words'

/**
 * What a rule is about. `raise` and `cut` are the general moves, up and down; a move of a forecast, a
 * dividend, a buyback or a rating goes by its own name.
 */
export const ruleIds = [
  'raise',
  'cut',
  'guide',
  'beat',
  'miss',
  'dividend',
  'buyback',
  'dilute',
  'impair',
  'default',
  'rating',
  'delay',
  'win',
  'lose',
  'recall',
  'investigate',
  'turn',
  'record'
] as const
export type RuleId = (typeof ruleIds)[number]

/** What the words act on: "cut costs" and "cut guidance" differ by this alone. */
export const objectIds = [
  'guidance',
  'results',
  'demand',
  'cost',
  'loss',
  'debt',
  'credit',
  'inventory',
  'dividend',
  'buyback',
  'shares',
  'assets',
  'rating',
  'schedule',
  'contract',
  'product',
  'law'
] as const
export type ObjectId = (typeof objectIds)[number]

export type Side = 'for' | 'against'

/** One rule that fired in a sentence. */
export interface RuleHit {
  rule: RuleId
  object: ObjectId
  side: Side
  /** The words stand under a negation, which has turned `side` already. */
  negated: boolean
  /** The words that fired the rule, as the sentence has them. */
  words: string
}

/**
 * A sentence as the rules read it: `mixed` has a hit on each side, `none` no hit, `unread` is
 * written in a language without rules.
 */
export interface SentenceReading {
  verdict: Side | 'mixed' | 'none' | 'unread'
  /** At most one a side, in the order of the sentence. */
  hits: readonly RuleHit[]
  language: Language | null
}

export const otherSide = (side: Side): Side => (side === 'for' ? 'against' : 'for')
