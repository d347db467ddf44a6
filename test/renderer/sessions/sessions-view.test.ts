import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { maximumListedSessions } from '../../../preload/contract/limits'
import { formatsFor } from '../../../renderer/src/app/formats'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { KeptSessions, listing } from '../support/kept-sessions'
import { press, settle, type, unmountRoom } from '../support/mount-room'
import { mountSessions, type SessionsPage } from '../support/sessions-page'
import { sessionEvents } from '../support/session-events'

let page: SessionsPage | null = null
afterEach(() => {
  unmountRoom(page)
  page = null
})
const open = async (bridge?: FakeBridge, kept?: KeptSessions): Promise<SessionsPage> => {
  page = await mountSessions(bridge, kept)
  await page.show()
  return page
}
const choose = async (field: HTMLElement, value: string): Promise<void> => {
  if (!(field instanceof HTMLSelectElement)) throw new Error('not a select')
  field.value = value
  field.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}
const cells = (row: HTMLElement): string[] =>
  [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent.trim())

describe('the list of kept sessions', () => {
  it('shows of each session what it was about, when, its stance, its end and its events', async () => {
    const { row } = await open()
    const started = formatsFor('en').dateTime(1_760_000_000_000)
    const [, ...done] = cells(row('done'))
    expect(done).toEqual(['S&P 500', '12 Sep 2008', started, 'Sell', 'Finished', '68'])
    const [, ...live] = cells(row('live'))
    expect(live).toEqual(['Nikkei 225', '–', started, '–', 'Running', '1,204'])
    expect(row('stopped').textContent).toContain('stopped by you')
    expect(row('broken').textContent).toContain('War Room ended while this session ran')
  })

  it('says how many there are, and that there are more than it lists', async () => {
    const many = Array.from({ length: maximumListedSessions }, (_, index) => listing(`s${index}`))
    const bridge = new FakeBridge()
    const { one } = await open(bridge, new KeptSessions(bridge, many))
    expect(one('sessions-count').textContent).toContain('The newest 1,000 are shown')
  })

  it('begins with few rows of a thousand, and has all of them soon', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => listing(`s${index}`))
    const bridge = new FakeBridge()
    page = await mountSessions(bridge, new KeptSessions(bridge, many))
    press(document.body, 'H', { ctrlKey: true, shiftKey: true })
    await vi.dynamicImportSettled()
    await settle(0)
    expect(page.rows().length).toBeGreaterThan(0)
    expect(page.rows().length).toBeLessThan(200)
    expect(page.one('sessions-table').getAttribute('aria-rowcount')).toBe('1001')
    await settle(1_000)
    expect(page.rows()).toHaveLength(1_000)
  })

  it('a key may go to a row that is not drawn yet', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => listing(`s${index}`))
    const bridge = new FakeBridge()
    page = await mountSessions(bridge, new KeptSessions(bridge, many))
    // No frame comes: what is drawn is what was asked for.
    vi.stubGlobal('requestAnimationFrame', () => 0)
    await page.show()
    expect(page.rows().length).toBeLessThan(200)
    await page.key('ArrowDown')
    await page.key('End')
    vi.unstubAllGlobals()
    expect((document.activeElement as HTMLElement).dataset['session']).toBe('s999')
  })

  it('tells nothing is kept from nothing matches, and clears the filters', async () => {
    const bridge = new FakeBridge()
    const kept = new KeptSessions(bridge, [])
    const { one, rows, stream } = await open(bridge, kept)
    expect(one('sessions-none').textContent).toContain('No session is kept yet')
    kept.listings = [listing('done')]
    stream.tell('changed', 'sessions')
    await settle()
    expect(rows()).toEqual(['done'])
    type(one('sessions-search'), 'zinc')
    await settle()
    expect(one('sessions-none').textContent).toContain('No session matches')
    one('sessions-clear').click()
    await settle()
    expect(rows()).toEqual(['done'])
    expect(document.activeElement).toBe(one('sessions-search'))
  })

  it('follows the stream: what is deleted or ends elsewhere is seen here', async () => {
    const { kept, rows, row, stream } = await open()
    kept.listings = [listing('live', { stance: 'buy' }), ...kept.listings.slice(2)]
    stream.tell('changed', 'sessions')
    await settle()
    expect(rows()).toEqual(['live', 'stopped', 'broken'])
    expect(row('live').dataset['end']).toBe('completed')
    stream.tell('changed', 'settings')
    await settle()
    expect(kept.queries).toHaveLength(2)
  })

  it('asks no more once it is closed', async () => {
    const { kept, key, stream } = await open()
    await key('Escape')
    stream.tell('changed', 'sessions')
    await settle()
    expect(kept.queries).toHaveLength(1)
  })

  it('a list that cannot be read is told, and what stood there stays', async () => {
    const { bridge, one, rows, stream } = await open()
    bridge.on('session.list', () => errorShape('storage.io', { detail: 'EIO' }))
    stream.tell('changed', 'sessions')
    await settle()
    expect(one('error-banner').dataset['code']).toBe('storage.io')
    expect(rows()).toHaveLength(4)
  })
})

