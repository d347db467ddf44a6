import { chinese } from './chinese/chinese'
import { english } from './english/english'
import { hitsIn } from './engine'
import { languageOf } from './language'
import type { RuleHit, SentenceReading } from './reading'

/** A sentence is rarely longer; a longer one is read up to here. */
const longestRead = 1_000

const verdictOf = (hits: readonly RuleHit[]): SentenceReading['verdict'] => {
  const [first, second] = hits
  if (first === undefined) return 'none'
  return second === undefined ? first.side : 'mixed'
}

/** The first hit of each side, in the order of the sentence. */
const onePerSide = (hits: readonly RuleHit[]): RuleHit[] =>
  hits.filter(({ side }, index) => hits.findIndex((hit) => hit.side === side) === index)

/**
 * Reads one sentence by the rules of its language. What may happen, is asked or is compared with
 * the past counts for nothing; a negation turns the side. Equal text gives an equal reading.
 */
export const readSentence = (sentence: string): SentenceReading => {
  const text = sentence.slice(0, longestRead)
  const language = languageOf(text)
  if (language === null) return { verdict: 'unread', hits: [], language }
  const hits = onePerSide(hitsIn(text, language === 'en' ? english : chinese))
  return { verdict: verdictOf(hits), hits, language }
}
