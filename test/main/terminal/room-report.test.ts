import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../preload/contract/facts'
import { emptySessionState, plannedRole } from '../../../preload/contract/session-initial'
import type { SessionState } from '../../../preload/contract/session-state'
import { languages } from '../../../preload/contract/words'
import { factSource, factValue } from '../../../main/terminal/fact-text'
import { roomReport } from '../../../main/terminal/room-report'
import type { Screen } from '../../../main/terminal/screen'
import { showSummary } from '../../../main/terminal/summary-text'
import { createWords } from '../../../main/terminal/words'
import { emptySummary } from '../../support/plans'

const fact = (change: Partial<Fact>): Fact => ({
  id: 'F1',
  subject: 'SP500',
  metric: 'price.close',
  value: 1_251.7,
  unit: 'price',
  basis: 'split',
  asOf: '2008-09-12',
  from: '2008-09-12',
  to: '2008-09-12',
  source: {
    kind: 'price-rows',
    file: 'sp500.csv',
    from: '2000-01-03',
    to: '2008-09-12',
    bars: 2_188,
    sha256: 'abcdef0123456789'.repeat(4)
  },
  formula: 'close',
  ...change
})

const finished: SessionState = {
  ...emptySessionState('s1'),
  status: 'completed',
  subject: { id: 'x', name: 'SP500' },
  asOf: '2008-09-12',
  prompt: 'Is it | over?',
  playbook: { id: 'equity', version: '1.0.0', sha256: '0'.repeat(64) },
  roles: [
    { ...plannedRole('one', 'quant', 'Quant Lead'), status: 'ok', text: 'Trend down [F1].' },
    { ...plannedRole('one', 'intel', 'Intel Officer'), status: 'abstained' }
  ],
  facts: [
    fact({}),
    fact({ id: 'F2', metric: 'return.20d', value: -0.0321, unit: 'ratio', formula: 'a | b' })
  ],
  summary: {
    ...emptySummary,
    header: 'S&P 500',
    stanceLine: 'SELL (lean)',
    sections: [{ id: 'overview', title: 'Market overview', text: 'Down.' }],
    lines: [
      {
        role: 'quant',
        label: 'Quant Lead',
        p: 0.48,
        windows: 51,
        without: { stance: 'hold', p: 0.49 }
      }
    ],
    dissent: 'None to speak of.',
    swing: 'Quant Lead.',
    flipPrices: { up: 1_265.4, down: null },
    missing: [{ role: 'intel', text: 'no notes' }],
    concedes: [{ role: 'bull', label: 'Bull', text: 'A close below its average.' }],
    notRead: ['News and fundamentals.'],
    since: ['The close fell 3.2 % [F2].', 'Nothing crossed.']
  },
  end: { type: 'session.completed', atMs: 400 }
}

const shown = (state: SessionState): string => {
  let text = ''
  const screen: Screen = {
    stream: (more) => void (text += more),
    line: (more) => void (text += `${more}\n`),
    status: () => undefined,
    end: () => undefined
  }
  const { summary } = state
  if (summary !== null) showSummary(screen, createWords('en'), { state, summary })
  return text
}

describe('what changed since the last run', () => {
  it('stands before the sections on the screen, as a list', () => {
    const text = shown(finished)
    expect(text).toContain('Since last run\n- The close fell 3.2 % [F2].\n- Nothing crossed.\n')
    expect(text.indexOf('Since last run')).toBeLessThan(text.indexOf('Market overview'))
  })

  it('is no part of a first run, on the screen or in the report', () => {
    const { since: _said, ...first } = finished.summary ?? emptySummary
    const state = { ...finished, summary: first }
    expect(shown(state)).not.toContain('Since last run')
    expect(roomReport(createWords('en'), state)).not.toContain('Since last run')
  })
})

