import { describe, expect, it } from 'vitest'
import type { Fact, FactUnit } from '../../../preload/contract/facts'
import { formatsFor } from '../../../renderer/src/app/formats'
import { setLanguage, useText } from '../../../renderer/src/app/use-text'
import { factValue } from '../../../renderer/src/features/facts/composables/fact-value'
import { sourcePlace } from '../../../renderer/src/features/facts/composables/source-place'
import { fixtureFacts } from '../support/fixture-facts'

const english = formatsFor('en')
const chinese = formatsFor('zh-TW')

describe('figures and dates', () => {
  it('dates stand day first in English and in the Chinese order in Chinese', () => {
    expect(english.date('2008-09-12')).toBe('12 Sep 2008')
    expect(chinese.date('2008-09-12')).toBe('2008年9月12日')
  })

  it('a date does not move with the time zone, and what is no date stays as it is', () => {
    expect(english.date('2000-01-01')).toBe('1 Jan 2000')
    expect(english.date('before 2006')).toBe('before 2006')
  })

  it('a moment is its day in the reader’s zone and its minute', () => {
    const moment = new Date(2026, 8, 21, 6, 5).getTime()
    expect(english.dateTime(moment)).toBe('21 Sep 2026 06:05')
    expect(chinese.dateTime(moment)).toBe('2026年9月21日 06:05')
  })

  it('durations are seconds, then minutes, never negative', () => {
    expect(english.duration(240)).toBe('0.24s')
    expect(english.duration(8_640)).toBe('8.6s')
    expect(english.duration(65_900)).toBe('1:05')
    expect(english.duration(-5)).toBe('0.00s')
    expect(chinese.duration(8_640)).toContain('8.6')
  })

  it('money has the decimals that its size needs, and what is tiny is not nothing', () => {
    expect([0, 0.00002, 0.00215, 0.1721, 12.5].map(english.money)).toEqual([
      ...['$0.0000', '<$0.0001', '$0.0022', '$0.1721', '$12.50']
    ])
    expect(chinese.money(0.1721)).toBe('US$0.1721')
  })

  it('a ratio reads as percent', () => {
    expect(english.percent(0.0321)).toBe('3.2%')
    expect(english.percent(-0.2, 2)).toBe('−20.00%')
  })
})

describe('a fact’s value', () => {
  const of = (value: number | string, unit: FactUnit): string => {
    const [fact] = fixtureFacts
    if (fact === undefined) throw new Error('no fact')
    return factValue({ ...fact, value, unit }, english, useText().t)
  }

  it('is written with its unit', () => {
    setLanguage('en')
    expect(of(1_251.7, 'price')).toBe('1,251.70')
    expect(of(-0.0321, 'ratio')).toBe('−3.21%')
    expect(of(46.49, 'score')).toBe('46.5')
    expect(of(1.23456, 'number')).toBe('1.235')
    expect(of(6_273_260_000, 'volume')).toBe('6,273,260,000')
    expect(of(180, 'bars')).toBe('180 sessions')
    expect(of(48, 'count')).toBe('48')
    expect(of('2008-10-10', 'date')).toBe('10 Oct 2008')
    expect(of('below', 'text')).toBe('below')
  })

  it('tells where it stands, whatever its source is', () => {
    const { t } = useText()
    const sha256 = 'a'.repeat(64)
    const place = (source: Fact['source']): string => sourcePlace(source, english, t)
    const rows = { kind: 'price-rows', file: 'x', from: '2000-01-03', to: '2008-09-12' } as const
    expect(place({ ...rows, bars: 2_187, sha256 })).toBe('2,187 rows, 3 Jan 2000 – 12 Sep 2008')
    expect(place({ kind: 'text-lines', file: 'x', from: 3, to: 5, sha256 })).toBe('lines 3–5')
    expect(place({ kind: 'page', file: 'x', page: 7, sha256 })).toBe('page 7')
    expect(place({ kind: 'url', url: 'u', fetchedAt: '2008-09-12' })).toBe('12 Sep 2008')
    expect(place({ kind: 'derived', inputs: [], formula: '' })).toBe('')
  })
})
