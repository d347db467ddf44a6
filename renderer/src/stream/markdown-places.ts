import type { Env, StateBlock, Token } from 'markdown-it'

/** Where an inline content's characters stand in the whole text; null where that cannot be told. */
export type Place = (position: number) => number | null

const startsKey = Symbol('line starts')

/** The first character of each line after its containers' markers, as the block parser saw it. */
const startsOf = (env: Env): Map<number, number> => {
  const known = env[startsKey] as Map<number, number> | undefined
  if (known !== undefined) return known
  const made = new Map<number, number>()
  env[startsKey] = made
  return made
}

/** A block rule that takes nothing: it notes where the lines of the block at hand begin. */
export const noteLines = (state: StateBlock, startLine: number, endLine: number): boolean => {
  const starts = startsOf(state.env)
  for (let line = startLine; line < endLine && !state.isEmpty(line); line += 1) {
    starts.set(line, (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0))
  }
  return false
}

const trailing = /[ \t]+$/
const leading = /^[ \t]+/

/** Paragraphs: a line of content is the end of its source line, less the blanks after it. */
const placeOfLines = (content: string, lines: SourceLines, first: number): Place => {
  const runs: { from: number; lead: number; to: number; source: number }[] = []
  let from = 0
  content.split('\n').forEach((line, index) => {
    const lead = leading.exec(line)?.[0].length ?? 0
    const whole = lines.text(first + index)
    const bare = line.slice(lead).replace(trailing, '')
    const end = lines.start(first + index) + whole.replace(trailing, '').length
    runs.push({ from, lead, to: from + line.length, source: end - bare.length - lead })
    from += line.length + 1
  })
  return (position) => {
    const run = runs.find((each) => position >= each.from + each.lead && position <= each.to)
    return run === undefined ? null : run.source + (position - run.from)
  }
}

/** Headings and cells: the content stands whole in its line, at `cursor` or after it. */
const placeWithin = (content: string, text: string, cursor: number): [Place, number] => {
  const found = text.indexOf(content, cursor)
  // An escaped pipe makes a cell's content differ from its source: then its places are not told.
  if (content === '' || found === -1) return [() => null, cursor]
  return [(position) => found + position, found + content.length]
}

export class SourceLines {
  private readonly starts: number[] = [0]

  constructor(private readonly source: string) {
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
      this.starts.push(at + 1)
    }
  }

  start(line: number): number {
    return this.starts[line] ?? this.source.length
  }

  text(line: number): string {
    const next = this.starts[line + 1]
    return this.source.slice(this.start(line), next === undefined ? undefined : next - 1)
  }
}

/** Tells each inline token of a parsed text where its content stands in that text. */
export const placesOf = (tokens: Token[], source: string, env: Env): Map<Token, Place> => {
  const lines = new SourceLines(source)
  const starts = startsOf(env)
  const places = new Map<Token, Place>()
  let cell = 0
  let previous: Token | null = null
  for (const token of tokens) {
    if (token.type === 'tr_open' && token.map) cell = starts.get(token.map[0]) ?? 0
    if (token.type === 'inline' && token.map && previous?.type === 'heading_open') {
      const line = token.map[0]
      const cursor = (starts.get(line) ?? 0) + previous.markup.length
      places.set(token, placeWithin(token.content, source, cursor)[0])
    } else if (token.type === 'inline' && token.map) {
      places.set(token, placeOfLines(token.content, lines, token.map[0]))
    } else if (token.type === 'inline') {
      const [place, after] = placeWithin(token.content, source, cell)
      places.set(token, place)
      cell = after
    }
    previous = token
  }
  return places
}