describe('searching', () => {
  it('asks main once the typing rests, for every filter at once', async () => {
    const { one, kept } = await open()
    type(one('sessions-search'), 'c')
    await settle(100)
    type(one('sessions-search'), 'copper ')
    await settle(149)
    expect(kept.queries).toHaveLength(1)
    await settle(2)
    await choose(one('sessions-stance'), 'hold')
    await choose(one('sessions-end'), 'cancelled')
    type(one('sessions-from'), '2008-01-01')
    type(one('sessions-to'), '2008-12-31')
    await settle()
    expect(kept.queries.at(1)).toMatchObject({ text: 'copper', stance: null, end: null })
    expect(kept.queries.at(-1)).toEqual({
      ...{ text: 'copper', stance: 'hold', end: 'cancelled' },
      asOf: { from: '2008-01-01', to: '2008-12-31' }
    })
  })

  it('a date that is not whole is marked and not sent', async () => {
    const { one, kept } = await open()
    type(one('sessions-from'), '2008-13')
    await settle()
    expect(one('sessions-from').getAttribute('aria-invalid')).toBe('true')
    expect(kept.queries.every(({ asOf }) => asOf.from === null)).toBe(true)
  })

  it('the answer to an older question does not overwrite a newer one', async () => {
    const { bridge, one, rows, stream } = await open()
    const answers: ((value: ReturnType<typeof listing>[]) => void)[] = []
    bridge.on('session.list', () => new Promise((resolve) => answers.push(resolve)))
    stream.tell('changed', 'sessions')
    await settle()
    type(one('sessions-search'), 'new')
    await settle()
    answers[1]?.([listing('new')])
    await settle()
    answers[0]?.([listing('old')])
    await settle()
    expect(rows()).toEqual(['new'])
  })
})

