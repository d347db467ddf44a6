import type { LexiconEntry } from './desk-lexicon'

type Pair = readonly [en: RegExp, zh: RegExp]

const entry = (
  metric: RegExp,
  sentence: Pair,
  rest: Omit<LexiconEntry, 'metric' | 'sentence'> = {}
): LexiconEntry => ({ metric, sentence, ...rest })

/** What a mandate's figures are said beside. */
export const mandateLexicon: readonly LexiconEntry[] = [
  entry(/^mandate\.risk$/, [/of equity/, /權益的/], {
    near: [/; $|With $|where $|that $/, /權益的 $/]
  }),
  entry(/^mandate\.equity$/, [/more than the equity of/, /超過權益/], {
    near: [/the equity of $/, /超過權益 $/]
  }),
  entry(/^mandate\.cost$/, [/Against the cost of/, /相對於成本/], {
    near: [/cost of $/, /成本 $/]
  }),
  entry(/^position\.gain$/, [/Against the cost of/, /相對於成本/], {
    signed: true,
    near: [/the close is $/, /收盤是 $/]
  }),
  entry(/^position\.stop\.gain$/, [/Against the cost of/, /相對於成本/], {
    signed: true,
    near: [/the stop $/, /停損價是 $/]
  }),
  entry(/^mandate\.long\.only$/, [/^No entry|^Reduce or sell/, /不逆著立場進場|減碼或出場/]),
  entry(/^plan\.money\.risk$/, [/of equity, .*be lost/, /可損失權益的/], {
    near: [/of equity, $/, /，即 $/]
  }),
  entry(/^plan\.lot$/, [/lots?\b/, /手|張/], { near: [/ of $/, /每手 $|一手 $|一張 $/] }),
  entry(
    /^plan\.(close\.)?(entry\.)?lots$/,
    [/(plan|risk|equity) (allows|would allow)/, /最多|是/],
    {
      near: [/(at most|allows?) $/, /(最多|是) $/]
    }
  ),
  entry(/^plan\.(close\.)?(entry\.)?units$/, [/allows? at most/, /最多/], {
    near: [/(at most|,) $/, /(最多|，共|（共) $/]
  }),
  entry(/^plan\.(close\.)?(entry\.)?units\.odd$/, [/In odd lots/, /零股/]),
  entry(/^plan\.(close\.)?(entry\.)?money\.position$/, [/allows? at most/, /最多/], {
    near: [/ for $/, /金額 $/]
  }),
  entry(/^plan\.(close\.)?(entry\.)?money\.stop$/, [/the stop then costs/, /到停損時損失/], {
    near: [/costs $/, /損失 $/]
  }),
  entry(/^plan\.(close\.)?(entry\.)?money\.stop\.share$/, [/the stop then costs/, /即權益的/], {
    near: [/, $/, /權益的 $/]
  }),
  entry(/^plan\.(close\.)?(entry\.)?money\.lot$/, [/ costs /, /要價/], {
    near: [/costs $/, /要價 $/]
  }),
  entry(/^plan\.(close\.)?(entry\.)?money\.lot\.stop$/, [/would lose/, /在停損會損失/], {
    near: [/lose $/, /會損失 $/]
  })
]

export const mandateCodes: readonly (readonly [code: string, en: string, zh: string])[] = [
  ['long only', 'long only', '只做多']
]

export const mandateAbsences: readonly (readonly [
  en: string,
  zh: string,
  needed: number | null
])[] = [
  ['number of units', '可持有的單位數', null],
  ['gain on the cost', '相對成本的損益', null]
]
