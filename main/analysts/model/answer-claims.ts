import type { Claim } from '../../../preload/contract/events'
import type { StatedAnswer } from './answer-block'

const citation = /\[(F\d+)\]/g
/** Where a sentence ends: after its mark and any citation behind it, or at a line's end. */
const sentenceEnd =
  /(?<=[.!?](?:\s*\[F\d+\])*)\s+(?=\S|$)(?!\[F\d+\])|(?<=[。！？](?:\s*\[F\d+\])*)(?!\s*\[F\d+\])|\n+/u

const citedIn = (text: string, known: ReadonlySet<string>): string[] => [
  ...new Set([...text.matchAll(citation)].flatMap(([, id]) => (id && known.has(id) ? [id] : [])))
]

const sentences = (text: string): { text: string; offset: number }[] => {
  let offset = 0
  return text.split(sentenceEnd).map((sentence) => {
    const at = text.indexOf(sentence, offset)
    offset = at + sentence.length
    return { text: sentence, offset: at }
  })
}

/** The words alone: without citations, and without the space that these leave. */
const withoutCitations = (text: string): string =>
  text
    .replaceAll(citation, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.!?。！？])/g, '')
    .trim()

/** Whether a sentence is the one that the model named. A word of it, or a mark, names none. */
const isNamed = (sentence: string, named: string): boolean => {
  const words = withoutCitations(named)
  const own = withoutCitations(sentence)
  return words !== '' && own.includes(words) && words.length * 2 >= own.length
}

/**
 * The claims of an answer: each sentence that cites facts which exist, with those that the model named
 * for it besides. Facts that do not exist carry nothing.
 */
export const claimsOf = (
  text: string,
  { stated, known }: { stated: StatedAnswer | null; known: ReadonlySet<string> }
): Claim[] =>
  sentences(text).flatMap((sentence) => {
    const named = (stated?.claims ?? [])
      .filter((claim) => isNamed(sentence.text, claim.text))
      .flatMap(({ facts }) => facts.filter((id) => known.has(id)))
    const facts = [...new Set([...citedIn(sentence.text, known), ...named])]
    if (facts.length === 0) return []
    return [{ text: sentence.text, offset: sentence.offset, length: sentence.text.length, facts }]
  })
