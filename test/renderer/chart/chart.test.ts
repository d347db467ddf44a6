import { afterEach, describe, expect, it } from 'vitest'
import { formatsFor } from '../../../renderer/src/app/formats'
import { setLanguage, useText } from '../../../renderer/src/app/use-text'
import { drawnLevels } from '../../../renderer/src/features/chart/composables/chart-levels'
import {
  candles,
  closeExtremes,
  hasCandles,
  points,
  volumes
} from '../../../renderer/src/features/chart/composables/chart-points'
import { chartWords } from '../../../renderer/src/features/chart/composables/chart-words'
import { chartFixture, FakeBridge } from '../support/fake-bridge'
import {
  mountRoom,
  press,
  settle,
  type,
  unmountRoom,
  type MountedRoom
} from '../support/mount-room'
import { sessionEvents } from '../support/session-events'

let room: MountedRoom | null = null
afterEach(() => {
  unmountRoom(room)
  room = null
  setLanguage('en')
})

describe('what the chart draws', () => {
  it('candles where every bar has its four prices, else a line', () => {
    expect(hasCandles(chartFixture())).toBe(true)
    expect(hasCandles(chartFixture(false))).toBe(false)
    const holed = chartFixture()
    holed.low[7] = null
    expect(hasCandles(holed)).toBe(false)
  })

  it('each value at its own date, and a gap where there is none', () => {
    const series = chartFixture()
    expect(candles(series)).toHaveLength(series.dates.length)
    expect(candles(series)[5]).toMatchObject({ time: series.dates[5], close: series.close[5] })
    const mean = points(series.dates, series.sma200)
    expect(mean.slice(0, 199).every((point) => point.value === undefined)).toBe(true)
    expect(mean[199]?.value).toBeCloseTo(series.sma200[199] ?? 0)
  })

  it('volume only where it is known, coloured by the day’s direction', () => {
    const series = chartFixture()
    series.volume[3] = null
    const bars = volumes(series)
    expect(bars).toHaveLength(series.dates.length - 1)
    const falling = series.close.findIndex(
      (close, index) => index > 3 && close < (series.close[index - 1] ?? 0)
    )
    expect(bars.find((bar) => bar.time === series.dates[falling])?.rising).toBe(false)
    expect(volumes(chartFixture(false))).toEqual([])
  })

  it('levels of plans and cases, those of a plan first, each price once, without means and extremes', () => {
    const level = (kind: string, price: number): { kind: string; price: number; fact: string } => ({
      ...{ kind, price, fact: 'F1' }
    })
    const all = [
      ...[level('sma.200', 1_350), level('high.252d', 1_576), level('kill.bear', 1_350)],
      ...[level('stop', 1_201), level('stop', 1_201)]
    ]
    expect(drawnLevels(all).map((each) => each.kind)).toEqual(['stop', 'kill.bear'])
  })
})

describe('the chart in words', () => {
  it('tells range, last, highest and lowest close, means and levels, in the reader’s language', () => {
    const series = chartFixture()
    const extremes = closeExtremes(series)
    const levels = [{ kind: 'stop', price: 1_201.74, fact: 'F1' }]
    const english = chartWords(
      { name: 'S&P 500', series, levels, triggers: [] },
      formatsFor('en'),
      useText()
    )
    expect(english).toContain('from 2 Jul 2007 to 26 Apr 2008, 300 sessions')
    expect(english).toContain(formatsFor('en').fixed(extremes?.high.value ?? 0, 2))
    expect(english).toContain('Stop 1,201.74')
    setLanguage('zh-TW')
    const chinese = chartWords(
      { name: 'S&P 500', series, levels, triggers: [] },
      formatsFor('zh-TW'),
      useText()
    )
    expect(chinese).toContain('共 300 個交易日')
    expect(chinese).toContain('停損 1,201.74')
  })

  it('a mean that lacks history is said to, never drawn as zero', () => {
    const series = chartFixture()
    series.sma200 = series.sma200.map(() => null)
    const words = chartWords(
      { name: 'x', series, levels: [], triggers: [] },
      formatsFor('en'),
      useText()
    )
    expect(words).toContain('200 sessions not enough history')
  })
})

describe('what the chart is asked for', () => {
  it('the subject up to the as-of date, once the date is whole', async () => {
    room = await mountRoom()
    type(room.one('subject-input'), 'SP500')
    press(room.one('subject-input'), 'Enter')
    await settle()
    type(room.one('as-of-input'), '2008-0')
    await settle()
    type(room.one('as-of-input'), '2008-09-14')
    await settle()
    const asked = room.bridge.callsOf('evidence.chart') as { asOf: string | null }[]
    expect(asked.map((call) => call.asOf)).toEqual([null, '2008-09-14'])
  })

  it('the session’s own subject and day while it runs, whatever the panel says', async () => {
    const bridge = new FakeBridge()
    room = await mountRoom(bridge)
    await room.start()
    await room.push(sessionEvents().slice(0, 40))
    const before = bridge.callsOf('evidence.chart').length
    type(room.one('as-of-input'), '2001-01-02')
    await settle()
    expect(bridge.callsOf('evidence.chart')).toHaveLength(before)
    await room.push(sessionEvents())
    await settle()
    const asked = bridge.callsOf('evidence.chart') as { asOf: string | null }[]
    expect(asked.at(-1)?.asOf).toBe('2001-01-02')
  })
})