describe('the report', () => {
  const english = roomReport(createWords('en'), finished)

  it('has header, stance line, sections, lines, dissent, missing, texts and facts in this order', () => {
    const parts = [
      '# War Room: SP500',
      '**S&P 500**',
      '**SELL (lean)**',
      '## Since last run',
      '- The close fell 3.2 % [F2].',
      '- Nothing crossed.',
      '## Market overview',
      '| Quant Lead | 48.0\u00a0% | 51 | hold 49.0\u00a0% |',
      'None to speak of.',
      '- Bull: A close below its average.',
      'a close at 1,265.40 or above',
      '- no notes',
      '## Not read',
      '- News and fundamentals.',
      '### Quant Lead',
      'Trend down [F1].',
      '| F1 | price.close | 1,251.70 | price |'
    ]
    const places = parts.map((part) => english.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((one, other) => one - other))
  })

  it('keeps every row of the facts table in its columns, whatever the text', () => {
    const rows = english.split('\n').filter((line) => line.startsWith('| F'))
    expect(rows).toHaveLength(3)
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(8)
  })

  it('is the same from run to run but for its session', () => {
    const again = roomReport(createWords('en'), {
      ...finished,
      session: 's2',
      end: { type: 'session.completed', atMs: 9_999 }
    })
    expect(again.replace('s2', 's1')).toBe(english)
  })

  it.each(languages)('leaves no key and no open place in %s', (language) => {
    const report = roomReport(createWords(language), finished)
    expect(report).not.toMatch(/\{\{|report\.|summaryHeading|roleStatus|stance\.|undefined/)
  })

  it('claims nothing of prices that the desk did not compute', () => {
    const summary = { ...emptySummary, flipPrices: { up: null, down: null } }
    const report = roomReport(createWords('en'), { ...finished, summary })
    expect(report).not.toContain('What would change it')
  })

  it('says what would change the stance in the desk’s words where it has them', () => {
    const changes = [{ kind: 'price', text: 'A next close at 1,265.40 makes it hold.' } as const]
    const summary = { ...emptySummary, changes, flipPrices: { up: 1_265.4, down: null } }
    const report = roomReport(createWords('en'), { ...finished, summary })
    expect(report).toContain('- A next close at 1,265.40 makes it hold.')
    expect(report).not.toContain('or above')
  })

  it('tells how old the as-of date was when the run began', () => {
    const startedWallTime = Date.parse('2008-09-19T08:00:00Z')
    const report = roomReport(createWords('en'), { ...finished, startedWallTime })
    expect(report).toContain('2008-09-12 (last session, 5 weekdays before this run)')
  })

  it('says so when a run was cancelled before its summary', () => {
    const cancelled = roomReport(createWords('en'), {
      ...finished,
      status: 'cancelled',
      summary: null,
      end: { type: 'session.cancelled', reason: 'user', atMs: 3 }
    })
    expect(cancelled).toContain('cancelled (2 of 2 roles): stopped by you')
    expect(cancelled).toContain('There is no summary')
  })
})

describe('a fact as text', () => {
  const words = createWords('en')

  it.each([
    [fact({ value: 1_251.7 }), '1,251.70'],
    [fact({ value: 0.000_5, unit: 'ratio' }), '0.05\u00a0%'],
    [fact({ value: -0.0321, unit: 'ratio' }), '−3.21\u00a0%'],
    [fact({ value: 46.512, unit: 'score' }), '46.51'],
    [fact({ value: 3_999_000_000, unit: 'volume' }), '3,999,000,000'],
    [fact({ value: 180, unit: 'bars' }), '180 sessions'],
    [fact({ value: '2007-10-09', unit: 'date' }), '2007-10-09']
  ])('shows its value by its unit', (given, shown) => {
    expect(factValue(words, given)).toBe(shown)
  })

  it.each([
    [fact({}).source, 'sp500.csv, 2000-01-03 to 2008-09-12, 2,188 bars, sha256 abcdef012345'],
    [
      { kind: 'text-lines', file: 'n.md', from: 3, to: 4, sha256: 'f'.repeat(64) },
      'n.md, lines 3–4, sha256 ffffffffffff'
    ],
    [
      {
        kind: 'text-lines',
        file: 'n.md',
        from: 3,
        to: 3,
        sha256: 'f'.repeat(64),
        url: 'https://a.b/'
      },
      'n.md, lines 3–3, sha256 ffffffffffff, https://a.b/'
    ],
    [
      {
        kind: 'fundamentals',
        file: 'a.json',
        field: 'income.revenue',
        end: '2019-12-31',
        sha256: ''
      },
      'a.json, income.revenue of 2019-12-31, sha256 '
    ],
    [{ kind: 'derived', inputs: ['F1', 'F2'], formula: 'x' }, 'from F1, F2'],
    [
      { kind: 'page', file: 'a.pdf', page: 7, sha256: 'e'.repeat(64) },
      'a.pdf, page 7, sha256 eeeeeeeeeeee'
    ],
    [
      { kind: 'url', url: 'https://example.org/a', fetchedAt: '2020-01-01' },
      'https://example.org/a, fetched 2020-01-01'
    ]
  ] as const)('names its source', (source, shown) => {
    expect(factSource(words, source as Fact['source'])).toBe(shown)
  })
})
