import { describe, expect, it } from 'vitest'
import { sanitized } from '../../../renderer/src/stream/markdown-sanitizer'
import { MarkdownView } from '../../../renderer/src/stream/markdown-view'
import { xssPayloads } from '../../support/xss-payloads'

const harmless = new Set([
  ...['P', 'H4', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'PRE', 'CODE', 'HR', 'BR', 'STRONG', 'EM', 'S'],
  ...['TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD', 'SPAN']
])
const attributes = new Set([
  ...['class', 'role', 'start', 'tabindex', 'aria-haspopup'],
  ...['data-kind', 'data-offset', 'data-fact', 'data-testid']
])

/** What could run, load, navigate or restyle: none of it may be left. */
const dangers = (root: ParentNode): string[] =>
  [...root.querySelectorAll('*')].flatMap((element) => [
    ...(harmless.has(element.tagName) ? [] : [element.tagName]),
    ...[...element.attributes]
      .filter(({ name }) => !attributes.has(name))
      .map(({ name }) => `${element.tagName} ${name}`)
  ])

const rendered = (text: string): HTMLElement => {
  const host = document.createElement('div')
  new MarkdownView(host).show(text, true)
  return host
}

describe('what a role text may do to the page', () => {
  it('there are at least 200 attacks, and at least 150 run by themselves', () => {
    expect(xssPayloads.length).toBeGreaterThanOrEqual(200)
    expect(xssPayloads.filter((each) => each.firesAlone).length).toBeGreaterThanOrEqual(150)
    expect(new Set(xssPayloads.map((each) => each.text)).size).toBe(xssPayloads.length)
  })

  it('no attack leaves anything in the page but text and plain marks', () => {
    for (const { text } of xssPayloads) expect(dangers(rendered(text)), text).toEqual([])
  })

  it('an attack that got past markdown would stop at the sanitiser', () => {
    for (const { text } of xssPayloads) expect(dangers(sanitized(text)), text).toEqual([])
  })

  it('without the guard the same attacks do leave handlers and foreign elements', () => {
    const through = xssPayloads.filter(({ text }) => {
      const host = document.implementation.createHTMLDocument().createElement('div')
      host.innerHTML = text
      return dangers(host).length > 0
    })
    expect(through.length).toBeGreaterThanOrEqual(150)
  })

  it('attacks in pieces are as harmless as whole ones', () => {
    for (const { text } of xssPayloads.filter((_, index) => index % 23 === 0)) {
      const host = document.createElement('div')
      const view = new MarkdownView(host)
      for (let end = 1; end <= text.length; end += 1) {
        view.show(text.slice(0, end), true)
        expect(dangers(host), text.slice(0, end)).toEqual([])
      }
    }
  })

  it('what was attacked with is still there to be read', () => {
    expect(rendered('<img src=x onerror=alert(1)>').textContent).toContain('<img src=x onerror')
  })
})
