import { roomAbsences, roomCodes } from './desk-lexicon-room'
import { roleAbsences, roleCodes } from './desk-lexicon-roles'

/** Names of what a sentence calls absent, and the sessions that it would need. */
export const absentNames: readonly (readonly [en: string, zh: string, needed: number | null])[] = [
  ...roomAbsences,
  ['200-session average', '200 日均線', 200],
  ['distance from the 200-session average', '與 200 日均線的乖離', null],
  ['time on one side of the 200-session average', '站在 200 日均線同側的天數', null],
  ['12−1 momentum', '12−1 動能', 253],
  ['RSI', 'RSI', 110],
  ['MACD histogram', 'MACD 柱', 150],
  ['EWMA volatility', '指數加權波動率', 113],
  ['daily move in deviations', '單日標準化漲跌', 114],
  ['5-session move in deviations', '5 日標準化漲跌', null],
  ['one-day loss', '單日損失', 251],
  ['99 % one-day loss', '99% 單日損失', 1_001],
  ['percentile over 1,000 sessions', '近 1,000 日的百分位', 1_112],
  ...roleAbsences,
  ['ATR', 'ATR', 110],
  ['252-session range', '252 日高低區間', 252],
  ['return over volatility for 252 sessions', '252 日報酬波動比', 253],
  ['base rate over ten separate windows', '涵蓋十個獨立區間的基準率', 400],
  ['volume against its 20-session mean', '相對 20 日均量的成交量', null],
  ['20-session return', '20 日報酬', null],
  ['60-session closing low', '60 日收盤低點', null],
  ['60-session closing high', '60 日收盤高點', null],
  ['60-session volatility', '60 日波動率', null]
]

/** How the codes of text facts are said. */
export const codeWords: readonly (readonly [code: string, en: string, zh: string])[] = [
  ['notes.for', 'more for than against', '有利多於不利'],
  ['notes.against', 'more against than for', '不利多於有利'],
  ['notes.even', 'as many for as against', '有利與不利一樣多'],
  [
    'above|up',
    'close above its 200-session average and 12−1 momentum up',
    '收盤在 200 日均線之上、12−1 動能向上'
  ],
  [
    'above|down',
    'close above its 200-session average and 12−1 momentum down',
    '收盤在 200 日均線之上、12−1 動能向下'
  ],
  [
    'below|up',
    'close below its 200-session average and 12−1 momentum up',
    '收盤在 200 日均線之下、12−1 動能向上'
  ],
  [
    'below|down',
    'close below its 200-session average and 12−1 momentum down',
    '收盤在 200 日均線之下、12−1 動能向下'
  ],
  ...(['above', 'below'] as const).flatMap((side) => {
    const [en, zh] = [
      `and the close ${side} its 200-session average`,
      side === 'above' ? '之上' : '之下'
    ]
    const row = (band: string, enBand: string, zhBand: string): [string, string, string] => [
      `rsi.${band}|${side}`,
      `RSI ${enBand} ${en}`,
      `RSI ${zhBand}、收盤在 200 日均線${zh}`
    ]
    return [
      row('0-30', 'under 30', '低於 30'),
      row('30-50', '30 to 50', '30 至 50'),
      row('50-70', '50 to 70', '50 至 70'),
      row('70-100', 'over 70', '高於 70')
    ]
  }),
  ...roomCodes,
  ...roleCodes,
  ['yes', 'differs from it', '與它確有不同'],
  ['no', 'cannot be told from it', '與它分不出差別']
]
