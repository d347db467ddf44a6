import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MarkdownView, renderEveryMs } from '../../../renderer/src/stream/markdown-view'

const shown = (): { host: HTMLElement; view: MarkdownView; renderings: () => number } => {
  const host = document.createElement('div')
  document.body.append(host)
  let count = 0
  const view = new MarkdownView(host, () => (count += 1))
  return { host, view, renderings: () => count }
}

describe('a growing text', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    document.body.replaceChildren()
    vi.useRealTimers()
  })

  it('is rendered at most once in 100 ms, and its end is never left out', () => {
    const { host, view, renderings } = shown()
    for (let length = 1; length <= 50; length += 1) {
      view.show('x'.repeat(length))
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(renderEveryMs)
    expect(renderings()).toBeLessThanOrEqual(7)
    expect(host.textContent).toBe('x'.repeat(50))
  })

  it('keeps the focus on a citation while more text comes', () => {
    const { host, view } = shown()
    view.show('first [F1] and second [F2]', true)
    const link = host.querySelectorAll<HTMLElement>('.fact-link')[1]
    link?.focus()
    view.roving.settle(link ?? null)
    view.show('first [F1] and second [F2] and third [F3] more', true)
    expect(document.activeElement).toBe(link)
    expect(link?.isConnected).toBe(true)
  })

  it('leaves closed blocks alone', () => {
    const { host, view } = shown()
    view.show('one\n\ntwo\n\nthree', true)
    const first = host.firstElementChild
    view.show('one\n\ntwo\n\nthree and\n\nfour\n\nfive', true)
    expect(host.firstElementChild).toBe(first)
    expect(host.children).toHaveLength(5)
  })

  it('starts anew when the text is another one, as after a second attempt', () => {
    const { host, view } = shown()
    view.show('a first try', true)
    view.show('something else', true)
    expect(host.textContent).toBe('something else')
  })

  it('has one tab stop for all its citations, moved by the arrow keys', () => {
    const { host, view } = shown()
    view.show('[F1] [F2] [F3]', true)
    const links = [...host.querySelectorAll<HTMLElement>('.fact-link')]
    const stops = (): number[] => links.map((link) => link.tabIndex)
    expect(stops()).toEqual([0, -1, -1])
    host.addEventListener('keydown', (event) => void view.roving.onKey(event))
    links[0]?.focus()
    const key = (name: string): boolean | undefined =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true })
      )
    key('ArrowRight')
    expect(document.activeElement).toBe(links[1])
    key('End')
    expect(stops()).toEqual([-1, -1, 0])
    key('ArrowRight')
    expect(document.activeElement).toBe(links[2])
    key('Home')
    expect(stops()).toEqual([0, -1, -1])
  })

  it('renders nothing any more once it is disposed of', () => {
    const { host, view } = shown()
    view.show('one', true)
    view.show('one two')
    view.dispose()
    vi.advanceTimersByTime(1_000)
    expect(host.textContent).toBe('one')
  })
})
