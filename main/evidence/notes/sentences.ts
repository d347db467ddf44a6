/** A full stop after one of these ends no sentence. */
const abbreviations = new Set(
  'inc corp co ltd llc plc vs mr ms mrs dr no fig est approx u.s u.k e.g i.e jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' '
  )
)

/** From a row's first mark alone: from each of them it would take the square of a row of dots. */
const sentenceEnd = /(?<![.!?])[.!?]+["'”’)\]]*\s+|[。！？]+[」』”’）]*\s*/g

/** More than any abbreviation has. */
const longestAbbreviation = 16

const endsInAbbreviation = (text: string): boolean => {
  const word = /([\p{L}.]+)\.$/u.exec(text.slice(-longestAbbreviation))?.[1]?.toLowerCase()
  return word !== undefined && (abbreviations.has(word) || /^\p{L}$/u.test(word))
}

/** What stands in parentheses alone, such as the publisher of a headline, is no sentence. */
const aside = /^[(（][^()（）]*[)）]$/

/** The sentences of one line, without the space around them. */
export const sentencesOf = (line: string): string[] => {
  const sentences: string[] = []
  let start = 0
  for (const match of line.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length
    const sentence = line.slice(start, end).trim()
    if (endsInAbbreviation(sentence)) continue
    sentences.push(sentence)
    start = end
  }
  const rest = line.slice(start).trim()
  const last = sentences.at(-1)
  if (last !== undefined && aside.test(rest)) return [...sentences.slice(0, -1), `${last} ${rest}`]
  return [...sentences, rest].filter((sentence) => sentence !== '')
}
