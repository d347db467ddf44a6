import type { LanguagePack } from '../language-pack'
import { englishEvents } from './events'
import { englishMoves } from './moves'
import { englishNounOf } from './noun-of'
import { englishNouns } from './nouns'
import { englishScope, isForetold } from './scope'
import { englishYardsticks } from './yardsticks'

/** Small letters and plain marks, each in its place, so that offsets stay those of the sentence. */
const normalise = (text: string): string => {
  const plain = text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2013\u2014]/g, ';')
    .replace(/[-\u2010\u2011\u00a0\t]/g, ' ')
    .replace(/["\u201c\u201d]/g, ' ')
  const small = plain.toLowerCase()
  return small.length === plain.length ? small : plain
}

const past = String.raw`(?:earlier|ago|before|last year|(?:previous|prior|preceding|same) (?:year|quarter|period|month))`

/** The rules for English. */
export const english: LanguagePack = {
  normalise,
  ignored: [
    new RegExp(
      String.raw`\b(?:compared (?:with|to)|versus|vs\.?|against|instead of|from) (?:an? |the |its |[$€£\d])[^,;]{0,60}?\b${past}\b`,
      'g'
    ),
    /\b(?:despite|notwithstanding|in spite of|regardless of)\b[^,;]*/g,
    /\bdeclin(?:e|es|ed|ing) to (?:comment|say|discuss|elaborate|give|name)\b/g,
    /\b(?:loss|profit|revenue) making\b|\bcost cutting\b|\bby default\b|\bdefault (?:settings?|options?)\b/g,
    /\bgrowth (?:strategy|stocks?|plans?|funds?|company|companies|initiatives?)\b/g,
    /, (?:which|who|where|whose) [^,;]*,/g,
    /\bstop loss\b|\b(?:market|share) of the loss\b|\bnear term\b/g
  ],
  question: /\?["')\s]*$/,
  objects: englishNouns,
  phraseGap: /^(?: |'s | \w+ly )$/,
  complementGap: /^ (?:for|of|on) (?:\w+ ){0,3}$/,
  events: englishEvents,
  yardsticks: englishYardsticks,
  moves: englishMoves,
  foretold: isForetold,
  scope: englishScope,
  nounOf: englishNounOf
}
