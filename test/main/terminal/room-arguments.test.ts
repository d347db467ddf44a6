import { describe, expect, it } from 'vitest'
import { parseRoomArguments } from '../../../main/terminal/room-arguments'
import { runTerminal } from '../../../main/terminal/run-terminal'
import { parseTerminalCommand } from '../../../main/terminal/terminal-command'
import { FakeHost } from './fake-host'
import { fakeParts } from './fake-parts'

const wrong: [string, string[], RegExp][] = [
  ['no subject', [], /Name a subject/],
  ['an empty subject', [''], /Name a subject/],
  ['two subjects', ['SP500', 'b.csv'], /SP500 and b\.csv/],
  ['an unknown option', ['SP500', '--jsn', 'x'], /no option --jsn/],
  ['an unknown short option', ['SP500', '-x'], /no option -x/],
  ['an option without its value', ['SP500', '--json'], /--json needs a value/],
  ['an option followed by another', ['SP500', '--json', '--report', 'r'], /--json needs a value/],
  ['an empty value', ['SP500', '--json='], /--json needs a value/],
  ['a repeated option', ['SP500', '--lang', 'en', '--lang', 'en'], /--lang is there twice/],
  ['a value for --help', ['--help=me'], /--help takes no value/],
  ['an unknown mode', ['SP500', '--mode', 'solo'], /--mode is one of god, custom, not solo/],
  ['an unknown language', ['SP500', '--lang', 'fr'], /--lang is one of en, zh-TW, zh-CN, not fr/],
  ['a date that is no date', ['SP500', '--as-of', 'today'], /YYYY-MM-DD, not today/],
  ['a day that does not exist', ['SP500', '--as-of', '2019-02-29'], /not 2019-02-29/],
  ['a date in another form', ['SP500', '--as-of', '12/09/2008'], /not 12\/09\/2008/],
  ['a pace that is no number', ['SP500', '--pace', 'fast'], /from 0 to 100,?000, not fast/],
  ['a negative pace', ['SP500', '--pace=-1'], /not -1/],
  ['a pace beyond all eyes', ['SP500', '--pace', '100001'], /not 100001/],
  ['a prompt too long', ['SP500', '--prompt', 'x'.repeat(8_001)], /at most 8,?000 characters/],
  ['a custom room without roles', ['SP500', '--mode', 'custom'], /needs --roles/],
  ['an empty list of roles', ['SP500', '--roles', ' , '], /needs --roles/],
  ['an unknown log level', ['SP500', '--log-level', 'all'], /debug, info, warning, error, not all/],
  ['an option of list', ['SP500', '--stance', 'buy'], /no option --stance/],
  ['list without its folder', ['list'], /list needs --data DIR/],
  ['list with a subject', ['list', 'SP500', '--data', 'd'], /list takes options only, not SP500/],
  ['list into a file', ['list', '--data', 'd', '--json=a.json'], /--json takes no value/],
  ['an option of a run', ['list', '--data', 'd', '--pace', '1'], /no option --pace/],
  ['an unknown end', ['list', '--data', 'd', '--end', 'lost'], /running, completed, .*not lost/],
  ['an unknown stance', ['list', '--data', 'd', '--stance', 'up'], /strong-sell, .*not up/],
  ['a day that is none', ['list', '--data', 'd', '--from', 'May'], /--from is a day.*not May/],
  ['show without a session', ['show', '--data', 'd'], /Name a session/],
  ['show of two sessions', ['show', 'a', 'b', '--data', 'd'], /not a and b/],
  ['show without its folder', ['show', 'a'], /show needs --data DIR/],
  ['a folder that is not there', ['list', '--data', '/no/such'], /no folder \/no\/such/],
  [
    'an import without a folder',
    ['SP500', '--import-providers', 'p'],
    /-providers needs --data DIR/
  ],
  ['a source that is none', ['2330', '--source', 'tape'], /one of yahoo, template, not tape/],
  ['a source without its address', ['2330', '--source', 'template'], /needs --price-template/],
  ['an address that is none', ['2330', '--price-template', 'ftp://a/b'], /is a web address/],
  ['dates in disorder', ['2330', '--from', '2024-02-02', '--to', '2024-02-01'], /is after --to/],
  ['roles in a god room', ['SP500', '--mode', 'god', '--roles', 'scout'], /--mode custom/]
]

describe('a wrong command line', () => {
  it.each(wrong)('%s ends with 2 and one line on stderr', async (_, argv, line) => {
    const host = new FakeHost()
    const code = await runTerminal(argv, host, fakeParts())
    expect(code).toBe(2)
    expect(host.complained).toMatch(line)
    expect(host.complained.match(/\n/g)).toHaveLength(1)
    expect(host.complained).not.toContain('{{')
    expect(host.printed).toBe('')
    expect(host.listeners).toBe(0)
  })

  it.each(['zh-TW', 'zh-CN'])('is told in %s when that was asked for', async (language) => {
    const host = new FakeHost()
    await runTerminal(['--lang', language], host, fakeParts())
    expect(host.complained).toMatch(/SP500.*--help/)
    expect(host.complained).toMatch(/\p{Script=Han}/u)
  })

  it('cannot put a second line or a control sequence on stderr', async () => {
    const host = new FakeHost()
    const argv = ['SP500', '--mode', 'a\nb\u001b[31m']
    await runTerminal(argv, host, fakeParts())
    expect(host.complained).toMatch(/^[^\n\u001b]*\n$/)
  })
})

