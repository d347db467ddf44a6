import type { LanguagePack, ObjectWord, Phrase } from './language-pack'

interface Noun extends Phrase {
  firm: boolean
}

const patterns = new WeakMap<readonly ObjectWord[], RegExp>()

/** One alternation over all nouns, longest first as listed; group n is noun n. */
const patternOf = (objects: readonly ObjectWord[]): RegExp => {
  const known = patterns.get(objects)
  if (known !== undefined) return known
  const made = new RegExp(objects.map(({ pattern }) => `(${pattern})`).join('|'), 'g')
  patterns.set(objects, made)
  return made
}

const nounsIn = (text: string, objects: readonly ObjectWord[]): Noun[] =>
  [...text.matchAll(patternOf(objects))].flatMap((match) => {
    const index = match.slice(1).findIndex((group) => group !== undefined)
    const word = objects[index]
    if (word === undefined) return []
    const { object, bad, firm } = word
    const end = match.index + match[0].length
    return [{ start: match.index, end, object, bad, firm, forecast: object === 'guidance' }]
  })

const joined = (first: Noun, last: Noun): Noun => ({
  start: first.start,
  end: last.end,
  object: last.object,
  bad: last.firm ? last.bad : first.bad || last.bad,
  firm: last.firm,
  forecast: first.forecast || last.forecast
})

/** "Forecast of losses", "growth in costs": what follows tells whether more of it is better. */
const withComplement = (noun: Noun, next: Noun | undefined, gap: string, fits: RegExp): Noun =>
  next !== undefined && next.bad && noun.object === 'guidance' && fits.test(gap)
    ? { ...noun, bad: true }
    : noun

/** The nouns of a sentence that can move, neighbours joined, in its order. */
export const phrasesIn = (text: string, pack: LanguagePack): Phrase[] => {
  const runs: Noun[] = []
  for (const noun of nounsIn(text, pack.objects)) {
    const last = runs.at(-1)
    if (last !== undefined && pack.phraseGap.test(text.slice(last.end, noun.start))) {
      runs[runs.length - 1] = joined(last, noun)
    } else runs.push(noun)
  }
  return runs.map((noun, index) => {
    const next = runs[index + 1]
    const gap = next === undefined ? '' : text.slice(noun.end, next.start)
    return withComplement(noun, next, gap, pack.complementGap)
  })
}
