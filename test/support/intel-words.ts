import type { LexiconEntry } from './desk-lexicon'

/** How rules and their objects are said, written by hand: English, then Chinese. */
const rules: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  raise: ['up', '上升'],
  cut: ['down', '下降'],
  guide: ['guidance', '財測'],
  beat: ['better than expected', '優於預期'],
  miss: ['worse than expected', '不如預期'],
  dividend: ['dividend', '股利'],
  buyback: ['buyback', '庫藏股'],
  dilute: ['dilution', '稀釋'],
  impair: ['impairment', '減損'],
  default: ['default', '違約'],
  rating: ['rating', '評等'],
  delay: ['schedule', '時程'],
  win: ['win', '取得'],
  lose: ['loss of business', '失去'],
  recall: ['recall', '召回'],
  investigate: ['investigation', '調查'],
  turn: ['turn between profit and loss', '盈虧轉折'],
  record: ['extreme', '極值']
}

const objects: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  guidance: ['forecast', '預測'],
  results: ['sales or profit', '營收或獲利'],
  demand: ['orders or demand', '訂單或需求'],
  cost: ['costs', '成本'],
  loss: ['losses', '虧損'],
  debt: ['debt', '債務'],
  credit: ['credit quality', '信用品質'],
  inventory: ['inventory', '存貨'],
  dividend: ['dividend', '股利'],
  buyback: ['buyback', '庫藏股'],
  shares: ['share count', '股數'],
  assets: ['assets', '資產'],
  rating: ['rating', '評等'],
  schedule: ['schedule', '時程'],
  contract: ['contract', '合約'],
  product: ['product', '產品'],
  law: ['law', '法律']
}

/** What a text must say right before the citation of a reading such as `for|cut|cost|plain`. */
export const readingWords = (code: string, at: 0 | 1): string | undefined => {
  const [side = '', rule = '', object = '', manner = ''] = code.split('|')
  const [ruleWords, objectWords] = [rules[rule]?.[at], objects[object]?.[at]]
  if (ruleWords === undefined || objectWords === undefined) return undefined
  const sideWords = side === 'for' ? ['For', '有利'] : ['Against', '不利']
  const negated = manner === 'negated' ? [', negated', '，否定句'] : ['', '']
  const gap = at === 0 ? ': ' : '：'
  const what = ruleWords === objectWords ? ruleWords : `${ruleWords} · ${objectWords}`
  return `${sideWords[at]}${gap}${what}${negated[at]}`
}

/** What a sentence says beside the counts of the notes. */
export const intelLexicon: readonly LexiconEntry[] = [
  {
    metric: /^note\.for$/,
    sentence: [/By the rules|counted sentences/, /依規則|計數/],
    near: [/(for|are for,|than for,|after) $/, /有利(的)? $/]
  },
  {
    metric: /^note\.against$/,
    sentence: [/By the rules|counted sentences/, /依規則|計數/],
    near: [/against,? $|for and $/, /不利(的)? $/]
  },
  {
    metric: /^note\.mixed$/,
    sentence: [/By the rules/, /依規則/],
    near: [/both sides $/, /兩面 $/]
  },
  {
    metric: /^note\.silent$/,
    sentence: [/By the rules/, /依規則/],
    near: [/no rule $/, /無規則適用 $/]
  },
  { metric: /^note\.older$/, sentence: [/older than those quoted/, /較舊/] },
  { metric: /^note\.unread$/, sentence: [/left unread/, /未讀/] },
  { metric: /^note\.instructions$/, sentence: [/worded as an instruction/, /寫法像指令/] },
  { metric: /^note\.readable$/, sentence: [/languages that it reads/, /能讀的語言/] },
  { metric: /^note\.reading$/, sentence: [/For|Against/, /有利|不利/] }
]
