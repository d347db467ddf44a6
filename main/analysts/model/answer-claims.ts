import type { Claim } from '../../../preload/contract/events'
import type { StatedAnswer } from './answer-block'

const citation = /\[(F\d+)\]/g
/**
 * Where a sentence ends: after its mark and any citation behind it, or at a line's end. What is looked
 * back over is bounded, or a text of nothing but citations would take its square.
 */
const sentenceEnd =
  /(?<=[.!?](?:\s{0,3}\[F\d{1,6}\]){0,12})\s+(?=\S|$)(?!\[F\d+\])|(?<=[。！？](?:\s{0,3}\[F\d{1,6}\]){0,12})(?!\s{0,3}\[F\d+\])|\n+/u
/** More than any answer states for itself; each is looked for in each sentence. */
const mostStated = 200

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
const isNamed = (own: string, words: string): boolean =>
  words !== '' && words.length * 2 >= own.length && own.includes(words)

/**
 * The claims of an answer: each sentence that cites facts which exist, with those that the model named
 * for it besides. Facts that do not exist carry nothing.
 */
export const claimsOf = (
  text: string,
  { stated, known }: { stated: StatedAnswer | null; known: ReadonlySet<string> }
): Claim[] => {
  const named = (stated?.claims ?? []).slice(0, mostStated).map(({ text: words, facts }) => ({
    words: withoutCitations(words),
    facts: facts.filter((id) => known.has(id))
  }))
  return sentences(text).flatMap(({ text: sentence, offset }) => {
    const own = withoutCitations(sentence)
    const meant = named.filter(({ words }) => isNamed(own, words)).flatMap((claim) => claim.facts)
    const facts = [...new Set([...citedIn(sentence, known), ...meant])]
    return facts.length === 0 ? [] : [{ text: sentence, offset, length: sentence.length, facts }]
  })
}
