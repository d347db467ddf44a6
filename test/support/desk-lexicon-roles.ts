import type { FigurePhrase, LexiconEntry } from './desk-lexicon'

type Pair = readonly [en: RegExp, zh: RegExp]

const entry = (
  metric: RegExp,
  sentence: Pair,
  rest: Omit<LexiconEntry, 'metric' | 'sentence'> = {}
): LexiconEntry => ({ metric, sentence, ...rest })

const figures = (en: RegExp, zh: RegExp, metrics: RegExp | null = null): FigurePhrase => ({
  words: [en, zh],
  metrics
})

/** The line that a trigger is about, as its sentence must name it. */
const lineNames: readonly (readonly [name: string, en: RegExp, zh: RegExp])[] = [
  ...['20', '50', '200'].map(
    (bars) =>
      [
        `sma\\.${bars}`,
        new RegExp(`\\b${bars}-session average`),
        new RegExp(`(?<!\\d)${bars} 日均線`)
      ] as const
  ),
  ...['30', '50', '70'].map(
    (line) =>
      [`rsi\\.${line}`, new RegExp(`RSI (at )?${line}`), new RegExp(`RSI[^\\d]*${line}`)] as const
  ),
  ['macd\\.histogram', /MACD histogram/, /MACD 柱/]
]