describe('a right command line', () => {
  it('needs a subject only', () => {
    expect(parseRoomArguments(['SP500'])).toEqual({
      subject: 'SP500',
      benchmark: null,
      prices: { source: 'yahoo', from: null, to: null, template: '', given: null },
      notes: [],
      asOf: null,
      mode: 'god',
      roles: [],
      prompt: '',
      mandate: null,
      provider: null,
      importFile: null,
      language: 'en',
      paceCharactersPerSecond: 0,
      jsonTarget: null,
      reportTarget: null,
      reveal: false,
      dataFolder: null,
      logLevel: null
    })
  })

  it('takes every option, notes several times, values after a space or an equals sign', () => {
    const argv = [
      ...['--benchmark', 'b.csv', '--notes', 'a.md', '--notes=c.txt', '--as-of', '2008-02-29'],
      ...['x.csv', '--mode', 'custom', '--roles', 'scout, quant', '--prompt=-5 % or not?'],
      ...['--lang', 'zh-TW', '--pace', '600', '--json', 'j', '--report', 'r'],
      ...['--data', '/kept', '--log-level=info', '--reveal'],
      ...['--import-providers', 'p.json', '--from', '2007-01-02', '--to=2008-12-31'],
      ...['--price-template', 'https://h.test/{symbol}?{from}']
    ]
    expect(parseRoomArguments(argv)).toEqual({
      subject: 'x.csv',
      benchmark: 'b.csv',
      prices: {
        ...{ source: 'template', from: '2007-01-02', to: '2008-12-31' },
        template: 'https://h.test/{symbol}?{from}',
        given: '--from'
      },
      notes: ['a.md', 'c.txt'],
      asOf: '2008-02-29',
      mode: 'custom',
      roles: ['scout', 'quant'],
      prompt: '-5 % or not?',
      mandate: null,
      provider: null,
      importFile: 'p.json',
      language: 'zh-TW',
      paceCharactersPerSecond: 600,
      jsonTarget: 'j',
      reportTarget: 'r',
      reveal: true,
      dataFolder: '/kept',
      logLevel: 'info'
    })
  })

  it('means a custom room by roles alone', () => {
    expect(parseRoomArguments(['SP500', '--roles', 'risk'])).toMatchObject({ mode: 'custom' })
  })

  it('takes a subject that begins with a dash after --', () => {
    expect(parseRoomArguments(['--', '-x.csv'])).toMatchObject({ subject: '-x.csv' })
  })

  it.each(['--help', '-h'])('shows the help for %s and ends with 0', async (option) => {
    const host = new FakeHost()
    expect(await runTerminal(['--lang', 'zh-TW', option], host, fakeParts())).toBe(0)
    for (const name of ['--benchmark', '--notes', '--as-of', '--roles', '--json', '--report']) {
      expect(host.printed).toContain(name)
    }
    expect(host.complained).toBe('')
  })
})

describe('the command', () => {
  const nameOf = (argv: string[]): string => parseTerminalCommand(argv).name

  it('is the first word, wherever its options stand', () => {
    expect(nameOf(['list', '--data', 'd', '--json'])).toBe('list')
    expect(nameOf(['--data', 'd', 'list', '--json'])).toBe('list')
    expect(nameOf(['--lang=zh-TW', '--data', 'd', 'show', 'abc'])).toBe('show')
    expect(nameOf(['--prompt', 'list', 'SP500'])).toBe('run')
  })

  it.each([['./list'], ['--', 'list'], ['--', 'show'], ['LIST'], ['list.csv']])(
    'is a run for a file that is called %s %s',
    (...argv) => expect(nameOf(argv)).toBe('run')
  )

  it('takes every option of list', () => {
    const argv = ['list', '--data', '/d', '--subject', 'S&P five', '--stance', 'no-call']
    const rest = ['--end', 'failed', '--from', '2008-01-01', '--to', '2008-12-31', '--json']
    expect(parseTerminalCommand([...argv, ...rest])).toEqual({
      name: 'list',
      list: {
        dataFolder: '/d',
        logLevel: null,
        language: null,
        query: {
          text: 'S&P five',
          stance: 'no-call',
          end: 'failed',
          asOf: { from: '2008-01-01', to: '2008-12-31' }
        },
        json: true
      }
    })
  })

  it('takes every option of show', () => {
    const argv = ['show', 'abc', '--data', '/d', '--json', 'j', '--report', 'r', '--lang', 'en']
    expect(parseTerminalCommand([...argv, '--log-level', 'debug', '--reveal'])).toEqual({
      name: 'show',
      show: {
        dataFolder: '/d',
        logLevel: 'debug',
        language: 'en',
        session: 'abc',
        jsonTarget: 'j',
        reportTarget: 'r',
        reveal: true
      }
    })
  })

  it.each([
    ['list', '--help'],
    ['show', '-h'],
    ['--help', 'list']
  ])('%s %s is help', (...argv) => expect(nameOf(argv)).toBe('help'))
})
