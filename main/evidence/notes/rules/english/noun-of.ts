import type { Move, Phrase } from '../language-pack'
import { clauseStart } from './scope'

const preposition =
  /\b(?:of|at|in|from|for|on|with|among|across|to|by|before|excluding|than|over|under|into|within|per)\b/
const stopping =
  /[,;:()]|\b(?:to|from|by|in|on|at|for|as|after|because|with|and|but|or|than|until|over|under|during|amid|when|while|which|that)\b/
/** Words that may stand alone between a clause's start and its verb when the subject is earlier. */
const helpers =
  /^(?:[\s~]|\b(?:has|have|had|was|were|been|being|is|are|be|will|would|to|also|then|it|they|even|still|more|than|since|later|further|not|never)\b|\b\w+ly\b)*$/
const passive =
  /\b(?:was|were|been|being|is|are|be|get|got)(?: \w+ly| not| again| also| further)? $/

const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length

/** The noun after a verb: at most `most` words on, nothing between that ends the search. */
const nounAfter = (
  text: string,
  from: number,
  phrases: readonly Phrase[],
  most: number
): Phrase | null => {
  const next = phrases.find(({ start }) => start >= from)
  if (next === undefined) return null
  const gap = text.slice(from, next.start)
  return stopping.test(gap) || wordsIn(gap) > most ? null : next
}

/** The subject before a position: the last noun of the clause that no preposition leads to. */
const subjectBefore = (
  text: string,
  position: number,
  phrases: readonly Phrase[]
): Phrase | null => {
  const from = clauseStart(text, position)
  const inClause = phrases.filter(({ start, end }) => start >= from && end <= position)
  const [first] = inClause
  if (first !== undefined) {
    const free = inClause.filter(({ start }, index) => {
      const before = text.slice(inClause[index - 1]?.end ?? from, start)
      return !preposition.test(before)
    })
    return free.at(-1) ?? first
  }
  if (from === 0 || !helpers.test(text.slice(from, position))) return null
  return subjectBefore(text, from - 1, phrases)
}

const ofNoun = (text: string, { start, end }: Move, phrases: readonly Phrase[]): Phrase | null => {
  const link = /^ (?:in|of|to) /.exec(text.slice(end))
  if (link !== null) {
    const after = nounAfter(text, end + link[0].length, phrases, 4)
    if (after !== null) return after
  }
  return (
    phrases.find(
      (phrase) => phrase.end === start - 1 || (phrase.start < start && phrase.end >= end)
    ) ?? null
  )
}

/** The noun that a moving word moves, by the word's grammar; null when there is none near it. */
export const englishNounOf = (
  text: string,
  move: Move,
  phrases: readonly Phrase[]
): Phrase | null => {
  const { start, end, grammar } = move
  const others = phrases.filter((phrase) => phrase.end <= start || phrase.start >= end)
  switch (grammar) {
    case 'noun':
      return ofNoun(text, move, phrases)
    case 'adjective':
      return nounAfter(text, end, others, 3)
    case 'intransitive':
      return subjectBefore(text, start, others)
    case 'either':
      return nounAfter(text, end, others, 3) ?? subjectBefore(text, start, others)
    case 'transitive': {
      if (passive.test(text.slice(0, start))) return subjectBefore(text, start, others)
      const after = nounAfter(text, end, others, 6)
      if (after !== null) return after
      // A headline leaves out "was": "Dividend cut by half".
      return others.find((phrase) => phrase.end === start - 1) ?? null
    }
  }
}
