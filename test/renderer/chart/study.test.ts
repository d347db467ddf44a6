import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Fact } from '../../../preload/contract/facts'
import { rangeBars, type Study } from '../../../preload/contract/study'
import { formatsFor } from '../../../renderer/src/app/formats'
import { setLanguage, useText } from '../../../renderer/src/app/use-text'
import { triggerLevels } from '../../../renderer/src/features/chart/composables/chart-levels'
import { withLater } from '../../../renderer/src/features/chart/composables/chart-points'
import {
  plainChoice,
  rememberChoice,
  rememberedChoice
} from '../../../renderer/src/features/chart/composables/chart-view'
import { histogramLayout } from '../../../renderer/src/features/chart/composables/histogram-layout'
import { spreadLabels } from '../../../renderer/src/features/chart/composables/spread-labels'
import {
  drawdownWords,
  histogramWords,
  laterWords,
  noBaseRate,
  noRange,
  rangeWords,
  stateWords
} from '../../../renderer/src/features/chart/composables/study-words'
import { chartFixture } from '../support/fake-bridge'
import { outcomeFixture } from '../support/outcome-fixture'
import { studyFixture } from '../support/study-fixture'

const { t } = useText()
const english = formatsFor('en')
afterEach(() => {
  setLanguage('en')
  localStorage.clear()
})

const histogramOf = (study: Study): NonNullable<Study['histogram']> => {
  if (study.histogram === null) throw new Error('no histogram')
  return study.histogram
}

describe('the base rate in words', () => {
  it('says state, days, windows, quantiles and the usual median, in the reader’s language', () => {
    const histogram = histogramOf(studyFixture())
    const words = histogramWords(histogram, english, t)
    expect(words).toContain('122 past days like today')
    expect(words).toContain('RSI from 30 to under 50, close not above its 200-session average')
    expect(words).toContain('14 separate windows')
    expect(words).toContain('one in ten below −5.2%, median 0.4%, one in ten above 6.1%')
    expect(words).toContain('The median of all days is 1.2%')
    setLanguage('zh-TW')
    expect(histogramWords(histogram, formatsFor('zh-TW'), t)).toContain(
      '122 個交易日、14 個獨立區間'
    )
  })

  it('has words for all eight states', () => {
    const bands = ['rsi.0-30', 'rsi.30-50', 'rsi.50-70', 'rsi.70-100']
    const all = bands.flatMap((band) => ['above', 'below'].map((side) => `${band}|${side}`))
    const worded = all.map((state) => stateWords(state, t))
    expect(new Set(worded).size).toBe(8)
    expect(worded.every((words) => words.startsWith('RSI'))).toBe(true)
    expect(stateWords('unknown', t)).toBe('unknown')
  })

  it('that is missing says what is missing: history, movement or windows', () => {
    const drawdown = {
      dates: Array<string>(60).fill('2024-01-02'),
      values: Array<number>(60).fill(0)
    }
    const short: Study = { ...studyFixture(), histogram: null, windows: null, cone: [], drawdown }
    expect(noBaseRate(short, t)).toContain('200th session on, and this file has 60')
    expect(noBaseRate({ ...short, windows: 3 }, t)).toContain('3 of the 10 separate windows')
    const still = { ...studyFixture(), histogram: null, windows: null }
    expect(noBaseRate(still, t)).toContain('have not moved')
  })
})

describe('range, drawdown and later bars in words', () => {
  it('the range is that of the twentieth session', () => {
    const study = studyFixture()
    const words = rangeWords(study, english, t)
    const last = study.cone[19]
    for (const value of [last?.q5, last?.q10, last?.median, last?.q90, last?.q95]) {
      expect(words).toContain(english.fixed(value ?? NaN, 2))
    }
    expect(noRange(study, t)).toBeNull()
  })

  it('a range that is missing says how many sessions it needs', () => {
    const study = { ...studyFixture(), cone: [] }
    expect(rangeWords(study, english, t)).toBe(`Range: ${rangeBars} sessions needed, 300 here.`)
  })

  it('the drawdown tells today’s fall and the deepest with its date', () => {
    const { drawdown } = studyFixture()
    const deepest = drawdown.values.indexOf(Math.max(...drawdown.values))
    const words = drawdownWords(studyFixture(), english, t)
    expect(words).toContain(english.percent(drawdown.values.at(-1) ?? NaN))
    expect(words).toContain(`on ${english.date(drawdown.dates[deepest] ?? '')}`)
  })

  it('later bars are counted, and a single one reads as one', () => {
    const { later } = outcomeFixture()
    expect(laterWords(later, english, t)).toContain('20 sessions after the as-of date')
    const first = { ...later, dates: later.dates.slice(0, 1), close: later.close.slice(0, 1) }
    expect(laterWords(first, english, t)).toBe(
      'One session after the as-of date is drawn, 15 Sep 2008, with a close of 1,192.70.'
    )
  })
})

