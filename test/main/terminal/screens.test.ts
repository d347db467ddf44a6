import { describe, expect, it } from 'vitest'
import type { OutputPort } from '../../../main/terminal/host'
import { LiveScreen } from '../../../main/terminal/live-screen'
import { openScreen } from '../../../main/terminal/open-screen'
import { PlainScreen } from '../../../main/terminal/plain-screen'
import { FakeHost } from './fake-host'
import { FakeTerminal } from './fake-terminal'

const attack = 'a\u001b[2J\u009b31m\u0007b\u202ec\r'

const live = (columns: number, colour = false) => {
  const terminal = new FakeTerminal(columns)
  const sent: string[] = []
  const output: OutputPort = {
    isTerminal: true,
    columns,
    write: (text) => {
      sent.push(text)
      terminal.write(text)
    }
  }
  return { terminal, sent, screen: new LiveScreen(output, { colour }) }
}

describe('the live screen', () => {
  it('keeps the status on the line below the text while text streams in', () => {
    const { terminal, screen } = live(20)
    screen.status('1 of 9 roles')
    for (const word of 'The close fell below its average today '.split(/(?= )/)) screen.stream(word)
    screen.status('2 of 9 roles')
    expect(terminal.lines).toEqual(['The close fell', 'below its average', 'today', '2 of 9 roles'])
    expect(terminal.cursor).toEqual({ row: 2, column: 5 })
  })

  it('leaves the text whole and the status gone at the end', () => {
    const { terminal, screen } = live(20)
    screen.line('Scout', 'heading')
    screen.status('working')
    screen.stream('量能萎縮，價格持平，')
    screen.stream('波動率上升。')
    screen.end()
    expect(terminal.lines).toEqual(['Scout', '量能萎縮，價格持', '平，波動率上升。', ''])
    expect(terminal.cursor).toEqual({ row: 3, column: 0 })
  })

  it('begins a line of its own below running text', () => {
    const { terminal, screen } = live(30)
    screen.stream('unfinished')
    screen.line('a line')
    screen.stream('more\n')
    expect(terminal.lines).toEqual(['unfinished', 'a line', 'more', ''])
  })

  it('cuts a status that is wider than the terminal, and draws an unchanged one only once', () => {
    const { terminal, screen, sent } = live(10)
    screen.status('a status of many words')
    const drawn = sent.length
    screen.status('a status of many words')
    expect(sent).toHaveLength(drawn)
    expect(terminal.lines.at(-1)).toBe('a status…')
  })

  it('sends no colour when none is wanted, and some when it is', () => {
    const [without, withColour] = [live(30), live(30, true)]
    for (const { screen } of [without, withColour]) screen.line('Heading', 'heading')
    expect(without.sent.join('')).not.toMatch(/\[\d*m/)
    expect(withColour.sent.join('')).toMatch(/\[1m/)
  })

  it('shows strong text as such, however its marks are cut, and to the end of the line only', () => {
    const { sent, screen } = live(40, true)
    for (const piece of ['*', '*Trend.*', '* down **', 'open\nplain 2*', '3\n'])
      screen.stream(piece)
    screen.end()
    const text = sent.join('').replaceAll('\u001b[J', '')
    expect(text).toBe('\u001b[1mTrend.\u001b[22m down \u001b[1mopen\u001b[22m\nplain 2*3\n')
  })

  it('leaves the marks where it has no colour', () => {
    const { sent, screen } = live(40)
    screen.stream('**Trend.** down\n')
    expect(sent.join('')).toContain('**Trend.** down')
  })

  it('passes no control sequence of the text on to the terminal', () => {
    const { terminal, screen } = live(40)
    screen.stream(attack)
    screen.line(attack)
    screen.status(attack)
    expect(terminal.lines).toEqual(['a[2J31mbc', 'a[2J31mbc', '', 'a[2J31mbc'])
  })
})

describe('the plain screen', () => {
  it('writes whole lines only, and no status', () => {
    const host = new FakeHost()
    const screen = new PlainScreen(host.stdout)
    screen.status()
    screen.stream('one ')
    expect(host.printed).toBe('')
    screen.stream('line\nand a ')
    expect(host.printed).toBe('one line\n')
    screen.line('break')
    expect(host.printed).toBe('one line\nand a \nbreak\n')
    screen.end()
    expect(host.printed).toBe('one line\nand a \nbreak\n')
  })

  it('writes no control character', () => {
    const host = new FakeHost()
    const screen = new PlainScreen(host.stdout)
    screen.stream(`${attack}\n`)
    screen.line(attack)
    expect(host.printed).toBe('a[2J31mbc\na[2J31mbc\n')
  })
})

describe('choosing the screen', () => {
  it.each([
    ['a pipe', false, {}, PlainScreen],
    ['a terminal', true, { TERM: 'xterm' }, LiveScreen],
    ['a terminal that cannot move its cursor', true, { TERM: 'dumb' }, PlainScreen]
  ])('%s gets the one that suits it', (_, terminal, environment, kind) => {
    expect(openScreen(new FakeHost({ terminal, environment }))).toBeInstanceOf(kind)
  })

  it('takes NO_COLOR at its word, unless it is empty', () => {
    const printed = (environment: Record<string, string>): string => {
      const host = new FakeHost({ terminal: true, environment })
      openScreen(host).line('Heading', 'heading')
      return host.printed
    }
    expect(printed({ NO_COLOR: '1' })).not.toContain('[1m')
    expect(printed({ NO_COLOR: '' })).toContain('[1m')
  })
})
