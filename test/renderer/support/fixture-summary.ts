import type { SummaryData } from '../../../preload/contract/events'
import type { Language } from '../../../preload/contract/words'

const figures = {
  stance: 'sell',
  direction: 'bear',
  p: 0.48,
  confidence: 0.52,
  margin: 0.004,
  consensus: { up: 1, down: 3, neutral: 4, abstained: 1 },
  flipPrices: { up: 1265.4, down: null },
  claims: []
} as const

const english: SummaryData = {
  ...figures,
  claims: [],
  header: 'S&P 500 · 1,251.70 (+0.2 %) [F1] · as of Fri 12 Sep 2008 · opens copied before 2006',
  stanceLine:
    '52 % that the next 20 sessions do worse than its usual +0.7 % [F11] · margin 0.4 points · no skill shown',
  event: 'The return of the next 20 sessions beats this subject’s own median.',
  sections: [
    {
      id: 'overview',
      title: 'Market Overview',
      text: '−20.0 % [F4] from the 2007-10-09 closing peak, 180 sessions below sma.200. −3.2 % [F3] in 20 sessions is ordinary for its size; EWMA volatility 23.9 % [F10] is not: higher than 97 % of the last 1,000 sessions.'
    },
    {
      id: 'technical',
      title: 'Technical & Indicators',
      text: 'Trend and 12−1 momentum (−12.9 % [F9]) point down; RSI 46.5 [F7] and ADX 16.7 [F8] show no strong trend now. Base rate: 49 % up [F11], 35–62 % over 48 windows [F12].'
    },
    {
      id: 'risk',
      title: 'Capital & Risk',
      text: 'One-day loss at 95 %: 1.5 % [F15], broken 41 times in 250. Worst 20 sessions in this file −19.6 %; a worse one is possible.'
    },
    {
      id: 'stance',
      title: 'Trading Stance',
      text: 'Holding: reduce or hedge; stop 1,194 [F18], 4.6 % away, so 1 % risk = 22 % of equity. Flat: no entry. Expires 2008-10-10 [F19].'
    }
  ],
  lines: [
    {
      ...{ role: 'quant', label: 'Quant Lead', p: 0.46, windows: 63 },
      without: { stance: 'hold', p: 0.493 }
    },
    {
      ...{ role: 'historian', label: 'Historian', p: 0.493, windows: 48 },
      without: { stance: 'sell', p: 0.46 }
    }
  ],
  dissent: 'None beyond 2 points. Both voters read the same price series.',
  swing: 'Without Quant Lead the stance is hold.',
  missing: [{ role: 'intel', text: 'Intel Officer abstained: it would have read dated notes.' }],
  flags: [
    {
      metric: 'data.open.copied',
      blocking: false,
      fact: 'F2',
      text: 'opens copied up to 2006-12-29 [F2]'
    }
  ],
  record: { n: 59, brier: 0.254, se: 0.004 },
  concedes: [
    { role: 'bull', label: 'Bull', text: 'A close below its 200-session average (−7.3 % [F9]).' },
    { role: 'bear', label: 'Bear', text: 'None: every point of Bull has an answer.' }
  ],
  changes: [
    { kind: 'price', text: 'A next close at 1,265.40 [F7] or above would make it hold.' },
    { kind: 'trigger', text: 'A next close at 1,349.44 [F8], a rise, puts it on its average.' },
    { kind: 'date', text: 'The forecast falls due on 2008-10-10 [F19].' },
    { kind: 'evidence', text: 'Evidence that was not given: dated notes.' }
  ],
  notRead: ['News, fundamentals and options.', 'A bank-failure weekend is not in a price series.']
}

const chinese: SummaryData = {
  ...english,
  header: 'S&P 500 · 1,251.70（+0.2 %）[F1] · 基準日 2008 年 9 月 12 日 · 2006 年前開盤價為複製值',
  stanceLine:
    '未來 20 個交易日劣於平常 +0.7 % 的機率 52 % [F11] · 差距 0.4 個百分點 · 尚無技巧可言',
  event: '未來 20 個交易日報酬高於此標的自身的中位數。',
  sections: [
    {
      id: 'overview',
      title: '市場概況',
      text: '自 2007-10-09 收盤高點回落 20.0 % [F4]，在 200 日均線下 180 個交易日。EWMA 波動率 23.9 % [F10]，高於過去 1,000 日的 97 %。'
    },
    {
      id: 'technical',
      title: '技術與指標',
      text: '趨勢與 12−1 動能（−12.9 % [F9]）同向偏空；RSI 46.5 [F7]、ADX 16.7 [F8] 目前沒有強烈趨勢。'
    },
    {
      id: 'risk',
      title: '資金與風險',
      text: '單日 95 % 損失 1.5 % [F15]，250 日內突破 41 次。'
    },
    {
      id: 'stance',
      title: '操作立場',
      text: '持有者減碼或避險；停損 1,194 [F18]，距離 4.6 %。空手者不進場。'
    }
  ],
  lines: english.lines.map((line, index) => ({ ...line, label: index === 0 ? '量化長' : '史官' })),
  dissent: '沒有超過 2 個百分點的歧見；兩者讀的是同一條價格序列。',
  swing: '排除量化長後，立場為觀望。',
  missing: [{ role: 'intel', text: '情報官不表態：沒有註明日期的筆記。' }],
  flags: [],
  concedes: [{ role: 'bull', label: '多方', text: '收盤在 200 日均線之下（−7.3 % [F9]）。' }],
  changes: [{ kind: 'price', text: '次日收盤在 1,265.40 [F7] 或以上，就會變成觀望。' }],
  notRead: ['新聞、基本面與選擇權。', '銀行倒閉的週末不在價格序列裡。']
}

/** The summary of the fixture session. */
export const fixtureSummary = (language: Language): SummaryData =>
  language === 'en' ? english : chinese
