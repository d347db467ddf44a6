import { describe, expect, it } from 'vitest'
import {
  withCompanions,
  withoutCompanions,
  type Beside
} from '../../../renderer/src/features/command-panel/composables/companions'
import { defaultFrom } from '../../../renderer/src/features/command-panel/composables/price-range'
import { subjectOptions } from '../../../renderer/src/features/command-panel/composables/subject-options'
import { meaningOf } from '../../../renderer/src/features/command-panel/composables/subject-text'
import { fetchedSymbol, match } from '../support/live-prices'

const nothing: Beside = { benchmark: null, notes: [], fundamentals: null }
const own = { name: 'own.csv', sha256: 'own' }
const note = { name: 'note.md', sha256: 'note' }
const names = ({ benchmark, notes, fundamentals }: Beside): (string | undefined)[] => [
  benchmark?.name,
  fundamentals?.name,
  ...notes.map(({ name }) => name)
]

describe('what comes with fetched prices', () => {
  const tsmc = fetchedSymbol()
  const apple = fetchedSymbol('AAPL', '^GSPC')
  const all = withCompanions({ ...nothing, notes: [note] }, null, tsmc)

  it('stands beside them, after the notes of the user', () => {
    expect(names(all)).toEqual([
      ...['^TWII.csv', '2330.TW fundamentals.json', 'note.md', '2330.TW headlines.md']
    ])
  })

  it('gives way to what comes with another symbol, and to nothing for a file', () => {
    expect(names(withCompanions(all, tsmc, apple))).toEqual([
      ...['^GSPC.csv', 'AAPL fundamentals.json', 'note.md', 'AAPL headlines.md']
    ])
    expect(names(withoutCompanions(all, tsmc))).toEqual([undefined, undefined, 'note.md'])
  })

  it('never takes the place of a benchmark that the user chose, and never takes it away', () => {
    const chosen = { ...all, benchmark: own }
    expect(withCompanions({ ...nothing, benchmark: own }, null, tsmc).benchmark).toBe(own)
    expect(withCompanions(chosen, tsmc, apple).benchmark).toBe(own)
    expect(withoutCompanions(chosen, tsmc).benchmark).toBe(own)
  })

  it('stays away for the same symbol where the user took it away, however often', () => {
    let beside = withCompanions({ ...all, benchmark: null, notes: [note] }, tsmc, tsmc)
    beside = withCompanions(beside, tsmc, tsmc)
    expect(names(beside)).toEqual([undefined, '2330.TW fundamentals.json', 'note.md'])
    expect(withCompanions(beside, tsmc, apple).benchmark?.name).toBe('^GSPC.csv')
  })
})

describe('what a typed subject means', () => {
  it.each([
    ...(['SP500', 'sp500', '/data/x', 'C:\\x', 'prices.csv', '~/x', '"AAPL"'] as const).map(
      (typed) => [typed, 'file'] as const
    ),
    ...(['2330', '2330.TW', 'aapl', '^GSPC', 'BRK-B', 'EURUSD=X', '00631L'] as const).map(
      (typed) => [typed, 'symbol'] as const
    ),
    ...(['台積電', 'Apple Inc', '-x'] as const).map((typed) => [typed, 'words'] as const)
  ])('%s is a %s', (typed, meaning) => {
    expect(meaningOf(typed)).toBe(meaning)
  })
})

describe('the completion', () => {
  const offered = {
    bundledName: 'S&P 500, 2000–2020',
    recent: [{ typed: '/data/s&p.csv', name: 's&p.csv' }],
    matches: [match('SPY', 'SPDR S&P 500'), match('a b', 'not a symbol')]
  }

  it('has what is here first, then what was found and can be fetched', () => {
    expect(subjectOptions('S&P', offered).map(({ typed }) => typed)).toEqual([
      ...['SP500', '/data/s&p.csv', 'SPY']
    ])
    expect(subjectOptions('spy', offered).map(({ typed }) => typed)).toEqual(['SPY'])
  })

  it('offers a symbol once, as the recent one that it is', () => {
    const recent = [{ typed: 'SPY', name: 'SPDR S&P 500' }]
    const options = subjectOptions('spy', { ...offered, recent })
    expect(options.map(({ typed, from }) => `${typed} ${from}`)).toEqual(['SPY recent'])
  })

  it('takes digits for a code of Taiwan before all other markets', () => {
    const matches = [match('2330.HK', 'A'), match('2330.TW', 'B'), match('2330.TWO', 'C')]
    const typed = (text: string): string[] =>
      subjectOptions(text, { ...offered, matches }).map((option) => option.typed)
    expect(typed('2330')).toEqual(['2330.TW', '2330.TWO', '2330.HK'])
    expect(typed('tsmc')).toEqual(['2330.HK', '2330.TW', '2330.TWO'])
  })
})

describe('the range of prices', () => {
  it('begins ten years back, with the year, before the as-of date where that is earlier', () => {
    const now = new Date(2026, 10, 21)
    expect(defaultFrom('', now)).toBe('2016-01-01')
    expect(defaultFrom('2008-09-12', now)).toBe('1998-01-01')
    expect(defaultFrom('2090-01-01', now)).toBe('2016-01-01')
    expect(defaultFrom('2008-13-40', now)).toBe('2016-01-01')
  })
})
