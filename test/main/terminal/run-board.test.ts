import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BoardFigures, BoardRow } from '../../../preload/contract/board'
import type { ErrorShape } from '../../../preload/contract/errors'
import { languages } from '../../../preload/contract/words'
import { dataFlags } from '../../../main/evidence/facts/flags'
import { onAbort } from '../../../main/kernel/abort'
import type { BoardEngine, OpenBoardEngine } from '../../../main/terminal/board-engine'
import { boardTable } from '../../../main/terminal/board-table'
import { displayWidth } from '../../../main/terminal/display-width'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { createWords } from '../../../main/terminal/words'
import { fileFolder, type FileFolder } from '../board/board-files'
import { FakeHost } from './fake-host'
import { fakeParts } from './fake-parts'

let files: FileFolder
beforeEach(() => {
  files = fileFolder()
})
afterEach(() => files.remove())

const figures: BoardFigures = {
  ...{ asOf: '2026-11-20', close: 1_045.5, change: -0.012, z: -1.31, volatilityPercentile: 0.874 },
  ...{ stance: 'sell', p: 0.4731, margin: 0.0069 },
  trigger: { metric: 'trigger.sma.50', price: 1_038.2, sigma: -0.42 },
  flags: [{ metric: 'data.split.suspect', blocking: true }]
}
const unknown: BoardFigures = {
  ...{ asOf: '2026-11-20', close: 0.01234, change: null, z: null, volatilityPercentile: null },
  ...{ stance: 'no-call', p: null, margin: null, trigger: null, flags: [] }
}
const error: ErrorShape = {
  code: 'evidence.not-text',
  message: 'chart.csv: not text',
  retryable: false,
  parameters: { file: 'chart.csv' }
}
const good = (name: string, own = figures): BoardRow => ({
  ...{ id: name, name, figures: own, error: null }
})
const bad = (name: string): BoardRow => ({ id: name, name, figures: null, error })

interface Opened {
  engine: BoardEngine
  closed: number
}

/** A program whose rows come as `rowOf` has them; without one it waits until it is stopped. */
const engineOf = (rowOf: (name: string, index: number) => BoardRow | null): Opened => {
  const opened: Opened = {
    closed: 0,
    engine: {
      notices: [],
      rows: async (asked, { onRow, signal }) => {
        const rows = asked.map(({ name }, index) => rowOf(name, index))
        const there = rows.filter((row) => row !== null)
        for (const row of there) onRow?.(row)
        if (there.length < rows.length) {
          await new Promise<void>((resolve) => void onAbort(signal, resolve))
        }
        return there
      },
      close: async () => void (opened.closed += 1)
    }
  }
  return opened
}

const run = async (
  argv: string[],
  { engine }: Pick<Opened, 'engine'>,
  host = new FakeHost()
): Promise<{ code: number; host: FakeHost }> => {
  const openBoard: OpenBoardEngine = async () => engine
  const code = await runTerminal(['board', ...argv], host, fakeParts({ openBoard }))
  return { code, host }
}

const three = (): string[] => ['b.csv', 'a.csv', 'chart.csv'].map((name) => files.write(name, ''))
const mixed = (name: string): BoardRow => (name === 'chart.csv' ? bad(name) : good(name))

describe('the board in the terminal', () => {
  it('prints a row a file, in the order given, and ends with 0 although one is bad', async () => {
    const opened = engineOf(mixed)
    const { code, host } = await run(three(), opened)
    expect(code).toBe(0)
    expect(host.printed.split('\n').map((line) => line.split(/\s{2,}/)[0])).toEqual([
      ...['Subject', 'b.csv', 'a.csv', 'chart.csv', '']
    ])
    expect(host.printed).toContain('sell')
    expect(host.printed).toContain('SMA 50 1,038.20 −0.4σ')
    expect(host.printed).toContain('Not read: chart.csv is not a text file.')
    expect(host.complained).toBe('')
    expect(opened.closed).toBe(1)
    expect(host.listeners).toBe(0)
  })

  it('gives as JSON an array in the same order, a refused file with its error', async () => {
    const { code, host } = await run([...three(), '--json'], engineOf(mixed))
    expect(code).toBe(0)
    expect(JSON.parse(host.printed)).toEqual([
      { name: 'b.csv', ...figures },
      { name: 'a.csv', ...figures },
      { name: 'chart.csv', error }
    ])
  })

  it('takes a folder for the CSV files in it', async () => {
    three()
    files.write('notes.md', '')
    const { host } = await run([files.folder, '--json'], engineOf(mixed))
    const names = (JSON.parse(host.printed) as { name: string }[]).map(({ name }) => name)
    expect(names).toEqual(['a.csv', 'b.csv', 'chart.csv'])
  })

  it('ends with 2 when nothing could be read, and still says why', async () => {
    const { code, host } = await run([...three(), '--json'], engineOf(bad))
    expect(code).toBe(2)
    expect(JSON.parse(host.printed)).toHaveLength(3)
  })

  it.each([
    ['no file', [], 'Name price files or folders'],
    ['an option of a run', ['a.csv', '--notes', 'b.md'], 'no option --notes'],
    ['a day that is none', ['a.csv', '--as-of', '2020-02-30'], 'YYYY-MM-DD'],
    ['no folder to keep in', ['a.csv', '--data', '/nowhere/at/all'], 'no folder']
  ])('refuses %s with 2 and one line', async (_name, argv, words) => {
    const { code, host } = await run(argv, engineOf(mixed))
    expect([code, host.printed]).toEqual([2, ''])
    expect(host.complained).toContain(words)
    expect(host.complained.trimEnd().split('\n')).toHaveLength(1)
  })

  it('refuses a folder without price files with 2', async () => {
    const { code, host } = await run([files.folder], engineOf(mixed))
    expect([code, host.printed]).toEqual([2, ''])
    expect(host.complained).toContain('There is no CSV file in')
  })

  it('tells a terminal on stderr how far it is, and wipes that away', async () => {
    const host = new FakeHost({ terminal: true, columns: 200 })
    await run(three(), engineOf(mixed), host)
    expect(host.complained).toContain('2 of 3 a.csv')
    expect(host.complained.endsWith('\u001b[J')).toBe(true)
    expect(host.printed).not.toContain('\u001b')
  })
})

