import type { Direction, YardstickRule } from '../language-pack'
import type { RuleId } from '../reading'

const yardstick = (
  rule: RuleId,
  direction: Direction,
  pattern: string,
  alone = true
): YardstickRule => ({ rule, direction, alone, pattern: new RegExp(pattern, 'g') })

const words = (most: number): string => String.raw`(?:[\w$.,%'’]+ ){0,${most}}?`
const market = String.raw`(?:expectations?|estimates?|forecasts?|consensus|projections?|predictions?)\b`
const expected = String.raw`(?:expected|feared|forecast|estimated|predicted|anticipated|projected|hoped|thought|pencilled in|looked for|modelled|consensus|expectations?|estimates?|forecasts?|guidance)\b`
const street = String.raw`(?:analysts?|the street|wall street|the market|investors)\b`

/** Words that hold a figure against what was expected, or against all figures before it. */
export const englishYardsticks: readonly YardstickRule[] = [
  yardstick('miss', 'worse', String.raw`\bworse than ${words(4)}${expected}`),
  yardstick('beat', 'better', String.raw`\bbetter than ${words(4)}${expected}`),
  yardstick(
    'beat',
    'up',
    String.raw`\b(?:higher|stronger|larger|bigger|more|faster|greater) than ${words(5)}${expected}`
  ),
  yardstick(
    'miss',
    'down',
    String.raw`\b(?:lower|weaker|smaller|less|fewer|slower|softer|narrower) than ${words(5)}${expected}`
  ),
  yardstick(
    'beat',
    'better',
    String.raw`\b(?:beat(?:s|ing)?|topp?(?:s|ed|ing)?|surpass(?:es|ed|ing)?|crush(?:es|ed)?|(?:blew|sailed|swept|raced) past|outstripp?(?:s|ed)?) ${words(5)}(?:${market}|${street}|targets?\b)`
  ),
  yardstick(
    'miss',
    'worse',
    String.raw`\b(?:miss(?:es|ed|ing)?|fell short of|falls? short of|falling short of|fail(?:s|ed|ing)? to meet|undershot) ${words(5)}(?:${market}|${street}|targets?\b)`
  ),
  yardstick(
    'miss',
    'worse',
    String.raw`\bmiss(?:ed|es)(?: badly)?(?= by |[.,;]|$)|\bfell short(?! of)`
  ),
  yardstick('miss', 'worse', String.raw`\bdisappoint(?:s|ed|ing)\b`, false),
  yardstick(
    'beat',
    'up',
    String.raw`\b(?:ahead of|above|over|exceed(?:s|ed|ing)?|in excess of) ${words(6)}(?:${market}|${street} ${words(3)}${expected}|what ${street})`
  ),
  yardstick(
    'miss',
    'down',
    String.raw`\b(?:below|under|short of|behind|shy of) ${words(7)}(?:${market}|(?:that )?${street} ${words(3)}${expected}|what ${street})`
  ),
  yardstick(
    'record',
    'up',
    String.raw`\b(?:an? |the )?(?:all time high|record high|highest|largest|biggest|strongest|best) ${words(5)}(?:ever|on record|in (?:its|the company's) history|in (?:a|\w+) (?:decades?|years?))\b|\ball time highs?\b|\brecord highs?\b`,
    false
  ),
  yardstick(
    'record',
    'down',
    String.raw`\b(?:lowest|weakest|smallest) ${words(5)}(?:ever|on record|in (?:its|the company's) history|since \d{4}|in (?:a|\w+) (?:decades?|years?))\b|\b(?:record|all time) lows?\b`,
    false
  ),
  yardstick(
    'record',
    'up',
    String.raw`(?<!\b(?:of|on|off|track|for the) )\brecord(?! (?:date|holders?))\b`,
    false
  )
]
