import { describe, expect, it } from 'vitest'
import { parseRoomArguments } from '../../../main/terminal/room-arguments'
import { runRoom } from '../../../main/terminal/run-room'
import { FakeHost } from './fake-host'

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
  ['roles in a god room', ['SP500', '--mode', 'god', '--roles', 'scout'], /--mode custom/]
]

describe('a wrong command line', () => {
  it.each(wrong)('%s ends with 2 and one line on stderr', async (_, argv, line) => {
    const host = new FakeHost()
    const code = await runRoom(argv, host, () => Promise.reject(new Error('not needed')))
    expect(code).toBe(2)
    expect(host.complained).toMatch(line)
    expect(host.complained.match(/\n/g)).toHaveLength(1)
    expect(host.complained).not.toContain('{{')
    expect(host.printed).toBe('')
    expect(host.listeners).toBe(0)
  })

  it.each(['zh-TW', 'zh-CN'])('is told in %s when that was asked for', async (language) => {
    const host = new FakeHost()
    await runRoom(['--lang', language], host, () => Promise.reject(new Error('not needed')))
    expect(host.complained).toMatch(/SP500.*--help/)
    expect(host.complained).toMatch(/\p{Script=Han}/u)
  })

  it('cannot put a second line or a control sequence on stderr', async () => {
    const host = new FakeHost()
    const argv = ['SP500', '--mode', 'a\nb\u001b[31m']
    await runRoom(argv, host, () => Promise.reject(new Error('not needed')))
    expect(host.complained).toMatch(/^[^\n\u001b]*\n$/)
  })
})

describe('a right command line', () => {
  it('needs a subject only', () => {
    expect(parseRoomArguments(['SP500'])).toEqual({
      subject: 'SP500',
      benchmark: null,
      notes: [],
      asOf: null,
      mode: 'god',
      roles: [],
      prompt: '',
      language: 'en',
      paceCharactersPerSecond: 0,
      jsonTarget: null,
      reportTarget: null
    })
  })

  it('takes every option, notes several times, values after a space or an equals sign', () => {
    const argv = [
      ...['--benchmark', 'b.csv', '--notes', 'a.md', '--notes=c.txt', '--as-of', '2008-02-29'],
      ...['x.csv', '--mode', 'custom', '--roles', 'scout, quant', '--prompt=-5 % or not?'],
      ...['--lang', 'zh-TW', '--pace', '600', '--json', 'j', '--report', 'r']
    ]
    expect(parseRoomArguments(argv)).toEqual({
      subject: 'x.csv',
      benchmark: 'b.csv',
      notes: ['a.md', 'c.txt'],
      asOf: '2008-02-29',
      mode: 'custom',
      roles: ['scout', 'quant'],
      prompt: '-5 % or not?',
      language: 'zh-TW',
      paceCharactersPerSecond: 600,
      jsonTarget: 'j',
      reportTarget: 'r'
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
    const never = () => Promise.reject(new Error('not needed'))
    expect(await runRoom(['--lang', 'zh-TW', option], host, never)).toBe(0)
    for (const name of ['--benchmark', '--notes', '--as-of', '--roles', '--json', '--report']) {
      expect(host.printed).toContain(name)
    }
    expect(host.complained).toBe('')
  })
})
