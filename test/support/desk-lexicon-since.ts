import type { FigurePhrase, LexiconEntry } from './desk-lexicon'

type Pair = readonly [en: RegExp, zh: RegExp]

const entry = (
  metric: RegExp,
  sentence: Pair,
  rest: Omit<LexiconEntry, 'metric' | 'sentence'> = {}
): LexiconEntry => ({ metric, sentence, ...rest })

const figures = (en: RegExp, zh: RegExp, metrics: RegExp): FigurePhrase => ({
  words: [en, zh],
  metrics
})

const due: Pair = [/this room gave|came due/, /本室/]

/** What changed since the last run, and the room's record, are said beside these. */
export const sinceLexicon: readonly LexiconEntry[] = [
  entry(/^since\.asof$/, [/last run was as of|Nothing crossed since/, /上次截至|沒有越線/]),
  entry(/^since\.change$/, [/last run/, /上次/], { signed: true, near: [/close/, /收盤/] }),
  entry(/^since\.stance$/, [/stance|There was/, /上次/], {
    near: [/(still|was) $|There was $/, /上次|仍是/]
  }),
  entry(/^since\.p$/, [/the chance|a chance/, /機率/], {
    near: [/(return (was|of)|chance of) $/, /機率(上次)?是 $/]
  }),
  entry(/^since\.cross\./, [/, and was /, /，上次/]),
  entry(/^since\.extreme\.high$/, [/closing high of/, /收盤創.*新高/]),
  entry(/^since\.extreme\.low$/, [/closing low of/, /收盤創.*新低/]),
  entry(/^since\.due\.n$/, [/forecasts/i, /預測/], {
    near: [/^$|forecasts $|due: $/, /有 $/]
  }),
  entry(/^since\.due\.right$/, [/leaning the way it went/, /同邊/], {
    near: [/due, $|went $/, /其中 $/]
  }),
  entry(/^since\.due\.brier$/, [/Brier/, /Brier/], { near: [/Brier $/, /Brier $/] }),
  entry(/^since\.due\.asof$/, due, { near: [/: on $/, /：$/] }),
  entry(/^since\.due\.p$/, due, { near: [/gave $/, /機率是 $/] }),
  entry(/^since\.due\.median$/, due, { signed: true, near: [/beat $/, /勝過 $/] }),
  entry(/^since\.due\.date$/, due, { near: [/by $/, /到 $/] }),
  entry(/^since\.due\.return$/, due, { signed: true, near: [/came to $/, /結果是 $/] }),
  entry(/^close\.low\.252d\.date$/, [/closing low of/, /新低/], { near: [/on $/, /在 $/] }),
  entry(/^record\.coverage$/, [/80 % ranges/, /80% 區間/], { near: [/held $/, /涵蓋了 $/] }),
  entry(/^record\.ranges$/, [/80 % ranges/, /80% 區間/], { near: [/ of $|^$/, /的 $|有 $/] }),
  entry(/^record\.open$/, [/waiting for their 20 sessions/, /等滿 20 日/], {
    near: [/: $/, /還有 $/]
  })
]

export const sincePhrases: readonly FigurePhrase[] = [
  figures(/80 % ranges/g, /80% 區間/g, /record\.coverage/),
  figures(/0\.250 for a coin/g, /擲硬幣是 0\.250/g, /since\.due\.brier/),
  figures(
    /gave|to 20 sessions|their 20 sessions/g,
    /估 20 日|滿 20 日/g,
    /since\.due|record\.open/
  ),
  figures(
    /20, 50 and 200-session averages|90 % mark of volatility/g,
    /20、50、200 日均線|90% 分位/g,
    /since\.asof/
  ),
  figures(/(20|50|200)-session average/g, /(20|50|200) 日均線/g, /since\.cross\.sma/)
]

const row = (state: string, en: string, zh: string): [string, string, string] => [state, en, zh]

/** How the state of the last run is said, by its code: the part of a crossing before `>`. */
export const sinceWords: readonly (readonly [code: string, en: string, zh: string])[] = [
  row('above', 'was above it', '上次在其上'),
  row('below', 'was below it', '上次在其下'),
  row('rsi.0-30', 'was under 30', '上次低於 30'),
  row('rsi.30-50', 'was between 30 and 50', '上次介於 30 與 50'),
  row('rsi.50-70', 'was between 50 and 70', '上次介於 50 與 70'),
  row('rsi.70-100', 'was over 70', '上次高於 70'),
  row('positive', 'was above zero', '上次大於零'),
  row('negative', 'was at zero or under', '上次不大於零'),
  row('volatility.over-90', 'was over its 90 % mark', '上次高於 90% 分位'),
  row('volatility.under-90', 'was under its 90 % mark', '上次不到 90% 分位'),
  row('drawdown.0-5', 'was under 5 %', '上次不到 5%'),
  row('drawdown.5-10', 'was between 5 % and 10 %', '上次介於 5% 與 10%'),
  row('drawdown.10-20', 'was between 10 % and 20 %', '上次介於 10% 與 20%'),
  row('drawdown.20-30', 'was between 20 % and 30 %', '上次介於 20% 與 30%'),
  row('drawdown.30-50', 'was between 30 % and 50 %', '上次介於 30% 與 50%'),
  row('drawdown.50-100', 'was 50 % or more', '上次達 50% 以上')
]

/** The stances, as a fact of the last run is printed. */
export const sinceCodes: readonly (readonly [code: string, en: string, zh: string])[] = [
  row('strong-sell', 'strong sell', '強力賣出'),
  row('sell', 'sell', '賣出'),
  row('hold', 'hold', '觀望'),
  row('buy', 'buy', '買進'),
  row('strong-buy', 'strong buy', '強力買進'),
  row('no-call', 'no call', '不下判斷')
]
