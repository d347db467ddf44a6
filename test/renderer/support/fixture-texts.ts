import type { Language } from '../../../preload/contract/words'

const english: Record<string, string> = {
  scout:
    '**Last session.** 1,251.70, +0.2 % [F1][F2]: z = 0.2, ordinary for this subject.\n\nNothing unusual: 9 of 11 measures lie in their middle 80 %. The two that do not:\n\n- EWMA volatility 23.9 % [F10] is higher than on 97 % of the last 1,000 sessions\n- drawdown −20.0 % [F4] from the 2007-10-09 closing peak of 1,565.15 [F5]\n\n5 sessions since the last day of 2σ or more.',
  intel: '',
  quant:
    '**Trend.** The close has been below sma.200 (1,349.40 [F6]) for 180 sessions; the 12−1 momentum is −12.9 % [F9]. Both point down.\n\n**Disagreeing.** RSI 46.5 [F7] and ADX 16.7 [F8] show no strong trend now: the side is down, the push is gone.\n\n| next close | price | distance |\n| :--- | ---: | ---: |\n| RSI at 50 | 1,265.40 | +0.7σ |\n| sma.20 | 1,271.10 | +1.0σ |\n| sma.200 | 1,349.40 [F6] | +5.0σ |',
  historian:
    '**This state.** RSI between 30 and 50, close below sma.200. 49 % [F11] of those days gained over the next 20 sessions: 612 days, 48 separate windows [F12], 95 % interval 35–62 % [F13][F14].\n\n**Against usual.** The usual rate is 57 %. It lies inside the interval: *cannot be told apart*. With RSI ± 5 instead of the band the rate is 50 % over 41 windows.\n\n> It is a state of two indicators, nothing more.',
  bull: '**For.** RSI 46.5 [F7] would cross 50 at 1,265.40, 0.7σ away. The base rate of 49 % [F11] is not below a coin by more than its error.\n\n**To Bear’s first point.** −12.9 % [F9] of momentum is conceded: no fact here answers it.\n\nThe case is dead at a close under 1,194.00 [F18].',
  bear: '**Against.** 180 sessions below sma.200 [F6], 12−1 momentum −12.9 % [F9], volatility 23.9 % [F10] above 97 % of its history.\n\n**To Bull’s first point.** A cross of RSI 50 lies within one ordinary day; it says nothing of the 20 sessions after it.\n\nThe case is dead at a close over 1,349.40 [F6].',
  risk: '**One day.** Historical 95 % VaR 1.5 % [F15], expected shortfall 2.1 % [F16]. The historical figure is slow: it was broken 41 times in 250 sessions, where 12.5 are expected.\n\n**Depth.** The deepest fall in this file is 49.2 % [F17]; the present one is 20.0 % [F4].\n\n1 % of equity at risk with the stop at 1,194.00 [F18] is a position of 22 %.',
  strategist:
    '**Call.** Sell, a lean: 52 % that the next 20 sessions do worse than usual. Margin 0.4 points.\n\n- Quant Lead: down, p = 0.46 over 63 windows\n- Historian: 0.49 [F11] over 48 windows [F12], cannot be told from usual\n\n**Dissent.** None beyond 2 points. **Swing.** Without Quant Lead the stance is hold.\n\n**Missing.** Intel Officer abstained; no text evidence was given.',
  execution:
    '**Holding.** Reduce or hedge. Stop 1,194.00 [F18], 4.6 % away; past windows in this state reached a stop that far 47 % of the time.\n\n**Flat.** No entry.\n\nTarget 1,322.00 [F20], 1.2 times the risk. Expires 2008-10-10 [F19].'
}

const chinese: Record<string, string> = {
  scout:
    '**最近一日。** 1,251.70，上漲 0.2 % [F1][F2]，z = 0.2，以這個標的而言屬平常。\n\n沒有異常：11 項衡量中有 9 項落在中間八成。另外兩項：\n\n- EWMA 波動率 23.9 % [F10]，高於過去 1,000 個交易日的 97 %\n- 自 2007-10-09 收盤高點 1,565.15 [F5] 回落 20.0 % [F4]\n\n距離上一次 2σ 以上的單日變動已 5 個交易日。',
  intel: '',
  quant:
    '**趨勢。** 收盤在 200 日均線（1,349.40 [F6]）之下已 180 個交易日；12−1 動能為 −12.9 % [F9]，兩者同向偏空。\n\n**不一致。** RSI 46.5 [F7] 與 ADX 16.7 [F8] 顯示目前沒有強烈趨勢。\n\n| 次日收盤 | 價位 | 距離 |\n| :--- | ---: | ---: |\n| RSI 到 50 | 1,265.40 | +0.7σ |\n| 200 日均線 | 1,349.40 [F6] | +5.0σ |',
  historian:
    '**目前狀態。** RSI 介於 30 與 50，收盤低於 200 日均線。之後 20 個交易日上漲的比例為 49 % [F11]：612 天、48 個獨立窗口 [F12]，95 % 區間 35–62 % [F13][F14]。\n\n**與平常相比。** 平常為 57 %，落在區間內：*無法區分*。',
  bull: '**支持。** RSI 46.5 [F7] 只要收在 1,265.40 就站上 50，距離 0.7σ。\n\n**回應空方。** 動能 −12.9 % [F9] 無從反駁，承認此點。\n\n收盤跌破 1,194.00 [F18]，多方論點即不成立。',
  bear: '**反對。** 在 200 日均線 [F6] 下 180 個交易日，動能 −12.9 % [F9]，波動率 23.9 % [F10]。\n\n收盤站上 1,349.40 [F6]，空方論點即不成立。',
  risk: '**單日。** 歷史 95 % VaR 為 1.5 % [F15]，預期短缺 2.1 % [F16]。過去 250 日被突破 41 次，預期 12.5 次。\n\n**深度。** 本檔最大跌幅 49.2 % [F17]，目前 20.0 % [F4]。',
  strategist:
    '**判斷。** 偏向賣出：未來 20 個交易日劣於平常的機率 52 %，差距 0.4 個百分點。\n\n- 量化長：偏空，p = 0.46，63 個窗口\n- 史官：0.49 [F11]，48 個窗口 [F12]',
  execution:
    '**持有者。** 減碼或避險。停損 1,194.00 [F18]，距離 4.6 %。\n\n**空手者。** 不進場。目標 1,322.00 [F20]，2008-10-10 [F19] 到期。'
}

/** What each role of the fixture session writes. */
export const fixtureTexts = (language: Language): Record<string, string> =>
  language === 'en' ? english : chinese