const triggers: readonly LexiconEntry[] = [
  ...lineNames.flatMap(([name, en, zh]) => [
    entry(new RegExp(`^trigger\\.${name}$`), [en, zh], {
      near: [/(from|at) $/, /[：；]$|在 $|：$/]
    }),
    entry(new RegExp(`^trigger\\.${name}\\.sigma$`), [en, zh], {
      signed: true,
      near: [/\($/, /（$/]
    })
  ]),
  entry(/^flip\.(up|down)$/, [/next close/, /次日收盤/], { near: [/(at|close,) $/, /[在為] $/] }),
  entry(/^flip\.(up|down)\.sigma$/, [/next close/, /次日收盤/], {
    signed: true,
    near: [/\($/, /（$|^\s*$/]
  })
]

const cautions: readonly LexiconEntry[] = [
  entry(/^data\.split\.suspect\.(date|count)$/, [/split/, /分割/]),
  entry(/^data\.volume\.unit(\.factor)?$/, [/unit/, /單位/]),
  entry(/^data\.open\.copied$/, [/opens/, /開盤/], { near: [/^(?!.*up to)/, /^(?!.*多在)/] }),
  entry(/^data\.open\.copied\.until$/, [/opens/, /開盤/], { near: [/up to $/, /多在 $|截至/] }),
  entry(/^data\.stale\.bars$/, [/dropped/, /剔除/]),
  entry(/^data\.stale\.weekdays$/, [/weekdays/, /平日/]),
  entry(/^data\.fetched$/, [/fetched on/, /抓取時/]),
  entry(/^data\.unrefreshed$/, [/newer ones/, /所抓取/]),
  entry(/^data\.partial$/, [/not closed/, /尚未收盤/]),
  entry(/^data\.currency(\.mixed)?$/, [/(benchmark|prices)( is| are)? in/, /計價/]),
  entry(/^data\.ticks\.off$/, [/off the exchange's ticks/, /升降單位/]),
  entry(/^data\.restated$/, [/restated/, /調整/]),
  entry(/^limit\.rate$/, [/daily limit/, /漲停|跌停/], {
    near: [/limit of $|leave $/, /每日 $|超出 $/]
  }),
  entry(/^limit\.down$/, [/daily limit/, /跌停/], { near: [/limit of $/, /跌停 $/] }),
  entry(/^limit\.bars\.1000d$/, [/at (a|its) daily limit/, /漲跌停/])
]

const nearToday = [/within 5 points of today's/, /與今天相差 5 點以內/] as const

const losses: readonly LexiconEntry[] = [
  entry(/^var\.95\.1d\.scaled$/, [/today's volatility/, /今天的波動率/], {
    near: [/95 % line (is )?$/, /95% 線|單日損失/]
  }),
  entry(/^var\.99\.1d\.scaled$/, [/99 % (line|one-day)/, /99% (線|單日)/], {
    near: [/99 % (line|one-day)/, /99% (線|單日)/]
  }),
  entry(/^var\.9[59]\.1d\.scaled\.points$/, [/today's volatility/, /今天的波動率/], {
    near: [/^ or $/, /^，即 $/]
  }),
  entry(/^es\.95\.1d\.scaled$/, [/mean loss/, /平均損失/], {
    near: [/mean loss is $/, /平均損失是 $/]
  }),
  entry(/^es\.95\.1d\.scaled\.points$/, [/mean loss/, /平均損失/], {
    near: [/^ or $/, /^，即 $/]
  }),
  entry(/^var\.95\.1d\.breaches\.250$/, [/broken/, /突破/], {
    near: [/^(?!.*scaled one).*broken( on)? $/, /^(?!.*換算).*突破 $/]
  }),
  entry(/^var\.95\.1d\.breaches\.250\.scaled$/, [/scaled/, /換算/], {
    near: [/(scaled one,?|fails:)( broken)? $/, /突破 $/]
  })
]

const rates: readonly LexiconEntry[] = [
  entry(/^baserate\.20d\.near\.hitrate$/, nearToday, { near: [/band: $/, /占 $/] }),
  entry(/^baserate\.20d\.near\.windows$/, nearToday, {
    near: [/ over $|there are $/, /：$|只有 $/]
  }),
  entry(/^baserate\.20d\.near\.low$/, nearToday, { near: [/^, $/, /範圍 $/] }),
  entry(/^baserate\.20d\.near\.high$/, nearToday, { near: [/^ to $/, /到 $/] }),
  entry(/^baserate\.20d\.near\.differs$/, nearToday),
  entry(/^baserate\.20d\.windows\.years$/, [/start in/, /起自/], {
    near: [/start in $|out of $/, /起自 $|分布在 $/]
  }),
  entry(/^baserate\.20d\.windows\.most$/, [/start in/, /起自/], {
    near: [/at most $|today's state, $/, /有 $|過半（$/]
  }),
  entry(/^baserate\.20d\.windows\.most\.year$/, [/start in/, /起自/]),
  entry(/^vote\.scout\.(p|windows)$/, [/5-session|Scout/, /五日票|(?<!\d)5 日|斥候/]),
  entry(/^vote\.risk\.(p|windows)$/, [/volatility|Risk Officer/, /波動|風控長/])
]

/** What Scout, Quant Lead, Historian and Risk Officer say beside their newer figures. */
export const roleLexicon: readonly LexiconEntry[] = [...triggers, ...cautions, ...losses, ...rates]

export const rolePhrases: readonly FigurePhrase[] = [
  figures(/RSI (at )?(30|50|70)\b/g, /RSI[^\d]*(30|50|70)(?!\d)/g, /trigger\.rsi/),
  figures(/\b(20|50|200)-session average/g, /(?<!\d)(20|50|200) 日均線/g, /trigger\.sma/),
  figures(/within 5 points of today's/g, /相差 5 點以內/g, /baserate\.20d\.near/),
  figures(/the 10 that a rate needs/g, /所需的 10 個/g, /baserate\.20d\.near/),
  figures(/the last 250 sessions/g, /的 250 日/g, /breaches/),
  figures(/12\.5 (are )?(expected|being expected)/g, /12\.5 次/g, /breaches/),
  figures(/the last 1,000/g, /近 1,000 日/g, /limit\.bars/)
]

export const roleAbsences: readonly (readonly [en: string, zh: string, needed: number | null])[] = [
  ['scaled one-day loss', '按波動調整的單日損失', 363],
  ['scaled 99 % one-day loss', '按波動調整的 99% 單日損失', 1_113],
  ['next close that crosses a line, in deviations', '以標準差計的觸發價', null]
]

export const roleCodes: readonly (readonly [code: string, en: string, zh: string])[] = [
  ['week.below', 'a 5-session fall of more than one deviation', '5 日跌幅超過一個標準差'],
  ['week.within', 'a 5-session move within one deviation', '5 日漲跌在一個標準差以內'],
  ['week.above', 'a 5-session rise of more than one deviation', '5 日漲幅超過一個標準差'],
  ['volatility.low', 'EWMA volatility in its lowest third', '指數加權波動率在最低的三分之一'],
  ['volatility.middle', 'EWMA volatility in its middle third', '指數加權波動率在中間的三分之一'],
  ['volatility.high', 'EWMA volatility in its highest third', '指數加權波動率在最高的三分之一'],
  ['adjusted close', 'adjusted close', '調整後收盤'],
  ['close', 'close', '收盤']
]
