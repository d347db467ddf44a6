import type { Move, Phrase, Scope, Span } from '../language-pack'

const clauseEnd = /[，,；;。！!：:（）()]/g

/** Where the clause begins in which `position` stands. */
const clauseStart = (text: string, position: number): number => {
  let start = 0
  for (const match of text.slice(0, position).matchAll(clauseEnd)) {
    start = match.index + match[0].length
  }
  return start
}

const clauseStop = (text: string, position: number): number => {
  const length = text.slice(position).search(/[，,；;。！!：:（）()]/)
  return length < 0 ? text.length : position + length
}

const negations =
  /未(?![來上知必經])|沒有?|並無|無[須需]|毋須|不會|不擬|不再|避免|否認|排除|尚無|零(?=違約)|免於|解除|化解|無(?=減|違|虧|新)|不(?=[調下上減降增提發配裁延])/g
/** How far before a cue its negation may stand. */
const negationReach = 8

const possible =
  /可能|恐(?!慌)|是否|外傳|傳出|盛傳|據傳|傳聞|市場傳|不排除|考慮|擔[憂心]|研議|風險|疑似|或將|猜測/
const conditional = /若(?!干)|如果|假如|倘若|一旦|假使|除非/

/** News of somebody else. */
const others = /同業|同行|競爭對手|行業協會|全行業|整體產業|全國/

/** A negation shortly before a cue turns it; a condition hedges all that follows it. */
export const chineseScope = (text: string, { start }: Span): Scope => {
  const clause = text.slice(clauseStart(text, start), start)
  const count = clause.slice(-negationReach).match(negations)?.length ?? 0
  return {
    negated: count % 2 === 1,
    hedged: possible.test(clause) || others.test(clause) || conditional.test(text.slice(0, start))
  }
}

/** "預期營收成長": the move is a forecast. */
export const isForetold = (text: string, { start }: Span): boolean =>
  /預[期估計]|可望|展望|指引/.test(text.slice(clauseStart(text, start), start))

/** What a verb and its object may not have between them. */
const stopping =
  /使|讓|導致|造成|帶動|影響|侵蝕|至|到|為|達|較|比|百分|[\d%％]|[一二三四五六七八九十兩]成/
const objectReach = 12
/** Words without a subject of their own at the head of a clause. */
const longestLead = 8

const subjectBefore = (
  text: string,
  position: number,
  phrases: readonly Phrase[]
): Phrase | null => {
  const from = clauseStart(text, position)
  const last = phrases.filter(({ start, end }) => start >= from && end <= position).at(-1)
  if (last !== undefined) return last
  if (from === 0 || position - from > longestLead) return null
  return subjectBefore(text, from - 1, phrases)
}

const objectAfter = (text: string, from: number, phrases: readonly Phrase[]): Phrase | null => {
  const next = phrases.find(({ start }) => start >= from)
  if (next === undefined || next.start >= clauseStop(text, from)) return null
  const gap = text.slice(from, next.start)
  return gap.length > objectReach || stopping.test(gap) ? null : next
}

/** The noun that a moving word moves: behind it when it can take one, else the last one before. */
export const chineseNounOf = (
  text: string,
  { start, end, grammar }: Move,
  phrases: readonly Phrase[]
): Phrase | null => {
  const others = phrases.filter((phrase) => phrase.end <= start || phrase.start >= end)
  const after = grammar === 'intransitive' ? null : objectAfter(text, end, others)
  if (after !== null || grammar === 'adjective') return after
  return subjectBefore(text, start, others)
}
