import { beforeAll, describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { FactBook } from '../../../../main/analysts/desk/fact-book'
import { rankPoints } from '../../../../main/analysts/desk/findings/points'
import { computeFacts } from '../../../../main/evidence/compute-facts'
import { tickOf } from '../../../../main/evidence/taiwan/ticks'
import { triggerNames } from '../../../../main/analysts/desk/findings/trigger-names'
import type { Fact } from '../../../../preload/contract/facts'
import { checkText } from '../../../support/desk-checker'
import { sayAlone, withFacts } from '../../../support/desk-facts'
import { evidenceOf, factsOf } from '../../../support/desk-room'
import { makeSeries, toCsv } from '../../../support/desk-series'
import { sp500File } from '../../../support/sp500-bars'

const of = (facts: readonly Fact[], metric: string): Fact => {
  const fact = facts.find((each) => each.metric === metric)
  if (fact === undefined) throw new Error(`no ${metric}`)
  return fact
}

let facts: Fact[] = []
let crisis: Fact[] = []

beforeAll(() => {
  facts = factsOf({ prices: toCsv(makeSeries('trending', 7)) })
  const prices = new Uint8Array(readFileSync(sp500File))
  crisis = factsOf({ prices, asOf: '2008-09-12' })
})

describe('Scout', () => {
  test('names only measures outside the middle 80 %, else how many of how many lie inside', () => {
    const shares = {
      'percentile.volatility': 0.5,
      'percentile.return.20d': 0.5,
      'percentile.distance.sma.200': 0.5,
      'percentile.drawdown': 0.5
    }
    const unusual = (values: Record<string, number>): string[] =>
      sayAlone('scout', withFacts(facts, { ...shares, ...values })).rules.filter((rule) =>
        rule.startsWith('scout.unusual')
      )
    expect(unusual({})).toEqual(['scout.unusual.none'])
    expect(unusual({ 'percentile.drawdown': 0.91 })).toEqual(['scout.unusual.drawdown.high'])
    expect(unusual({ 'percentile.return.20d': 0.09, 'percentile.volatility': 0.95 })).toEqual([
      'scout.unusual.volatility.high',
      'scout.unusual.return.low'
    ])
  })

  test.each(['scout', 'risk'] as const)('%s votes with the p of its own fact', (role) => {
    const { report } = sayAlone(role, facts)
    expect(report.p).toBe(of(facts, `vote.${role}.p`).value)
    const silent = sayAlone(role, withFacts(facts, { [`vote.${role}.p`]: null })).report
    expect([silent.p, silent.stance]).toEqual([null, 'no-call'])
  })
})

describe('Quant Lead', () => {
  test('says the three nearest next closes, nearest first, on the right side of the close', () => {
    const sigma = (name: string): number => Number(of(crisis, `trigger.${name}.sigma`).value)
    const known = triggerNames.filter((name) =>
      crisis.some(({ metric }) => metric === `trigger.${name}.sigma`)
    )
    const nearest = [...known].sort((a, b) => Math.abs(sigma(a)) - Math.abs(sigma(b))).slice(0, 3)
    const { report } = sayAlone('quant', crisis)
    const said = report.findings.find(({ rule }) => rule === 'quant.crossings.three')
    expect(said?.facts).toEqual(
      nearest.flatMap((name) => [
        of(crisis, `trigger.${name}`).id,
        of(crisis, `trigger.${name}.sigma`).id
      ])
    )
    const close = Number(of(crisis, 'price.close').value)
    for (const name of nearest) {
      expect(Math.sign(Number(of(crisis, `trigger.${name}`).value) - close)).toBe(
        Math.sign(sigma(name))
      )
    }
  })
})

describe('Historian', () => {
  test('says whether the verdict hangs on the edge of the band', () => {
    const near = (values: Record<string, string | null>): string | undefined =>
      sayAlone('historian', withFacts(crisis, values)).rules.find((rule) =>
        rule.startsWith('historian.near')
      )
    expect(near({})).toMatch(/^historian\.near\.kept/)
    expect(near({ 'baserate.20d.near.differs': 'yes' })).toMatch(/^historian\.near\.turned/)
    expect(near({ 'baserate.20d.near.hitrate': null })).toBe('historian.near.few')
  })

  test('calls windows of which most start in one year close to one experience', () => {
    const years = (most: number): string[] =>
      sayAlone('historian', withFacts(crisis, { 'baserate.20d.windows.most': most })).rules
    expect(years(11)).toContain('historian.years.spread')
    expect(years(30)).toContain('historian.years.bunched')
  })

  test('prints the worst outcome with its date', () => {
    const { text } = sayAlone('historian', crisis)
    expect(text).toContain(`${String(of(crisis, 'baserate.20d.worst.date').value)} [`)
  })
})

describe('Bull and Bear', () => {
  test('each cites points of the one ranked list only, and the other’s first by its facts', () => {
    const points = rankPoints(new FactBook(crisis))
    const listed = new Set(points.flatMap(({ finding }) => finding.facts))
    for (const [role, sign] of [
      ['bull', 1],
      ['bear', -1]
    ] as const) {
      const { findings } = sayAlone(role, crisis).report
      const argued = findings.filter(({ lead }) =>
        ['points', 'answer', 'concession'].includes(lead)
      )
      for (const { facts: cited } of argued) for (const id of cited) expect(listed).toContain(id)
      const top = points.find((point) => point.sign !== sign)?.finding.facts ?? []
      const answered = findings.filter(({ lead }) => lead === 'answer' || lead === 'concession')
      const used = new Set(answered.flatMap(({ facts: cited }) => cited))
      for (const id of top) expect(used, role).toContain(id)
    }
  })

  test('the case ends at the flip where that is nearer than the level, else at the level', () => {
    const close = Number(of(crisis, 'price.close').value)
    const flip = (price: number, lean: string): Fact[] =>
      withFacts(crisis, {
        'forecast.room.p': 0.5,
        'flip.down': price,
        'flip.down.sigma': Math.log(price / close) / 0.015,
        'flip.down.lean': lean
      })
    const killed = (list: readonly Fact[]): string | undefined =>
      sayAlone('bull', list).rules.find((rule) => rule.startsWith('bull.kill'))
    const level = Number(of(crisis, 'close.low.60d').value)
    expect(killed(flip((close + level) / 2, 'sell'))).toBe('bull.kill.flip')
    expect(killed(flip((close + level) / 2, 'buy'))).toBe('bull.kill.extreme')
    expect(killed(flip(level * 0.9, 'sell'))).toBe('bull.kill.extreme')
  })
})

describe('Risk Officer', () => {
  const breaches = (slow: number, scaled: number): string | undefined =>
    sayAlone(
      'risk',
      withFacts(facts, {
        'var.95.1d.breaches.250': slow,
        'var.95.1d.breaches.250.scaled': scaled
      })
    ).rules.find((rule) => rule.startsWith('risk.breaches'))

  test('a line broken more than 20 times in 250 sessions is the headline', () => {
    expect(sayAlone('risk', crisis).report.findings[0]?.rule).toBe(
      'risk.breaches.headline.historical'
    )
    expect(breaches(20, 20)).toBe('risk.breaches.ordinary.over')
    expect(breaches(12, 12)).toBe('risk.breaches.ordinary.within')
    expect(breaches(21, 20)).toBe('risk.breaches.headline.historical')
    expect(breaches(20, 21)).toBe('risk.breaches.headline.scaled')
    expect(breaches(21, 21)).toBe('risk.breaches.headline.both')
  })

  test('warns when the stop is nearer than the scaled 99 % one-day loss', () => {
    const rules = (distance: number): string[] =>
      sayAlone('risk', withFacts(facts, { 'plan.stop.distance': distance })).rules
    const tail = Number(of(facts, 'var.99.1d.scaled').value)
    expect(rules(tail * 0.99)).toContain('risk.nearStop')
    expect(rules(tail * 1.01)).not.toContain('risk.nearStop')
  })

  test('a file of closes alone has its size too', () => {
    const closes = factsOf({ prices: toCsv(makeSeries('close-only', 3), 'close-only') })
    const { report, text } = sayAlone('risk', closes)
    expect(report.findings.some(({ rule }) => rule.startsWith('risk.size.plain'))).toBe(true)
    expect(text).toContain(`[${of(closes, 'plan.close.stop').id}]`)
  })

  test('days at a daily limit are said to cut its losses short', () => {
    const limited = withFacts(
      withFacts(facts, { 'limit.rate': 0.1 }, 'ratio'),
      { 'limit.bars.1000d': 3, 'limit.down': 90 },
      'bars'
    )
    expect(sayAlone('risk', limited).text).toMatch(/truncated/)
    expect(sayAlone('risk', withFacts(limited, { 'limit.bars.1000d': 0 })).text).not.toMatch(
      /truncated/
    )
  })
})

describe('flags', () => {
  const flagged = (role: Parameters<typeof sayAlone>[0], list: readonly Fact[]): string[] =>
    sayAlone(role, list, { asOfAsked: '2008-09-12' }).rules.filter((rule) =>
      rule.startsWith('caution.')
    )

  test('a suspected split is said by every role whose figures it touches', () => {
    const split = withFacts(
      withFacts(
        withFacts(crisis, { 'data.split.suspect': '2001-02-05 2:1' }, 'text'),
        {
          'data.split.suspect.count': 1
        },
        'count'
      ),
      { 'data.split.suspect.date': '2001-02-05' },
      'date'
    )
    for (const role of ['quant', 'historian', 'bull', 'bear', 'risk'] as const) {
      expect(flagged(role, split), role).toContain('caution.data_split_suspect')
    }
    expect(flagged('risk', crisis)).toEqual([])
  })

  test('the last close at its limit, a new unit of volume and stale bars are said by Scout', () => {
    const limited = withFacts(
      withFacts(crisis, { 'limit.state': 'down' }, 'text'),
      {
        'limit.rate': 0.1
      },
      'ratio'
    )
    const stale = withFacts(
      limited,
      { 'data.stale.bars': 2, 'data.volume.unit.factor': 1000 },
      'bars'
    )
    const unit = withFacts(stale, { 'data.volume.unit': '2008-05-05' }, 'date')
    expect(flagged('scout', unit)).toEqual([
      'caution.limit_state.down',
      'caution.data_volume_unit',
      'caution.data_open_copiedUntil',
      'caution.data_stale_bars'
    ])
    for (const language of ['en', 'zh-TW'] as const) {
      expect(checkText(sayAlone('scout', unit, { language }).text, unit, language)).toEqual([])
    }
  })

  test('restated prices are said by Historian for a past date only', () => {
    const restated = withFacts(crisis, { 'data.restated': 'adjusted close' }, 'text')
    expect(flagged('historian', restated)).toEqual(['caution.data_restated'])
    expect(sayAlone('historian', restated).rules).not.toContain('caution.data_restated')
  })
})

describe('a Taiwan listing with a benchmark', () => {
  const listing = (): Fact[] => {
    const rows = makeSeries('gappy', 2).map((row) => {
      const price = row.close / 10
      const tick = tickOf(price, row.date, false)
      const close = Number((Math.round(price / tick) * tick).toFixed(2))
      return { ...row, open: close, high: close, low: close, close }
    })
    const prices = toCsv(rows)
    const benchmark = toCsv(makeSeries('gappy', 2))
    const evidence = evidenceOf({ prices, benchmark })
    return computeFacts({ subject: '2330.TW', evidence }).facts
  }

  test('Risk Officer keeps to its length and its facts, at a limit too', () => {
    const known = listing()
    expect(known.some(({ metric }) => metric === 'limit.bars.1000d')).toBe(true)
    for (const list of [known, withFacts(known, { 'limit.state': 'down' }, 'text')]) {
      const zh = sayAlone('risk', list, { language: 'zh-TW' })
      const length = [...zh.text.replace(/\s*\[F\d+\]/g, '').replace(/[\s*]/g, '')].length
      expect(length).toBeGreaterThanOrEqual(200)
      expect(length).toBeLessThanOrEqual(600)
      expect(checkText(zh.text, list, 'zh-TW')).toEqual([])
      expect(checkText(sayAlone('risk', list).text, list, 'en')).toEqual([])
      expect(zh.rules.some((rule) => rule.startsWith('risk.limit.'))).toBe(true)
      expect(zh.rules.some((rule) => rule.startsWith('risk.beta.'))).toBe(true)
    }
  })
})

describe('the S&P 500 in September 2008', () => {
  test.each(['en', 'zh-TW'] as const)('every figure stands on its fact, in %s', (language) => {
    for (const role of ['scout', 'quant', 'historian', 'bull', 'bear', 'risk'] as const) {
      const { text } = sayAlone(role, crisis, { language, asOfAsked: '2008-09-12' })
      expect(checkText(text, crisis, language), role).toEqual([])
    }
  })
})
