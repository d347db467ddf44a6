import { event } from '../event'
import type { EventRule } from '../language-pack'
import { englishCompanyEvents } from './company-events'
import { few } from './few'

const plan = '(?:guidance|outlook|forecasts?|targets?)'
const buyback = String.raw`(?:buy ?backs?|repurchases?)`

const guidance: readonly EventRule[] = [
  event(
    'guide',
    'guidance',
    'against',
    String.raw`\b(?:not|no longer|unlikely to|unable to|never|cannot) ${few(5)}(?:reach|meet|hit|achieve) ${few(5)}(?:targets?|guidance|goals?|forecasts?|outlook)\b`,
    { sure: true }
  ),
  event(
    'guide',
    'guidance',
    'against',
    String.raw`\b(?:withdr[ae]ws?|withdrew|withdrawn|suspend(?:s|ed|ing)?|pull(?:s|ed)|scrap(?:s|ped)|abandon(?:s|ed)|ditch(?:es|ed)) ${few(4)}${plan}\b|\b${plan} ${few(4)}(?:withdrawn|suspended|pulled|scrapped|abandoned)\b`
  ),
  event(
    'guide',
    'guidance',
    'against',
    String.raw`\bprofit warnings?\b|\bwarned on (?:profit|sales)\b`,
    {
      sure: true
    }
  ),
  event(
    'guide',
    'guidance',
    'against',
    String.raw`\bwarn(?:s|ed|ing)? (?:that |of |on |about )?${few(8)}(?:earnings|profits?|sales|revenues?|margins?|results?|demand|costs?|loss(?:es)?|orders|covenants?)\b.*`,
    { sure: true }
  ),
  event(
    'guide',
    'guidance',
    'against',
    String.raw`\bguid(?:ed|es|ing) (?:\S+ ){0,8}?(?:lower|down|below|under)\b.*`
  ),
  event(
    'guide',
    'guidance',
    'for',
    String.raw`\bguid(?:ed|es|ing) (?:\S+ ){0,8}?(?:higher|up|above|ahead)\b.*`
  )
]

const payouts: readonly EventRule[] = [
  event(
    'dividend',
    'dividend',
    'for',
    String.raw`\b(?:special|extra|bonus) (?:cash )?dividends?\b`
  ),
  event(
    'dividend',
    'dividend',
    'for',
    String.raw`\b(?:resum|reinstat|initiat|restor|introduc)(?:e|es|ed|ing) ${few(4)}dividends?\b|\bfirst (?:ever )?dividend\b`
  ),
  event(
    'dividend',
    'dividend',
    'against',
    String.raw`\b(?:suspend|omit|scrap|cancel|skip|eliminat|ax|withh[oe]ld|ditch|forgo|paus|halt)\w* ${few(4)}dividends?\b|\bdividends? ${few(4)}(?:suspended|omitted|scrapped|cancelled|eliminated|axed|halted)\b|\bpassed (?:its|the) ${few(2)}dividend\b`
  ),
  event(
    'dividend',
    'dividend',
    'against',
    String.raw`(?<!\bwith )\b(?:no|without an?) ${few(2)}(?:dividends?|payouts?)\b`,
    {
      sure: true
    }
  ),
  event(
    'dividend',
    'dividend',
    'against',
    String.raw`\b(?:not|never) (?:pay|declare|propose|recommend)\w* ${few(3)}dividends?\b`,
    { sure: true }
  ),
  event(
    'buyback',
    'buyback',
    'against',
    String.raw`\b(?:halt|suspend|paus|cancel|scrap|stop|terminat|end|shelv)(?:s|es|ed|ing|ped|led|ping)? ${few(4)}${buyback}\b|\b${buyback} ${few(5)}(?:on hold|halted|suspended|paused|cancelled|scrapped|stopped|shelved)\b`
  ),
  event(
    'buyback',
    'buyback',
    'for',
    String.raw`\b(?:announc|authori[sz]|launch|approv|start|unveil|complet|resum|expand|begin|began|add)\w* ${few(7)}${buyback}\b|\b(?:bought|buys?|buying) back ${few(6)}(?:shares?|stock)\b|\brepurchased ${few(5)}(?:shares?|stock)\b`
  ),
  event('dilute', 'shares', 'against', String.raw`\brights (?:issue|offering)\b.*?\bdilut\w+`),
  event(
    'dilute',
    'shares',
    'against',
    String.raw`\bdilut(?:e|es|ed|ing|ive|ion)\b|\brights (?:issue|offering)\b|\b(?:follow on|secondary) (?:share |stock |public )?offering\b|\b(?:share|stock|equity) (?:sale|placement|placing|offering)\b|\bprivate placement\b|\bconvertible (?:notes?|bonds?|debentures?)\b|\boffering of ${few(3)}(?:common stock|shares)\b|\bnew (?:common )?(?:shares|stock)\b`
  )
]

