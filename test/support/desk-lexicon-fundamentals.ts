import type { LexiconEntry } from './desk-lexicon'

const year = [/In the year to/, /的年度/] as const
const quarter = [/In the quarter to/, /的一季/] as const

/** What is said beside a company's figures. */
export const fundamentalsLexicon: readonly LexiconEntry[] = [
  {
    metric: /^fundamentals\.annual\.end$/,
    sentence: year,
    near: [/^In the year to $/, /^截至 $/]
  },
  {
    metric: /^fundamentals\.annual\.revenue\.growth$/,
    sentence: year,
    near: [/revenue changed by $/, /營收較前一年變動 $/],
    signed: true
  },
  {
    metric: /^fundamentals\.annual\.net\.margin$/,
    sentence: year,
    near: [/net margin (of|was) $/, /淨利率 $/]
  },
  {
    metric: /^fundamentals\.quarterly\.end$/,
    sentence: quarter,
    near: [/^In the quarter to $/, /^截至 $/]
  },
  {
    metric: /^fundamentals\.quarterly\.revenue\.growth$/,
    sentence: [/same quarter a year before/, /前一年同季/],
    near: [/revenue changed by $/, /同季變動 $/],
    signed: true
  },
  {
    metric: /^fundamentals\.ratio\.trailing\.pe$/,
    sentence: [/the last year's earnings/, /本益比/],
    near: [/the price is $/, /本益比 $/]
  },
  {
    metric: /^fundamentals\.ratio\.price\.to\.book$/,
    sentence: [/book value/, /股價淨值比/],
    near: [/(and|the price is) $/, /股價淨值比 $/]
  },
  { metric: /^fundamentals\.periods$/, sentence: [/were public by/, /已公布/] },
  { metric: /^fundamentals\.periods\.withheld$/, sentence: [/not public by/, /尚未公布/] },
  { metric: /^fundamentals\.ratios\.withheld$/, sentence: [/dated after/, /日期晚於/] }
]
