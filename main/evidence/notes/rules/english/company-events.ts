import { event } from '../event'
import type { EventRule } from '../language-pack'
import { few } from './few'

const works =
  '(?:production|output|operations|plants?|lines?|mills?|mines?|refiner(?:y|ies)|factor(?:y|ies))'
const award =
  '(?:contracts?|orders?|tenders?|deals?|approvals?|clearance|licen[cs]es?|concessions?|mandates?|bids?|appeals?|lawsuits?|patent case|court case)'
const inquiry =
  '(?:probes?|investigations?|inquir(?:y|ies)|lawsuits?|suits?|cases?|complaints?|charges|class actions?)'
const goods =
  '(?:vehicles?|cars?|trucks?|units?|batch(?:es)?|products?|devices?|lots?|models?|toys?|batteries|phones?|drugs?|pumps?|airbags?|tonnes|packs?)'

const schedule: readonly EventRule[] = [
  event(
    'delay',
    'schedule',
    'for',
    String.raw`\bahead of (?:schedule|plan)\b|\bearlier than planned\b`
  ),
  event(
    'delay',
    'schedule',
    'for',
    String.raw`\b(?:resum|restart)(?:e|es|ed|ing|s)? ${few(3)}${works}\b|\b${works} ${few(2)}(?:resumed|restarted)\b`
  ),
  event(
    'delay',
    'schedule',
    'against',
    String.raw`\bdelay(?:s|ed|ing)?\b|\bpostpon(?:e|es|ed|ing|ement)\b|\b(?:pushed|put) back\b|\bbehind schedule\b|\bover budget\b|\bset ?backs?\b|\blonger than (?:planned|expected|hoped)\b|\bslip(?:s|ped)? (?:in)?to (?:\d{4}|next|late|early|the)\b`
  ),
  event(
    'delay',
    'schedule',
    'against',
    String.raw`\b(?:stopp?|halt|suspend|idl|paralys|disrupt)(?:s|es|ed|ing)? ${few(3)}${works}\b|\b${works} ${few(3)}(?:halted|stopped|suspended|idled|disrupted)\b`
  )
]

const trade: readonly EventRule[] = [
  event('lose', 'product', 'against', String.raw`\b(?:lost|los(?:e|es|ing)) ${few(3)}approval\b`),
  event(
    'lose',
    'contract',
    'against',
    String.raw`\b(?:lost|los(?:e|es|ing)) ${few(5)}(?:customers?|clients?|contracts?|orders?|tenders?|bids?|appeals?|lawsuits?|case|market share|share|licen[cs]es?|accounts?|deals?|subscribers|users)\b|\b(?:ced(?:e|es|ed|ing)|gave up) ${few(3)}share\b|\b(?:cancel|terminat)(?:s|ed|led|ling|es|ing)? ${few(4)}(?:orders?|contracts?)\b|\b(?:orders?|contracts?) ${few(3)}(?:cancelled|canceled|terminated)\b`
  ),
  event(
    'lose',
    'law',
    'against',
    String.raw`\bruled against\b|\b(?:had|has|was found to have) infringed\b|\b(?:reject|turn|block|refus|den)(?:s|ed|ing|ied|ies)?(?: down)? ${few(5)}(?:applications?|approval|bid|appeal|drug|licen[cs]e|merger|takeover|deal)\b|\bcomplete response letter\b`
  ),
  event(
    'win',
    'law',
    'for',
    String.raw`\bruled in (?:\S+ ){1,3}favou?r\b|\b(?:picked|chose|selected|named) the (?:company|group|firm) (?:to|as|for)\b|\bsided with the (?:company|group|firm|bank)\b`
  ),
  event(
    'win',
    'contract',
    'for',
    String.raw`\b(?:won|wins?|winning|secur(?:e|es|ed|ing)|land(?:s|ed)|clinch(?:es|ed)|awarded|bag(?:s|ged)|gain(?:s|ed)|receiv(?:e|es|ed)|obtain(?:s|ed)|signed) ${few(7)}${award}\b|\b${award} (?:was |were )?(?:awarded|won)\b`
  ),
  event(
    'win',
    'product',
    'for',
    String.raw`\b(?:regulators?|fda|agency|commission|authorit(?:y|ies)|ministry) (?:has |have )?(?:approved|cleared)\b|\b(?:was|were|been|is) (?:approved|cleared) (?:by|for)\b`
  ),
  event(
    'win',
    'demand',
    'for',
    String.raw`\b(?:gain|took|tak|win|won|grabb?)(?:s|ed|es|ing)? ${few(3)}market share\b`
  ),
  event(
    'recall',
    'product',
    'against',
    String.raw`\brecall(?:s|ed|ing)?(?! that) ${few(5)}${goods}\b|\b(?:an?|the|product|safety|nationwide) recalls?\b|\b(?:pull|withdr[ae]w|remov|tak|took)\w* ${few(3)}(?:from|off) (?:the )?(?:shelves|market|sale)\b`
  )
]

