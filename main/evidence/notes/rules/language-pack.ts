import type { ObjectId, RuleId, Side } from './reading'

/** A stretch of a sentence, by UTF-16 offsets. */
export interface Span {
  start: number
  end: number
}

/**
 * A noun that can move. `bad` ones are better when they fall. `firm` ones keep their own sense beside
 * a bad noun ("debt rating", "cost savings"). Neutral ones are known so that no rule takes the next
 * best noun for the subject of "shares fell".
 */
export interface ObjectWord {
  object: ObjectId | 'neutral'
  bad: boolean
  firm: boolean
  pattern: string
}

/** A run of such nouns: its last one says what it is, any bad one makes it bad. */
export interface Phrase extends Span {
  object: ObjectId | 'neutral'
  bad: boolean
  /** One of its nouns is a forecast. */
  forecast: boolean
}

export type Direction = 'up' | 'down' | 'better' | 'worse'

/**
 * How a moving word finds its noun: `transitive` after it, `either` after or before it,
 * `intransitive` before it; `noun` as in "a fall in sales"; `adjective` as in "lower sales". The last
 * two count only where nothing else in the sentence does.
 */
export type Grammar = 'transitive' | 'either' | 'intransitive' | 'noun' | 'adjective'

export interface MoveWord {
  direction: Direction
  grammar: Grammar
  pattern: RegExp
}

/** Words against a yardstick ("above estimates", "a record"), whose side hangs on their noun. */
export interface YardstickRule {
  rule: RuleId
  direction: Direction
  pattern: RegExp
  /** Without a known noun it speaks of results. */
  alone: boolean
}

/** Words whose side is theirs. A `soft` one gives way to a move of the same noun. */
export interface EventRule {
  rule: RuleId
  object: ObjectId
  side: Side
  pattern: RegExp
  soft?: boolean
  /** "Warned that sales could fall" is no mere possibility. */
  sure?: boolean
}

export interface Move extends Span {
  direction: Direction
  grammar: Grammar
}

export interface Scope {
  negated: boolean
  /** The words are a possibility, a condition or somebody else's news: nothing has happened here. */
  hedged: boolean
}

/** All that the engine needs to know of a language. Patterns are global and read `normal` text. */
export interface LanguagePack {
  /** Text of the same length in which the patterns are written. */
  normalise: (text: string) => string
  /** Stretches that say nothing: comparisons with the past, set phrases. */
  ignored: readonly RegExp[]
  /** A sentence of this shape states nothing. */
  question: RegExp
  objects: readonly ObjectWord[]
  /** What may stand between two nouns of one phrase. */
  phraseGap: RegExp
  /** What joins a forecast to what it is a forecast of. */
  complementGap: RegExp
  events: readonly EventRule[]
  yardsticks: readonly YardstickRule[]
  moves: readonly MoveWord[]
  /** Whether the words before a cue say that it is to come. */
  foretold: (text: string, cue: Span) => boolean
  scope: (text: string, cue: Span) => Scope
  nounOf: (text: string, move: Move, phrases: readonly Phrase[]) => Phrase | null
}