const credit: readonly EventRule[] = [
  event(
    'impair',
    'assets',
    'for',
    String.raw`\brevers(?:e|es|ed|al|als|ing) (?:of )?${few(5)}(?:impairments?|write ?(?:down|off)s?|provisions?)\b`
  ),
  event(
    'impair',
    'credit',
    'for',
    String.raw`\breleas(?:e|es|ed|ing) ${few(6)}(?:reserves?|provisions?)\b`
  ),
  event(
    'impair',
    'assets',
    'against',
    String.raw`\b(?:took|tak(?:e|es|ing)|book(?:s|ed)?|record(?:s|ed)?) an? ${few(5)}charge\b|\bcharge of (?=[$€£\d])`
  ),
  event('impair', 'assets', 'against', String.raw`\bwr(?:ite|ites|ote|itten|iting) (?:down|off)\b`),
  event(
    'impair',
    'assets',
    'against',
    String.raw`\bwr(?:ite|ites|ote|iting) ${few(6)}(?:down|off)\b|\bimpair(?:ments?|ed)\b|\bwrite ?(?:down|off)s?\b`,
    { soft: true }
  ),
  event(
    'default',
    'credit',
    'for',
    String.raw`\bwaiv(?:e|es|ed|ing) ${few(4)}covenants?\b|\bcovenant waivers?\b`
  ),
  event(
    'default',
    'credit',
    'against',
    String.raw`\bchapter 11\b|\bbankrupt(?:cy)?\b|\binsolven(?:t|cy)\b|\breceivership\b|\bliquidation\b|\bcreditor protection\b|\bgoing concern\b|\bbreach(?:es|ed|ing)? ${few(4)}covenants?\b|\bcovenant breach(?:es)?\b`
  ),
  event(
    'default',
    'credit',
    'against',
    String.raw`\b(?:miss|skipp?)(?:es|ed|ing|s)? ${few(4)}(?:interest|coupon|bond|loan|debt|principal) (?:re)?payments?\b`
  ),
  event('default', 'credit', 'against', String.raw`\bdefault(?:s|ed|ing)?\b(?! rates?)`, {
    soft: true
  }),
  event(
    'rating',
    'rating',
    'against',
    String.raw`\bdowngrad(?:e|es|ed|ing)\b.*|\b(?:cut|lower|reduc|mov)\w* ${few(5)}to (?:a )?(?:sell|underperform|underweight|neutral|hold|junk|negative|reduce|market perform)\b|\boutlook ${few(6)}to negative\b|\b(?:cut|lower|reduc)\w* ${few(9)}notch(?:es)?\b|\bturned (?:negative|bearish|cautious) on\b`
  ),
  event(
    'rating',
    'rating',
    'for',
    String.raw`\bupgrad(?:e|es|ed|ing)\b(?=.*\b(?:stock|shares|ratings?|debt|bonds|notch|issuer|buy|hold|outperform|overweight)\b)|\b(?:brokers?|analysts?|agency|bank) (?:has |have )?upgraded\b|\b(?:rais|lift|mov)\w* ${few(5)}to (?:a )?(?:buy|outperform|overweight|neutral|hold|investment grade|positive)\b|\boutlook ${few(6)}to (?:positive|stable from negative)\b|\b(?:rais|lift)\w* ${few(9)}notch(?:es)?\b|\bturned (?:positive|bullish) on\b`
  )
]

/** Events of English business news; the first in this order takes its words. */
export const englishEvents: readonly EventRule[] = [
  ...guidance,
  ...payouts,
  ...credit,
  ...englishCompanyEvents
]
