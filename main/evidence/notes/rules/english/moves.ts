import type { Direction, Grammar, MoveWord } from '../language-pack'
import { few } from './few'

const move = (grammar: Grammar, direction: Direction, words: string): MoveWord => ({
  grammar,
  direction,
  pattern: new RegExp(String.raw`\b(?:${words})\b`, 'g')
})

/** Moving words of English by their grammar; forms of one verb stand together. */
export const englishMoves: readonly MoveWord[] = [
  move(
    'intransitive',
    'up',
    '(?:been|is|are|was|were|kept|keeps?) (?:\\w+ly |still )?(?:rising|growing|increasing|mounting|climbing|widening|expanding)|(?:was|were|is|are|be|been) (?:\\w+ )?(?:up|higher)(?= (?:by|on|from|at|\\d))|up(?= \\d[\\d.,]* (?:%|per cent|percent|times))'
  ),
  move(
    'intransitive',
    'down',
    '(?:been|is|are|was|were|kept|keeps?) (?:\\w+ly |still )?(?:falling|shrinking|declining|decreasing|dwindling|slowing|sliding|narrowing|easing)|(?:was|were|is|are|be|been) (?:\\w+ )?(?:down|lower)(?= (?:by|on|from|at|\\d))|down(?= \\d[\\d.,]* (?:%|per cent|percent))'
  ),
  move(
    'transitive',
    'up',
    `(?:nudg|revis|adjust|push|mov)(?:e|es|ed|ing)?(?= ${few(7)}(?:up|upwards?|higher)\\b)|tak(?:es|ing)(?= ${few(5)}(?:up|higher)\\b)|took(?= ${few(5)}(?:up|higher)\\b)`
  ),
  move(
    'transitive',
    'down',
    `(?:nudg|revis|adjust|push|mov)(?:e|es|ed|ing)?(?= ${few(7)}(?:down|downwards?|lower)\\b)|tak(?:es|ing)(?= ${few(5)}(?:down|lower)\\b)|took(?= ${few(5)}(?:down|lower)\\b)`
  ),
  move(
    'transitive',
    'up',
    'rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|hik(?:e|es|ed|ing)|up(?:s|ped|ping)(?= )|bump(?:s|ed)? up|ratchet(?:s|ed) up'
  ),
  move(
    'transitive',
    'down',
    'cut(?:s|ting)?|lower(?:s|ed|ing)|reduc(?:e|es|ed|ing)|trim(?:s|med|ming)?|slash(?:es|ed|ing)?|curb(?:s|ed|ing)?|par(?:e|es|ed|ing)(?: back)?|scal(?:e|es|ed|ing) back|squeez(?:e|es|ed|ing)|erod(?:e|es|ed|ing)|paid down|pays? down|paid off|pays? off|lower(?= (?:its|the|their|our)\\b)'
  ),
  move(
    'either',
    'up',
    'increas(?:e|es|ed)|grow(?:s)?|grew|grown|expand(?:s|ed|ing)?|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl(?:e|es|ed)|widen(?:s|ed|ing)?|swell(?:s|ed)?|swollen'
  ),
  move(
    'either',
    'down',
    'decreas(?:e|es|ed)|narrow(?:s|ed|ing)?|halv(?:e|es|ed|ing)|shrinks?|shrank|shrunk|contract(?:ed|ing)|eas(?:e|es|ed|ing)|dent(?:s|ed)?'
  ),
  move(
    'intransitive',
    'up',
    'ris(?:e|es)|rose|risen|climb(?:s|ed)?|jump(?:s|ed|ing)?|surg(?:e|es|ed)|soar(?:s|ed)?|advanc(?:e|es|ed)|accelerat(?:e|es|ed)|balloon(?:s|ed)?|leaps?|leapt|leaped|mount(?:s|ed)|picked up|picks? up|edged up|ticked up|went up|goes up|moved up|rebound(?:s|ed|ing)?|spik(?:e|es|ed)|crept up|piled up'
  ),
  move(
    'intransitive',
    'down',
    'declin(?:e|es|ed)|falls?|fell|fallen|drop(?:s|ped|ping)?|slips?|slipped|slid(?:e|es)?|sinks?|sank|sunk|tumbl(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|slump(?:s|ed|ing)?|collaps(?:e|es|ed|ing)|dwindl(?:e|es|ed)|soften(?:s|ed|ing)?|dip(?:s|ped|ping)?|slow(?:s|ed)?|retreat(?:s|ed)?|reced(?:e|es|ed)|moderat(?:e|es|ed)|came down|went down|edged down|dried up|evaporat(?:e|es|ed)'
  ),
  move('either', 'better', 'improv(?:e|es|ed)|strengthen(?:s|ed|ing)?|recover(?:s|ed|ing)?'),
  move('either', 'worse', 'weaken(?:s|ed|ing)?|worsen(?:s|ed)?|deteriorat(?:e|es|ed)'),
  move(
    'intransitive',
    'down',
    '(?:was|were|is|are) (?:\\w+ ){0,2}(?:smaller|lower|fewer|less|weaker|softer) than (?:a|the|in|last|at) '
  ),
  move(
    'intransitive',
    'up',
    '(?:was|were|is|are) (?:\\w+ ){0,2}(?:higher|larger|bigger|stronger|greater) than (?:a|the|in|last|at) '
  ),
  move(
    'noun',
    'up',
    '(?:increase|rise|jump|surge|growth|uptick|upturn|rebound|spike|gain)s?(?= (?:in|of|to)\\b)|growth|increases?'
  ),
  move(
    'noun',
    'down',
    '(?:decrease|decline|fall|drop|reduction|cut|slump|contraction|slowdown|slide|dip|downturn)s?(?= (?:in|of|to)\\b)|reductions?|slowdown|contraction|decline|slump'
  ),
  move('noun', 'better', 'improvements?|recovery'),
  move('noun', 'worse', 'deterioration|erosion|worsening'),
  move(
    'adjective',
    'up',
    'higher|larger|bigger|rising|growing|increasing|mounting|soaring|surging|climbing|swelling|ballooning|accelerating|robust|strong|brisk|buoyant|healthy'
  ),
  move(
    'adjective',
    'down',
    'lower|smaller|narrower|fewer|falling|declining|decreasing|dwindling|slower|softer|shrinking|slowing|sliding|sagging|weak|weaker|soft|sluggish|tepid'
  ),
  move('adjective', 'better', 'improving|better|stronger|richer'),
  move('adjective', 'worse', 'worsening|deteriorating|worse|poorer')
]
