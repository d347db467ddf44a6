/** One seeded falsification of a text. */
export interface Mutation {
  kind: 'digit' | 'citation' | 'sign'
  text: string
  what: string
}

interface Place {
  start: number
  end: number
}

const placesOf = (text: string, pattern: RegExp): Place[] =>
  [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length
  }))

const pick = <T>(items: readonly T[], random: () => number): T | undefined =>
  items[Math.floor(random() * items.length)]

const replaced = (text: string, { start, end }: Place, by: string): string =>
  text.slice(0, start) + by + text.slice(end)

const otherDigit = (digit: string, random: () => number): string =>
  String((Number(digit) + 1 + Math.floor(random() * 9)) % 10)

/** A digit of any figure, of a name or of a date, but not of a citation. */
const mutateDigit = (text: string, random: () => number): Mutation | null => {
  const citations = placesOf(text, /\[F\d+\]/g)
  const free = placesOf(text, /\d/g).filter(
    ({ start }) => !citations.some((each) => each.start < start && start < each.end)
  )
  const place = pick(free, random)
  if (place === undefined) return null
  const changed = otherDigit(text.slice(place.start, place.end), random)
  const what = `${text.slice(Math.max(0, place.start - 30), place.end + 20)} → ${changed}`
  return { kind: 'digit', text: replaced(text, place, changed), what }
}

/** A citation of another fact of the session. */
const mutateCitation = (
  text: string,
  facts: readonly { id: string }[],
  random: () => number
): Mutation | null => {
  const place = pick(placesOf(text, /\[F\d+\]/g), random)
  if (place === undefined) return null
  const own = text.slice(place.start + 1, place.end - 1)
  const others = facts.filter(({ id }) => id !== own)
  const other = pick(others, random)?.id ?? 'F0'
  const what = `${text.slice(Math.max(0, place.start - 60), place.end)} → ${other}`
  return { kind: 'citation', text: replaced(text, place, `[${other}]`), what }
}

const opposite: Readonly<Record<string, string>> = {
  '+': '\u2212',
  '\u2212': '+',
  rose: 'fell',
  fell: 'rose',
  上漲: '下跌',
  下跌: '上漲'
}

/** A sign turned over, as a mark or as a word. */
const mutateSign = (text: string, random: () => number): Mutation | null => {
  const marks = /(?<![\d\u2212])[+\u2212](?=\d)|\b(?:rose|fell)(?= \d)|(?:上漲|下跌)(?= \d)/gu
  const place = pick(placesOf(text, marks), random)
  if (place === undefined) return null
  const own = text.slice(place.start, place.end)
  const what = `${own} in ${text.slice(Math.max(0, place.start - 30), place.end + 20)}`
  return { kind: 'sign', text: replaced(text, place, opposite[own] ?? ''), what }
}

/** A seeded falsification of that kind; null where the text has nothing of it. */
export const mutate = (
  kind: Mutation['kind'],
  { text, facts }: { text: string; facts: readonly { id: string }[] },
  random: () => number
): Mutation | null => {
  if (kind === 'digit') return mutateDigit(text, random)
  return kind === 'sign' ? mutateSign(text, random) : mutateCitation(text, facts, random)
}
