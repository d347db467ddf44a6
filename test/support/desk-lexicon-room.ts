import type { FigurePhrase, LexiconEntry } from './desk-lexicon'
import { mandateAbsences, mandateCodes, mandateLexicon } from './desk-lexicon-mandate'
import { sinceCodes, sinceLexicon, sincePhrases } from './desk-lexicon-since'

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

/** What the room's own figures, the plans and the summary are said beside; these come first. */
export const roomLexicon: readonly LexiconEntry[] = [
  ...mandateLexicon,
  ...sinceLexicon,
  entry(/^baserate\.20d\.windows$/, [/stood higher|days like today/, /收盤較高|同狀態的日子/]),
  entry(
    /^forecast\.(room\.([a-z-]+\.)?)?confidence$/,
    [/^(?!Both plans|The plan).*next 20 sessions/, /^(?![兩這]個計畫).*未來 20 日/],
    { near: [/(\): |hold: |buy: |sell: )$/i, /機率是 $/] }
  ),
  entry(
    /^forecast\.(room\.([a-z-]+\.)?)?p$/,
    [
      /Both plans|The plan starts|would stand at|without .* at|with every vote p would be|(the|a) chance/,
      /[兩這]個計畫|機率(會|上次)?是/
    ],
    { near: [/: $|at $|would be $|is $|of $/, /機率(會)?(是)? $|這次是 $/] }
  ),
  entry(
    /^forecast\.(room\.([a-z-]+\.)?)?margin(\.strong)?$/,
    [/threshold|short of a side|margin/, /門檻|離選邊/],
    { near: [/, $|margin is $/, /門檻 $|還差 $|距離是 $/] }
  ),
  entry(/^record\.brier$/, [/Brier/, /Brier/], { near: [/Brier $/, /Brier $/] }),
  entry(/^record\.brier\.se$/, [/Brier/, /Brier/], { near: [/± $/, /± $/] }),
  entry(/^record\.n$/, [/Brier/, /Brier/], { near: [/n = $/, /n = $/] }),
  entry(/^flip\.up\.share$/, [/^Upward/, /^往上/], { near: [/; $/, /過去有 $/] }),
  entry(/^flip\.down\.share$/, [/^Downward/, /^往下/], { near: [/; $/, /過去有 $/] }),
  entry(/^close\.high\.252d\.date$/, [/closing peak of|closing high of/, /收盤高點低|新高/], {
    near: [/peak of $|on $/, /高點在 $|在 $/]
  }),
  entry(/^range\.20d\.10$/, [/80 % range/, /80% 區間/], {
    near: [/: $|from $/, /區間(：)? ?$/]
  }),
  entry(/^range\.20d\.90$/, [/80 % range/, /80% 區間/], { near: [/ to $/, /到 $/] }),
  entry(/^plan\.(close\.)?entry\.(stop|stop\.distance|size)$/, [
    /stop is then|entry there/,
    /屆時停損|若在那裡進場/
  ]),
  entry(/^plan\.(close\.)?stop\.reached$/, [/to a stop that far/, /這麼遠的停損/]),
  entry(/^plan\.(close\.)?target(\.distance)?$/, [/^The target is/, /^目標/]),
  entry(/^plan\.(close\.)?reward\.risk$/, [/^The target is/, /^目標/]),
  entry(/^plan\.(close\.)?target\.reached$/, [/^The target is/, /^目標/], {
    near: [/; $/, /日子有 $/]
  }),
  entry(/^plan\.(close\.)?entry\.(target|reward\.risk)$/, [/its target would be/, /屆時目標/]),
  entry(/^move\.14$/, [/mean daily move/, /平均單日波幅/], {
    near: [/moves? (of|\()|\($/, /波幅（$/]
  }),
  entry(/^data\.market$/, [/lots of/, /一張/]),
  entry(/^limit\.state$/, [/last close at|The close/, /收盤/]),
  entry(/^limit\.(rate|down|up)$/, [/daily limit/, /漲跌幅限制|漲停|跌停/])
]

export const roomPhrases: readonly FigurePhrase[] = [
  ...sincePhrases,
  figures(/0\.250 for a coin/g, /擲硬幣是 0\.250/g, /record\./),
  figures(/4σ/g, /4σ/g, /price\.close/),
  figures(/80 % range/g, /80% 區間/g, /range\.20d/),
  figures(/RSI (at )?(30|50|70)/g, /RSI (就在 )?(30|50|70)/g, /trigger\.rsi/),
  figures(/(20|50|200)-session average/g, /(20|50|200) 日均線/g, /trigger\.sma/),
  figures(
    /T\+2|09:00–13:30|1,000 shares|0\.[13] %/g,
    /T\+2|09:00–13:30|1,000 股|0\.[13]%/g,
    /market/
  ),
  figures(/both 2 points from even/g, /離五成 2 個百分點/g, /vote\.\w+\.p/),
  figures(/5-session/g, /(?<!\d)5 日/g, /vote\.scout/)
]

export const roomCodes: readonly (readonly [code: string, en: string, zh: string])[] = [
  ...mandateCodes,
  ...sinceCodes,
  ['TW', 'Taiwan', '台灣'],
  ['up', 'upper daily limit', '漲停價'],
  ['down', 'lower daily limit', '跌停價']
]

/** Names of what a plan or the summary calls absent, and the sessions that it would need. */
export const roomAbsences: readonly (readonly [en: string, zh: string, needed: number | null])[] = [
  ...mandateAbsences,
  ['20-session range', '20 日區間', 632],
  ['mean daily move', '平均單日波幅', null],
  ['stop', '停損價', null],
  ['stop of a new entry', '新進場的停損價', null]
]
