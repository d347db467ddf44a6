import type { Direction, LanguagePack, Move, Phrase, Span } from './language-pack'
import { phrasesIn } from './phrases'
import { otherSide, type ObjectId, type RuleHit, type RuleId, type Side } from './reading'

/** Stands for text that no rule may read. */
const blank = '~'

interface Found extends Span {
  rule: RuleId
  object: ObjectId
  side: Side
  /** Counts only where nothing else does. */
  secondary: boolean
  sure: boolean
  /** The phrase whose side it gives. */
  noun: Phrase | null
}

const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end

const blanked = (text: string, spans: readonly Span[]): string => {
  let rest = text
  for (const { start, end } of spans) {
    rest = rest.slice(0, start) + blank.repeat(end - start) + rest.slice(end)
  }
  return rest
}

const spansOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length
  }))

/** Events in the order of their table; a stretch that one has taken is closed to the next. */
const eventsIn = (text: string, pack: LanguagePack, wantSoft: boolean): Found[] => {
  const found: Found[] = []
  let rest = text
  for (const { rule, object, side, pattern, soft = false, sure = false } of pack.events) {
    if (soft !== wantSoft) continue
    const spans = spansOf(rest, pattern)
    rest = blanked(rest, spans)
    for (const span of spans) {
      found.push({ ...span, rule, object, side, secondary: false, sure, noun: null })
    }
  }
  return found
}

const sideOf = (direction: Direction, bad: boolean): Side => {
  if (direction === 'better') return 'for'
  if (direction === 'worse') return 'against'
  return (direction === 'up') === bad ? 'against' : 'for'
}

const isUp = (direction: Direction): boolean => direction === 'up' || direction === 'better'

const named: Partial<Record<ObjectId, RuleId>> = {
  guidance: 'guide',
  dividend: 'dividend',
  buyback: 'buyback',
  rating: 'rating'
}

const ruleOf = (base: RuleId, noun: Phrase, foretold: boolean): RuleId => {
  if (noun.forecast || foretold) return 'guide'
  return noun.object === 'neutral' ? base : (named[noun.object] ?? base)
}

const moveWords = (text: string, pack: LanguagePack): Move[] => {
  const moves: Move[] = []
  for (const { pattern, direction, grammar } of pack.moves) {
    for (const span of spansOf(text, pattern)) {
      if (!moves.some((move) => overlaps(move, span))) moves.push({ ...span, direction, grammar })
    }
  }
  return moves.sort((a, b) => a.start - b.start)
}

const movesIn = (text: string, pack: LanguagePack, phrases: readonly Phrase[]): Found[] =>
  moveWords(text, pack).flatMap((move) => {
    const noun = pack.nounOf(text, move, phrases)
    if (noun === null || noun.object === 'neutral') return []
    const { start, end, direction, grammar } = move
    return {
      start,
      end,
      rule: ruleOf(isUp(direction) ? 'raise' : 'cut', noun, pack.foretold(text, move)),
      object: noun.object,
      side: sideOf(direction, noun.bad),
      secondary: grammar === 'noun' || grammar === 'adjective',
      sure: false,
      noun
    }
  })

/** Words such as "than expected": their noun stands before them, or right after. */
const yardsticksIn = (text: string, pack: LanguagePack, phrases: readonly Phrase[]): Found[] => {
  const found: Found[] = []
  let rest = text
  for (const { rule, direction, pattern, alone } of pack.yardsticks) {
    const spans = spansOf(rest, pattern)
    rest = blanked(rest, spans)
    for (const span of spans) {
      const free = phrases.filter((phrase) => !overlaps(phrase, span))
      const noun =
        pack.nounOf(text, { ...span, direction, grammar: 'intransitive' }, free) ??
        pack.nounOf(text, { ...span, direction, grammar: 'adjective' }, free)
      if (noun === null ? !alone : noun.object === 'neutral') continue
      const side = sideOf(direction, noun?.bad ?? false)
      found.push({
        ...span,
        rule: noun === null ? rule : ruleFor(rule, noun, side, pack.foretold(text, span)),
        object: noun === null || noun.object === 'neutral' ? 'results' : noun.object,
        side,
        secondary: false,
        sure: false,
        noun
      })
    }
  }
  return found
}

/** A forecast above the market's is guidance; a cost above it is a miss. */
const ruleFor = (rule: RuleId, noun: Phrase, side: Side, foretold: boolean): RuleId => {
  if (noun.forecast || foretold) return 'guide'
  if (rule === 'record') return rule
  return side === 'for' ? 'beat' : 'miss'
}

const hitOf = (found: Found, text: string, normal: string, pack: LanguagePack): RuleHit[] => {
  const { negated, hedged } = pack.scope(normal, found)
  if (hedged && !found.sure) return []
  const turned = negated && !found.sure
  const { rule, object, side, start, end } = found
  const words = text.slice(start, end)
  return [{ rule, object, side: turned ? otherSide(side) : side, negated: turned, words }]
}

/** All rules that fire in a sentence, in its order; secondary ones only where no other does. */
export const hitsIn = (text: string, pack: LanguagePack): RuleHit[] => {
  const whole = pack.normalise(text)
  if (pack.question.test(whole)) return []
  const normal = blanked(
    whole,
    pack.ignored.flatMap((pattern) => spansOf(whole, pattern))
  )
  const events = eventsIn(normal, pack, false)
  const afterEvents = blanked(normal, events)
  const phrases = phrasesIn(normal, pack).filter(
    (phrase) => !events.some((event) => overlaps(event, phrase))
  )
  const yardsticks = yardsticksIn(afterEvents, pack, phrases)
  const free = phrases.filter((phrase) => !yardsticks.some((each) => overlaps(each, phrase)))
  const moves = movesIn(blanked(afterEvents, yardsticks), pack, free)
  const taken = [...yardsticks, ...moves]
  const soft = eventsIn(blanked(afterEvents, taken), pack, true).filter(
    (event) => !taken.some(({ noun }) => noun !== null && overlaps(noun, event))
  )
  const all = [...events, ...taken, ...soft].sort((a, b) => a.start - b.start)
  const hits = (wanted: boolean): RuleHit[] =>
    all
      .filter(({ secondary }) => secondary === wanted)
      .flatMap((found) => hitOf(found, text, normal, pack))
  const primary = hits(false)
  return primary.length > 0 ? primary : hits(true)
}
