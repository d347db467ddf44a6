import { fundamentalsLexicon } from './desk-lexicon-fundamentals'
import { roleLexicon, rolePhrases } from './desk-lexicon-roles'
import { intelLexicon } from './intel-words'
import { roomLexicon, roomPhrases } from './desk-lexicon-room'

/**
 * What a text of the desk has to say beside a figure, written by hand from the meaning of each
 * metric and not from the desk's own catalogue: `sentence` must be found in the figure's sentence,
 * `near` in the words between the citation before it and the figure.
 */
export interface LexiconEntry {
  metric: RegExp
  sentence: readonly [en: RegExp, zh: RegExp]
  near?: readonly [en: RegExp, zh: RegExp]
  /** Printed with a plus or minus sign, or with a word for it. */
  signed?: boolean
}

const both = (pattern: RegExp): readonly [RegExp, RegExp] => [pattern, pattern]

const entry = (
  metric: RegExp,
  sentence: readonly [RegExp, RegExp],
  rest: Omit<LexiconEntry, 'metric' | 'sentence'> = {}
): LexiconEntry => ({ metric, sentence, ...rest })

const stoodHigher = [/stood higher/, /收盤較高/] as const
const votes = [
  /vote|beat the usual|points (up|down)|takes no side|even|reads|voted/,
  /票|勝過平時|偏多|偏空|不選邊|五成/
] as const