describe('a board that is stopped', () => {
  const stopped = async (argv: string[]): Promise<{ code: number; host: FakeHost }> => {
    const host = new FakeHost()
    const first = (name: string, index: number): BoardRow | null =>
      index === 0 ? good(name) : null
    const running = run(argv, engineOf(first), host)
    while (host.listeners === 0) await new Promise((resolve) => setImmediate(resolve))
    host.signal('SIGINT')
    return running
  }

  it('prints the rows that are there and says how many are missing, with 130', async () => {
    const { code, host } = await stopped(three())
    expect(code).toBe(130)
    expect(host.printed).toContain('b.csv')
    expect(host.complained).toBe('war-room: stopped: 2 rows of 3 are missing\n')
  })

  it('prints no JSON that could pass for a whole one', async () => {
    const { code, host } = await stopped([...three(), '--json'])
    expect([code, host.printed]).toEqual([130, ''])
    expect(host.complained).toContain('2 rows of 3 are missing')
  })
})

describe('the table', () => {
  const wide = { isTerminal: false, columns: 80, write: () => undefined }
  const rows = [good('AAPL.csv'), good('台積電.csv', unknown), bad('鴻海.csv')]
  const startOf = (line: string, text: string): number => {
    const at = line.indexOf(text)
    return at < 0 ? -1 : displayWidth(line.slice(0, at))
  }

  it.each(languages)('stands in columns in %s, whatever widths its characters have', (language) => {
    const words = createWords(language)
    const [head = '', first = '', second = '', third = ''] = boardTable(words, rows, wide).split(
      '\n'
    )
    const asOf = startOf(head, words.text('board:column.asOf'))
    expect(startOf(first, '2026-11-20')).toBe(asOf)
    expect(startOf(second, '2026-11-20')).toBe(asOf)
    expect(startOf(third, words.text('board.failed', { error: '' }).trimEnd())).toBe(asOf)
    const stance = startOf(head, words.text('board:column.stance'))
    expect(startOf(first, words.text('stance.sell'))).toBe(stance)
    expect(startOf(second, words.text('stance.no-call'))).toBe(stance)
    // No key of a catalogue is left, and no place in a text.
    expect(head + first).not.toMatch(/column|trigger[.]|flag[.]|\{\{/)
  })

  it('shows what is not known as a dash, and small prices to four figures', () => {
    const [, , second = ''] = boardTable(createWords('en'), rows, wide).split('\n')
    expect(second.split(/\s{2,}/).slice(1)).toEqual([
      ...['2026-11-20', '0.01234', '–', '–', '–', 'no call', '–', '–', '–']
    ])
  })

  it('has a word for every trigger and flag', () => {
    const triggers = ['sma.20', 'sma.50', 'sma.200', 'rsi.30', 'rsi.50', 'rsi.70', 'macd.histogram']
    const metrics = dataFlags.map(({ metric }) => metric)
    const all = triggers.map((name) =>
      good(name, {
        ...figures,
        trigger: { metric: `trigger.${name}`, price: 1, sigma: 1 },
        flags: metrics.map((metric) => ({ metric, blocking: false }))
      })
    )
    for (const language of languages) {
      const [, ...lines] = boardTable(createWords(language), all, wide).split('\n')
      // The first word of a line is the file's name.
      for (const line of lines) expect(line.slice(14)).not.toMatch(/[a-z]+[.][a-z]+/)
    }
  })

  it('is no wider than a terminal, and cuts names before figures', () => {
    const long = good(`${'臺'.repeat(40)}.csv`)
    const screen = { isTerminal: true, columns: 100, write: () => undefined }
    const table = boardTable(createWords('zh-TW'), [long], screen)
    for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(100)
    expect(table).toContain('1,045.50')
  })

  it('lets no name steer the screen', () => {
    const table = boardTable(createWords('en'), [good('a\u001b[2J\u202e\n.csv')], wide)
    expect([...table].every((each) => each === '\n' || (each.codePointAt(0) ?? 0) >= 32)).toBe(true)
    expect(table).not.toContain('\u202e')
    expect(table.split('\n')).toHaveLength(3)
  })
})