const law: readonly EventRule[] = [
  event(
    'investigate',
    'law',
    'for',
    String.raw`\b(?:clos|dropp?|end|dismiss|thr[eo]w|withdr[ae]w|abandon)\w* (?:out )?${few(4)}${inquiry}\b|\b${inquiry} ${few(6)}(?:closed|dropped|dismissed|ended|thrown out|withdrawn)\b|\bcleared (?:it |the (?:company|group|bank|firm) )?of\b|\bacquitted\b`
  ),
  event(
    'investigate',
    'law',
    'against',
    String.raw`\binvestigat(?:ions?|ed|es|e)\b|\binvestigating(?= (?:the|its|whether|claims|alleged))|\bprob(?:es?|ed|ing)\b|\binquir(?:y|ies) into\b|\b(?:prosecutors|regulators|police|authorities|watchdogs?) (?:are |is )?(?:looking|look) into\b|\bsubpoena(?:s|ed)?\b|\bclass actions?\b|\b(?:antitrust|patent|securities) (?:suits?|lawsuits?|case)\b`
  ),
  event(
    'investigate',
    'law',
    'against',
    String.raw`\b(?:is|was|were|been|being) sued\b|\bsued the (?:company|group|firm|bank|lender|maker)\b|\b(?:shareholders|investors|regulators|prosecutors|customers|employees) (?:have |has )?sued\b|\bfac(?:e|es|ed|ing) ${few(4)}lawsuits?\b|\b(?:was|were|been) fined\b|\bfined (?:the|it)\b|\bfines? of\b|\bpenalt(?:y|ies) of\b|\bindicted\b|\bcharged with\b|\braided\b|\b(?:accounting )?fraud\b`
  )
]

const turns: readonly EventRule[] = [
  event(
    'turn',
    'loss',
    'against',
    String.raw`\b(?:swung|swings?|swinging|slipp?(?:s|ed)|fell|slid|sank|turned) (?:back )?(?:in)?to (?:an? |the )?${few(3)}(?:loss(?:es)?|red)\b|\b(?:end|finish|remain|stay|clos)(?:s|ed|es|ing)? ${few(2)}in the red\b`
  ),
  event(
    'turn',
    'results',
    'for',
    String.raw`\b(?:swung|swings?|return(?:s|ed|ing)?|turn(?:s|ed)|moved|went|came) (?:back )?(?:in)?to (?:an? |the )?${few(3)}(?:profit(?:ability)?|black)\b|\bfirst ${few(3)}profit\b|\bbr(?:oke|eaks?|eaking) even\b|\bback in the black\b|\b(?:is|was|became|becomes|turned|turns) profitable\b`
  ),
  event(
    'turn',
    'loss',
    'against',
    String.raw`\b(?:post|report|book|record|made|mak|suffer|incurr?|logg?)(?:s|es|ed|ing|e)? (?:an?|its|another) (?!(?:\w+ )?(?:smaller|narrower|lower|reduced))${few(5)}loss\b`
  )
]

/** Events of a company's own: schedule, trade, law, profit and loss. */
export const englishCompanyEvents: readonly EventRule[] = [...schedule, ...trade, ...law, ...turns]