describe('what is drawn', () => {
  it('later bars follow the last one, without averages, and leave the series as it was', () => {
    const series = chartFixture()
    const { later } = outcomeFixture()
    const whole = withLater(series, later)
    expect(whole.close.slice(300)).toEqual(later.close)
    expect(whole.sma200.slice(300)).toEqual(Array(20).fill(null))
    const lengths = Object.values(whole).flatMap((each) =>
      Array.isArray(each) ? [each.length] : []
    )
    expect(new Set(lengths)).toEqual(new Set([320]))
    expect(series.dates).toHaveLength(300)
    expect(withLater(series, null)).toBe(series)
  })

  it('of the triggers the flips and the three nearest in deviations', () => {
    const fact = (metric: string, value: number): Fact => ({
      ...{ id: metric, subject: 'x', metric, value, unit: 'price', basis: 'split', formula: '' },
      ...{ asOf: '', from: '', to: '', source: { kind: 'derived', inputs: [], formula: '' } }
    })
    const facts = [
      ...[fact('trigger.sma.200', 130), fact('trigger.sma.200.sigma', 5)],
      ...[fact('trigger.rsi.50', 101), fact('trigger.rsi.50.sigma', -0.4)],
      ...[fact('trigger.sma.20', 102), fact('trigger.sma.20.sigma', 0.8)],
      ...[fact('trigger.macd.histogram', 99), fact('trigger.macd.histogram.sigma', -0.3)],
      ...[fact('flip.up', 104), fact('flip.up.sigma', 2), fact('flip.up.share', 0.1)]
    ]
    expect(triggerLevels(facts)).toEqual([
      { kind: 'flip.up', price: 104, fact: 'flip.up' },
      { kind: 'trigger.macd.histogram', price: 99, fact: 'trigger.macd.histogram' },
      { kind: 'trigger.rsi.50', price: 101, fact: 'trigger.rsi.50' },
      { kind: 'trigger.sma.20', price: 102, fact: 'trigger.sma.20' }
    ])
  })

  it('labels stand apart around where they want to be, in their order and inside the pane', () => {
    const pane = { gap: 14, top: 7, bottom: 100 }
    expect(spreadLabels([10, 60, 14], pane)).toEqual([7, 60, 21])
    expect(spreadLabels([50, 50, 90], pane)).toEqual([43, 57, 90])
    expect(spreadLabels([99, 97, 98], pane)).toEqual([100, 72, 86])
    expect(spreadLabels([], pane)).toEqual([])
    const held = fc.property(
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 15 }),
      (wanted) => {
        const places = spreadLabels(wanted, { gap: 14, top: 7, bottom: 293 })
        const sorted = [...places].sort((one, other) => one - other)
        expect(sorted[0]).toBeGreaterThanOrEqual(7)
        expect(sorted.at(-1)).toBeLessThanOrEqual(293)
        sorted.slice(1).forEach((place, at) => {
          expect(place - (sorted[at] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9)
        })
      }
    )
    fc.assert(held, { seed: 5, numRuns: 200 })
  })

  it('the histogram keeps bars, marks and ticks inside, and counts as heights', () => {
    const histogram = histogramOf(studyFixture())
    const { bars, marks, ticks } = histogramLayout(histogram)
    expect(bars.map(({ height }) => Math.round(height))).toEqual([2, 10, 29, 73, 100, 54, 22, 7])
    const places = [...bars, ...marks, ...ticks].map(({ left }) => left)
    expect(places.every((left) => left >= -1e-9 && left <= 100 + 1e-9)).toBe(true)
    expect(ticks.some(({ value }) => Math.abs(value) < 1e-12)).toBe(true)
    expect(ticks.length).toBeLessThanOrEqual(6)
    const lone = histogramLayout({ ...histogram, bins: [{ from: 0.02, to: 0.02, count: 122 }] })
    expect(lone.bars[0]?.width).toBeGreaterThan(0)
  })
})

describe('how the chart was left', () => {
  it('is how it comes back', () => {
    const choice = { view: 'baserate', range: 'years5', parts: ['levels', 'drawdown'] } as const
    rememberChoice({ ...choice, parts: [...choice.parts] })
    expect(rememberedChoice()).toEqual(choice)
  })

  it.each(['', 'null', '7', '{"view":"moon","range":1,"parts":"all"}', '{'])(
    'is plain when what was kept is %j',
    (kept) => {
      localStorage.setItem('war-room.chart', kept)
      expect(rememberedChoice()).toEqual(plainChoice)
    }
  )
})