describe('the keyboard in the sessions view', () => {
  it('opens with the search focused, by shortcut, menu and button; Escape goes back', async () => {
    const { all, one, bridge, key } = await open()
    expect(document.activeElement).toBe(one('sessions-search'))
    await key('Escape')
    expect(all('sessions-view')).toHaveLength(0)
    one('sessions-button').focus()
    one('sessions-button').click()
    await settle()
    expect(document.activeElement).toBe(one('sessions-search'))
    await key('Escape')
    expect(document.activeElement).toBe(one('sessions-button'))
    bridge.menu('sessions')
    bridge.menu('sessions')
    await settle()
    expect(all('sessions-view')).toHaveLength(1)
    one('sessions-close').click()
    await settle()
    expect(all('sessions-view')).toHaveLength(0)
  })

  it('while it is open the room behind it takes no keys, and Escape stops no session', async () => {
    page = await mountSessions()
    await page.start()
    await page.push(sessionEvents().slice(0, 40))
    await page.show()
    expect(document.querySelector('.room')?.hasAttribute('inert')).toBe(true)
    await page.key('Escape')
    expect(page.bridge.callsOf('session.cancel')).toEqual([])
    expect(document.querySelector('.room')?.hasAttribute('inert')).toBe(false)
  })

  it('arrows move from the search into the rows and back, one row is in the tab order', async () => {
    const { key, one, all } = await open()
    const here = (): string | undefined =>
      (document.activeElement as HTMLElement).dataset['session']
    await key('ArrowDown')
    expect(here()).toBe('live')
    await key('ArrowDown')
    await key('ArrowDown')
    expect(here()).toBe('stopped')
    expect(all('sessions-row').filter((row) => row.tabIndex === 0)).toHaveLength(1)
    await key('End')
    expect(here()).toBe('broken')
    await key('Home')
    await key('ArrowUp')
    expect(document.activeElement).toBe(one('sessions-search'))
  })

  it('a letter goes to the search', async () => {
    const { key, one } = await open()
    await key('ArrowDown')
    await key('w')
    expect(document.activeElement).toBe(one('sessions-search'))
  })

  it('Space, Shift and Ctrl+A select; what runs is never selected', async () => {
    const { key, rows, row, one } = await open()
    const selected = (): string[] =>
      rows().filter((session) => row(session).getAttribute('aria-selected') === 'true')
    await key('ArrowDown')
    await key(' ')
    expect(selected()).toEqual([])
    await key('ArrowDown')
    await key(' ')
    await key('ArrowDown', { shiftKey: true })
    expect(selected()).toEqual(['done', 'stopped'])
    await key('a', { ctrlKey: true })
    expect(selected()).toEqual(['done', 'stopped', 'broken'])
    expect(one('sessions-select-all').getAttribute('aria-checked')).toBe('true')
    one('sessions-select-all').click()
    await settle()
    expect(selected()).toEqual([])
  })

  it('clicks select as in a list of files', async () => {
    const { rows, row } = await open()
    const selected = (): string[] =>
      rows().filter((session) => row(session).getAttribute('aria-selected') === 'true')
    const box = (session: string): HTMLElement | null => row(session).querySelector('.box')
    const click = async (target: HTMLElement | null, more: MouseEventInit = {}): Promise<void> => {
      target?.dispatchEvent(new MouseEvent('click', { bubbles: true, ...more }))
      await settle(50)
    }
    await click(box('done'))
    await click(box('broken'), { shiftKey: true })
    expect(selected()).toEqual(['done', 'stopped', 'broken'])
    await click(row('stopped'), { ctrlKey: true })
    expect(selected()).toEqual(['done', 'broken'])
    await click(box('live'))
    expect(selected()).toEqual(['done', 'broken'])
    expect(box('live')?.getAttribute('aria-disabled')).toBe('true')
    expect(box('live')?.title).toContain('still runs')
  })

  it('Enter in the search opens the first match of what is typed, waiting for no pause', async () => {
    const { one, bridge, all } = await open()
    type(one('sessions-search'), 'copper')
    press(one('sessions-search'), 'Enter')
    await settle()
    expect(bridge.callsOf('session.open')).toEqual([{ session: 'stopped' }])
    expect(all('sessions-view')).toHaveLength(0)
  })

  it('the menu’s Start and Go to the subject bring the room back', async () => {
    const { all, bridge, one } = await open()
    bridge.menu('focus-subject')
    await settle()
    expect(all('sessions-view')).toHaveLength(0)
    expect(document.activeElement).toBe(one('subject-input'))
  })
})

describe('what a screen reader is given', () => {
  it('axe finds nothing in the view, with and without rows', async () => {
    const { one } = await open()
    const { run } = axe
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
    const violations = async (): Promise<string[]> => {
      vi.useRealTimers()
      const results = await run(one('sessions-view'), { rules })
      vi.useFakeTimers()
      return results.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id} ${node.html}`)
      )
    }
    expect(await violations()).toEqual([])
  })

  it('names the grid, counts its rows and says which are selected', async () => {
    const { one, row } = await open()
    const table = one('sessions-table')
    expect(table.getAttribute('role')).toBe('grid')
    expect(table.getAttribute('aria-label')).toBe('Kept sessions')
    expect(table.getAttribute('aria-rowcount')).toBe('5')
    expect(row('done').getAttribute('aria-rowindex')).toBe('3')
    expect(row('done').getAttribute('aria-selected')).toBe('false')
    const box = row('done').querySelector('[role="checkbox"]')
    expect(box?.getAttribute('aria-label')).toMatch(/^Select S&P 500, started /)
  })
})
