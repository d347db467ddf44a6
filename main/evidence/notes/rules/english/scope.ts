import type { Scope, Span } from '../language-pack'

const clauseEnd =
  /[,;:()]|\b(?:but|while|although|though|whereas|however|because|after|when|which|and|even as)\b/g

/** Where the clause begins in which `position` stands. */
export const clauseStart = (text: string, position: number): number => {
  let start = 0
  for (const match of text.slice(0, position).matchAll(clauseEnd)) {
    start = match.index + match[0].length
  }
  return start
}

const negations =
  /\bnot(?! only| just| least)\b|\w+n't\b|\bno(?! doubt|\. ?\d)\b|\b(?:never|without|neither|nor|none|cannot)\b|\b(?:avoid|avert)(?:s|ed|ing)?\b|\bden(?:y|ies|ied)\b|\brul(?:e|es|ed) out\b|\b(?:fail|refus|declin)(?:s|es|ed) to\b|\bunable to\b|\binstead of\b/g

const possible =
  /\b(?:could|might|may|if|whether|unless|should|perhaps|possibly|potentially|possible|potential|wonder(?:s|ed|ing)?|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)|mull(?:s|ed|ing)?|rumou?r(?:s|ed)?|speculation|chances?|possibility|likelihood|risk|risks|would have)\b/

const monthOfMay =
  /\b(?:in|by|since|from|until|of|on|this|last|next|late|early|mid|\d{1,2}(?:st|nd|rd|th)?) may\b|\bmay \d/g

const reported =
  /\b(?:said|says|announced|announces|pledged|promised|told|decided|confirmed|agreed)\b/

const isHedged = (before: string): boolean => {
  const plain = before.replace(monthOfMay, ' ')
  if (possible.test(plain)) return true
  return /\bwould\b/.test(plain) && !reported.test(plain)
}

/** News of somebody else. */
const others = /\b(?:rival|competitor|peer|industry|sector)s?'s?(?= )/

const laterHedge =
  /^(?: \w+){0,4} (?:is|are|was|remains?|looks?|seems?) (?:possible|unlikely|likely)\b/

/** A sentence that opens with a condition says what would be, to its end. */
const conditional = /^\W*(?:if|unless|should|in case|provided)\b/

/** Negations before a cue in its clause turn it, two of them turn it back. */
export const englishScope = (text: string, { start, end }: Span): Scope => {
  const before = text.slice(clauseStart(text, start), start)
  const count = before.match(negations)?.length ?? 0
  return {
    negated: count % 2 === 1,
    hedged:
      conditional.test(text) ||
      isHedged(before) ||
      others.test(before) ||
      laterHedge.test(text.slice(end))
  }
}

const expecting =
  /\b(?:expect(?:s|ed|ing)?|forecast(?:s|ing)?|predict(?:s|ed)?|project(?:s|ed)?|anticipat(?:e|es|ed)|guid(?:es|ed)|foresees?|sees)\b/

/** "Expects sales to fall": the move is a forecast. */
export const isForetold = (text: string, { start }: Span): boolean => {
  const before = text.slice(clauseStart(text, start), start)
  return expecting.test(before.replace(/\b(?:than|as) (?:was |had been )?expected\b/g, ' '))
}