const prices: readonly LexiconEntry[] = [
  entry(/^data\.bars$/, [/sessions|Nothing among|No session/, /交易日/], {
    near: [/these|on |has |the |of /, /這|只有|起的|的/]
  }),
  entry(/^data\.from$/, [/since/, /自/]),
  entry(/^data\.benchmark\.end$/, [/benchmark ends on/, /對照指數只到/]),
  entry(
    /^price\.close$/,
    [/close|ends|list at|as of|hedge|position at|what is held|Change nothing/i, /收盤|收在|截至/],
    {
      near: [
        /^(?!.*(highest|lowest|closing (high|low)|average $))/,
        /^(?!.*(日收盤高點|日收盤低點|新高|新低|均線 $))/
      ]
    }
  ),
  entry(
    /^return\.1d$/,
    [/^On \d|last session|as of|up to the last/, /^\d{4}-\d\d-\d\d 收盤|單日|截至|最近一日/],
    {
      signed: true,
      near: [/(rose|fell|moved|:) $|\($/, /(上漲|下跌|變動|單日) $|（$/]
    }
  ),
  entry(/^return\.5d$/, [/\b5 sessions/, /(?<!\d)5 日/], {
    signed: true,
    near: [/(rose|fell|moved|session,) $/, /(上漲|下跌|變動|日) $/]
  }),
  entry(/^return\.20d$/, [/\b20[- ]sessions?/, /(?<!\d)20 日/], {
    signed: true,
    near: [
      /(rose|fell|moved|after) $|20-session return( of)? $|(up|down) \($/,
      /(上漲|下跌|變動|報酬|20 日) $|（$/
    ]
  }),
  entry(/^return\.60d$/, [/\b60 sessions/, /(?<!\d)60 日/], { signed: true }),
  entry(/^return\.252d$/, [/252 sessions/, /252 日/], { signed: true }),
  entry(
    /^high\.252d(\.date)?$/,
    [/252-session (high|low).*high|252-session high/, /252 日(高|低)點/],
    {
      near: [/high|of/, /高點|（/]
    }
  ),
  entry(
    /^low\.252d(\.date)?$/,
    [/252-session (low|high).*low|252-session low/, /252 日(高|低)點/],
    {
      near: [/low|of/, /低點|（/]
    }
  ),
  entry(/^distance\.(high|low)\.252d$/, [/252-session/, /252 日/], {
    signed: true,
    near: [/\(/, /距離/]
  }),
  entry(/^close\.high\.20d(\.date)?$/, [
    /highest of 20|closing high of 20 |not moved in 20|of its 20 sessions|20-session closing high/,
    /收盤創 20 個|(?<!\d)20 日新高|(?<!\d)20 日沒有變動|(?<!\d)20 日收盤/
  ]),
  entry(/^close\.low\.20d(\.date)?$/, [
    /lowest of 20|closing low of 20 |of its 20 sessions/,
    /收盤創 20 個|(?<!\d)20 日新低|(?<!\d)20 日收盤區間/
  ]),
  entry(/^close\.high\.60d(\.date)?$/, [
    /highest of 60|closing high of 60 |60-session closing high/,
    /收盤創 60 個|(?<!\d)60 日新高|(?<!\d)60 日收盤高點/
  ]),
  entry(/^close\.low\.60d(\.date)?$/, [
    /lowest of 60|closing low of 60 |60-session closing low/,
    /收盤創 60 個|(?<!\d)60 日新低|(?<!\d)60 日收盤低點/
  ]),
  entry(/^close\.high\.252d$/, [/highest of 252|closing high of 252 /, /收盤創 252 個|252 日新高/]),
  entry(/^close\.low\.252d$/, [/lowest of 252|closing low of 252 /, /收盤創 252 個|252 日新低/]),
  entry(/^sma\.20$/, [/20-session average/, /(?<!\d)20 日均線/], { near: [/average/, /均線/] }),
  entry(/^sma\.50$/, [/50-session average/, /50 日均線/], { near: [/average/, /均線/] }),
  entry(/^sma\.200$/, [/200-session average/, /200 日均線/], { near: [/average/, /均線/] }),
  entry(/^distance\.sma\.200$/, [/200-session average/, /200 日均線/], {
    signed: true,
    near: [/\(|, |and |by |lies /, /（|乖離|距離/]
  }),
  entry(/^volume\.ratio\.20d$/, [/prior 20 sessions/, /前 20 日均量/])
]

const trends: readonly LexiconEntry[] = [
  entry(/^rsi\.14$/, both(/RSI/), { near: both(/RSI (of |is |為 )?$/) }),
  entry(/^macd\.histogram$/, [/MACD histogram/, /MACD 柱/], {
    signed: true,
    near: [/MACD histogram/, /MACD 柱/]
  }),
  entry(/^adx\.14$/, both(/ADX/)),
  entry(/^atr\.14$/, both(/ATR/), { near: both(/ATR/) }),
  entry(/^volatility\.20d$/, [/Volatility over 20 sessions/, /(?<!\d)20 日年化波動率/]),
  entry(/^volatility\.60d$/, [/\b60 sessions/, /(?<!\d)60 日/], {
    near: [/above the|below the/, /(?<!\d)60 日的/]
  }),
  entry(/^volatility\.ewma$/, [/EWMA volatility/, /指數加權/], {
    near: [/EWMA volatility/, /指數加權/]
  }),
  entry(/^trend\.sma200\.bars$/, [/for .* now/, /已有/], { near: [/for /, /已有/] }),
  entry(
    /^trend\.sma200\.slope\.20d$/,
    [/average (itself|that)/, /均線本身|均線在 (?<!\d)20 日間/],
    {
      signed: true,
      near: [/average (itself|that)/, /均線/]
    }
  ),
  entry(/^momentum\.12-1$/, [/12−1 momentum/, /12−1 動能/], { signed: true }),
  entry(/^z\.1d$/, [/deviation/, /標準差/], { signed: true, near: [/: $/, /標準差/] }),
  entry(/^z\.5d$/, [/\b5 sessions/, /(?<!\d)5 日/], { signed: true }),
  entry(/^sigma2\.(bars|date)$/, [/last move of two deviations/, /上一次兩個標準差/]),
  entry(/^percentile\.volatility$/, [/volatility/i, /波動率/], {
    near: [/volatility|at or above|only/, /波動率|日的|只有/]
  }),
  entry(/^percentile\.return\.20d$/, [/20-session return/, /(?<!\d)20 日報酬/], {
    near: [/return|at or above|only/, /報酬|日的|只有/]
  }),
  entry(
    /^percentile\.distance\.sma\.200$/,
    [/distance from the 200-session average/, /200 日均線的乖離/],
    {
      near: [/average|at or above|only/, /乖離|日的|只有/]
    }
  ),
  entry(/^percentile\.drawdown$/, [/drawdown|closing peak/, /回檔|收盤高點/], {
    near: [/drawdown|deeper than|only/, /回檔|日的|日只有/]
  }),
  entry(/^percentile\.middle80$/, [/measures lie/, /項指標/], { near: [/unusual: $/, /中有 $/] }),
  entry(/^percentile\.count$/, [/measures lie/, /項指標/], { near: [/ of $/, /異常：$/] })
]

const risks: readonly LexiconEntry[] = [
  entry(/^var\.95\.1d$/, [/historical.*95 % line|95 % line.*historical/, /95% 線/], {
    near: [/slow $|line of $/, /歷史/]
  }),
  entry(/^var\.99\.1d$/, [/99 % (line|one-day)/, /99% (線|單日)/]),
  entry(/^drawdown\.max$/, [/deepest|deeper than today/, /最深|更深/]),
  entry(/^drawdown\.max\.peak$/, [/deepest|deeper than today/, /最深|更深/], {
    near: [/from/, /從/]
  }),
  entry(/^drawdown\.max\.trough$/, [/deepest|deeper than today/, /最深|更深/], {
    near: [/to/, /到/]
  }),
  entry(
    /^drawdown\.current$/,
    [/(a|The) drawdown (of|is)|under its closing peak|drawdown 0|today's/, /回檔|比收盤高點低/],
    {
      near: [/drawdown|close is|today's $/, /回檔|高點低/]
    }
  ),
  entry(/^drawdown\.bars$/, [/under its closing peak/, /比收盤高點低/], { near: [/for/, /已有/] }),
  entry(/^skewness$/, [/Skewness/, /偏態/], { signed: true, near: [/Skewness/, /偏態/] }),
  entry(/^skewness\.without3$/, [/without/, /去掉/], {
    signed: true,
    near: [/three widest/, /三次/]
  }),
  entry(/^kurtosis\.excess$/, [/kurtosis/, /峰態/], { signed: true, near: [/kurtosis/, /峰態/] }),
  entry(/^sharpe\.252d$/, [/return over volatility/, /報酬波動比/], {
    signed: true,
    near: [/return over volatility/, /報酬波動比/]
  }),
  entry(/^sharpe\.252d\.se$/, [/return over volatility/, /報酬波動比/], { near: both(/±/) }),
  entry(/^beta\.252d$/, both(/Beta/), { near: both(/Beta/) }),
  entry(/^beta\.252d\.se$/, both(/Beta/), { near: both(/±/) }),
  entry(/^correlation\.252d$/, [/correlation/, /相關係數/], { near: [/correlation/, /相關係數/] }),
  entry(/^excess\.20d$/, [/benchmark over 20 sessions/, /(?<!\d)20 日(領先|落後)對照指數/], {
    signed: true
  }),
  entry(/^excess\.60d$/, [/over 60 sessions/, /(?<!\d)60 日為/], {
    signed: true,
    near: [/with/, /(?<!\d)60 日為/]
  }),
  entry(/^excess\.252d$/, [/252 sessions (ahead|behind)/, /252 日(領先|落後)/], { signed: true }),
  entry(/^return\.20d\.worst$/, [/worst( 20)?( sessions)? of the file/, /檔案(中)?最差的 20 日/], {
    signed: true,
    near: [/of the file|compare with/, /檔案(中)?最差/]
  }),
  entry(
    /^return\.20d\.worst\.date$/,
    [/worst( 20)?( sessions)? of the file/, /檔案(中)?最差的 20 日/],
    {
      near: [/ to $/, /截至/]
    }
  ),
  entry(
    /^plan\.(close\.)?stop$/,
    [/^(?!.*(stop is then|entry there)).*stop/, /^(?!.*(屆時停損|進場)).*停損/],
    {
      near: [/stop/, /停損/]
    }
  ),
  entry(/^plan\.(close\.)?stop\.distance$/, [/away/, /停損距離|距離/]),
  entry(/^plan\.(close\.)?size$/, [/allows|is a position|position ends/, /部位/]),
  entry(/^plan\.entry\.(stop|stop\.distance|size)$/, [
    /stop is then|entry there/,
    /屆時停損|若在那裡進場/
  ]),
  entry(/^plan\.swing\.low(\.date)?$/, [/60-session low/, /(?<!\d)60 日低點/]),
  entry(/^plan\.expiry$/, [/20 weekdays/, /20 個平日/])
]

const history: readonly LexiconEntry[] = [
  entry(/^baserate\.20d\.state$/, [/Today's state/, /今天的狀態/]),
  entry(/^baserate\.20d\.state\.age$/, [/Today's state, for/, /已持續/]),
  entry(/^baserate\.20d\.n$/, stoodHigher),
  entry(/^baserate\.20d\.windows$/, stoodHigher),
  entry(/^baserate\.20d\.hitrate$/, stoodHigher, { near: [/later on|^$/, /占/] }),
  entry(/^baserate\.20d\.low$/, stoodHigher, { near: [/interval|later,/, /信賴區間|範圍是/] }),
  entry(/^baserate\.20d\.high$/, stoodHigher, { near: [/^ to $/, /到/] }),
  entry(/^baserate\.20d\.all\.hitrate$/, [/usual/, /平時的/], { near: [/usual/, /平時的/] }),
  entry(/^baserate\.20d\.differs$/, stoodHigher),
  entry(/^baserate\.20d\.mean$/, [/mean 20-session return/, /報酬平均/], {
    signed: true,
    near: [/mean/, /平均/]
  }),
  entry(/^baserate\.20d\.mean\.se$/, [/standard error/, /標準誤/], { near: [/error/, /標準誤/] }),
  entry(/^baserate\.20d\.median$/, [/Its median/, /中位數/], {
    signed: true,
    near: [/Its median/, /中位數/]
  }),
  entry(/^baserate\.20d\.all\.median$/, [/all states/, /所有狀態/], {
    signed: true,
    near: [/than the/, /所有狀態/]
  }),
  entry(/^baserate\.20d\.q10$/, [/outcomes in ten/, /八成/], {
    signed: true,
    near: [/between/, /落在/]
  }),
  entry(/^baserate\.20d\.q90$/, [/outcomes in ten/, /八成/], { signed: true, near: [/and/, /到/] }),
  entry(/^baserate\.20d\.worst$/, [/outcome of this state/, /這個狀態最差/], {
    signed: true,
    near: [/this state/, /這個狀態/]
  }),
  entry(/^baserate\.20d\.worst\.date$/, [/outcome of this state/, /這個狀態最差/], {
    near: [/\($/, /（$/]
  }),
  entry(/^baserate\.20d\.all\.(n|windows)$/, [/all states together/i, /所有狀態合計/]),
  entry(/^forecast\.median\.20d$/, [/usual/, /平時/], { signed: true, near: [/usual/, /平時/] }),
  entry(/^vote\.\w+\.days$/, [/beat the usual/, /勝過平時/]),
  entry(/^vote\.\w+\.share$/, votes, { near: [/ (on|from) $/, /(有|的) $/] }),
  entry(/^vote\.quant\.(p|windows)$/, [/average|trend vote|Quant Lead/, /均線|趨勢票|量化長/]),
  entry(/^vote\.historian\.(p|windows)$/, [/RSI|base-rate vote|Historian/, /RSI|基準率票|史官/]),
  entry(/^vote\.intel\.(p|windows)$/, [/notes|Intel Officer/, /筆記|情報官/]),
  entry(/^vote\.\w+\.state$/, [...votes]),
  entry(/^forecast\.confidence$/, [
    /^(?!Both plans|The plan).*next 20 sessions/,
    /^(?![兩這]個計畫).*未來 20 日/
  ]),
  entry(/^forecast\.p$/, [/Both plans/, /兩個計畫/]),
  entry(/^forecast\.margin$/, [/threshold|short of a side|margin/, /門檻|離選邊/]),
  entry(/^note\.sentences$/, [/The notes hold/, /筆記有/]),
  entry(/^note\.undated$/, [/without a date/, /沒有日期/]),
  entry(/^note\.withheld$/, [/withheld/, /不予顯示/])
]

export const lexicon: readonly LexiconEntry[] = [
  ...roomLexicon,
  ...prices,
  ...trends,
  ...risks,
  ...history,
  ...roleLexicon,
  ...fundamentalsLexicon,
  ...intelLexicon
]

/** A figure that is part of a name or a constant, and the facts that must stand beside it. */
export interface FigurePhrase {
  words: readonly [en: RegExp, zh: RegExp]
  metrics: RegExp | null
}

const figures = (en: RegExp, zh: RegExp, metrics: RegExp | null = null): FigurePhrase => ({
  words: [en, zh],
  metrics
})

const state = /sma|vote\.|baserate\.20d\.state|percentile\.distance/

export const figurePhrases: readonly FigurePhrase[] = [
  ...roomPhrases,
  figures(/12−1/g, /12−1/g),
  figures(/next 20 sessions|usual 20 sessions/g, /未來 20 日|平時的 20 日/g),
  figures(
    /\b20[- ]sessions?|worst 20 of the file|not moved in 20/g,
    /(?<!\d)20 日/g,
    /20d|slope|vote\.intel/
  ),
  figures(/\b60[- ]sessions?/g, /(?<!\d)60 日/g, /60d|plan\.swing/),
  figures(/not of 60/g, /不是 (?<!\d)60 日/g, /close\.\w+\.20d/),
  figures(/not of 252/g, /不是 252 日/g, /close\.\w+\.60d/),
  figures(/252[- ]sessions?/g, /252 日/g, /252d/),
  figures(/200-session average/g, /200 日均線/g, state),
  figures(/\b5[- ]sessions?/g, /(?<!\d)5 日/g, /\.5d|vote\.scout/),
  ...rolePhrases,
  figures(/1,000 sessions/g, /1,000 日/g, /percentile/),
  figures(/(above|below) 50/g, /(高於|低於) 50/g, /rsi\.14/),
  figures(/10 % and 90 % marks/g, /10% 與 90% 分位/g, /percentile\.count/),
  figures(
    /is under 20|between 20 and 25|is 25 or more/g,
    /低於 20：|介於 20 與 25|達 25 以上/g,
    /adx/
  ),
  figures(/95 % interval/g, /95% 信賴區間/g, /baserate\.20d\.low/),
  figures(/95 % line/g, /95% 線/g, /var\.95/),
  figures(/99 % (line|one-day loss)/g, /99% (線|單日損失)/g, /var\.99/),
  figures(/toward 50 %/g, /往 50%/g, /vote/),
  figures(/the 10 that a vote/g, /所需的 10 個/g, /vote\.\w+\.windows/),
  figures(/1 % of equity/g, /權益的 1%/g, /plan\./),
  figures(/20 weekdays/g, /20 個平日/g, /plan\.expiry/),
  figures(/needs 5 counted sentences/g, /至少要有 5 句/g, /note\.for/),
  figures(/both 2 points from even/g, /離五成 2 個百分點/g, /vote\.\w+\.p/)
]

export { absentNames, codeWords } from './desk-lexicon-words'
