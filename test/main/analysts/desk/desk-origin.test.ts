import { expect, test } from 'vitest'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { originLine } from '../../../../main/evidence/price-file/origin'
import { checkText } from '../../../support/desk-checker'
import { evidenceOf, runDesk } from '../../../support/desk-room'
import { originFixture } from '../../../support/price-origin'
import { csvOf, walk } from '../../evidence/series'

/** Weekdays from 2023-01-02 on; the last one is 2024-05-01, a Wednesday. */
const bars = (seed: number): string => csvOf(walk(seed, 348))

const said = {
  en: [
    /7 \[F\d+\] weekdays had passed without a bar/,
    /those fetched on 2024-05-13 \[F\d+\]; newer ones/,
    /session of 2024-05-13 \[F\d+\] had not closed/,
    /benchmark is in USD \[F\d+\] and the prices are in TWD \[F\d+\]/
  ],
  'zh-TW': [
    /價格為 2024-05-13 \[F\d+\] 所抓取/,
    /7 \[F\d+\] 個平日沒有資料/,
    /2024-05-13 \[F\d+\] 抓取時尚未收盤/,
    /以 USD \[F\d+\] 計價/
  ]
} as const

test.each(['en', 'zh-TW'] as const)(
  'prices that are old, cut and in another currency are told by Scout and summary, in %s',
  async (language) => {
    const origin = originFixture({
      fetchedAt: Date.UTC(2024, 4, 13, 3),
      partial: '2024-05-13',
      askedOn: '2024-05-20'
    })
    const prices = `${originLine(origin)}\n${bars(5)}`
    const benchmark = `${originLine(originFixture({ symbol: '^GSPC', currency: 'USD' }))}\n${bars(6)}`
    const evidence = evidenceOf({ prices, benchmark })
    const { facts } = computeFacts({ subject: 'Test', evidence })
    const { texts, summary } = await runDesk(facts, { language })
    const scout = (texts['scout'] ?? '').replaceAll('\u00a0', ' ')
    for (const words of said[language]) expect(scout).toMatch(words)
    expect(checkText(scout, facts, language)).toEqual([])
    const metrics = [
      'data.stale.weekdays',
      'data.unrefreshed',
      'data.partial',
      'data.currency.mixed'
    ]
    const told = summary.flags?.filter(({ metric }) => metrics.includes(metric)) ?? []
    expect(told.map(({ metric, blocking }) => [metric, blocking])).toEqual(
      metrics.map((metric) => [metric, false])
    )
    for (const { text } of told) {
      expect(summary.header).toContain(text)
      expect(checkText(`${text}.`, facts, language)).toEqual([])
    }
    expect(summary.stance).not.toBeNull()
  }
)
