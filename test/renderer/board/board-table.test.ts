import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BoardRow } from '../../../preload/contract/board'
import {
  boardColumns,
  nextSort,
  sortedSubjects,
  type BoardColumn,
  type BoardSort
} from '../../../renderer/src/features/board/composables/board-sort'
import { mountBoard, type BoardPage } from '../support/board-page'
import { FakeBridge } from '../support/fake-bridge'
import { figuresRow, fourRows, KeptBoard } from '../support/kept-board'
import { press, settle, unmountRoom } from '../support/mount-room'

let page: BoardPage | null = null
afterEach(() => {
  unmountRoom(page)
  page = null
})
const open = async (rows?: BoardRow[]): Promise<BoardPage> => {
  const bridge = new FakeBridge()
  page = await mountBoard(bridge, new KeptBoard(bridge, rows).recallable())
  await page.show()
  return page
}
const mapOf = (rows: readonly BoardRow[]): Map<string, BoardRow> =>
  new Map(rows.map((row) => [row.id, row]))
const idsBy = (rows: BoardRow[], sort: BoardSort | null): string[] =>
  sortedSubjects(rows, mapOf(rows), sort, 'en-GB').map(({ id }) => id)

describe('sorting', () => {
  it('by every column puts what has no value last, both ways', () => {
    const rows = fourRows()
    for (const column of boardColumns.filter((each) => each !== 'name')) {
      for (const descending of [false, true]) {
        expect(idsBy(rows, { column, descending }).at(-1), column).toBe('bad')
      }
    }
    const without: BoardColumn[] = ['change', 'z', 'volatility', 'stance', 'p', 'margin', 'trigger']
    for (const column of without) {
      for (const descending of [false, true]) {
        expect(idsBy(rows, { column, descending }).slice(-2), column).toEqual(['fx', 'bad'])
      }
    }
  })

  it('goes by size, not by letters, and a trigger by its distance on either side', () => {
    const rows = fourRows()
    const first = (column: BoardColumn, descending: boolean): string | undefined =>
      idsBy(rows, { column, descending })[0]
    expect(first('close', true)).toBe('tw')
    expect(first('z', true)).toBe('sp')
    expect(first('stance', true)).toBe('tw')
    expect(first('age', true)).toBe('tw')
    expect(first('asOf', false)).toBe('tw')
    expect(first('trigger', false)).toBe('tw')
    expect(first('flags', true)).toBe('fx')
  })

  it('leaves equals in the board’s order, both ways', () => {
    const rows = ['c', 'a', 'b'].map((id) => figuresRow(id))
    expect(idsBy(rows, { column: 'close', descending: false })).toEqual(['c', 'a', 'b'])
    expect(idsBy(rows, { column: 'close', descending: true })).toEqual(['c', 'a', 'b'])
    expect(idsBy(rows, { column: 'name', descending: true })).toEqual(['c', 'b', 'a'])
    expect(idsBy(rows, null)).toEqual(['c', 'a', 'b'])
  })

  it('a head goes through its first way, the other way, and none', () => {
    const first = nextSort(null, 'p')
    expect(first).toEqual({ column: 'p', descending: true })
    expect(nextSort(first, 'p')).toEqual({ column: 'p', descending: false })
    expect(nextSort({ column: 'p', descending: false }, 'p')).toBeNull()
    expect(nextSort(first, 'name')).toEqual({ column: 'name', descending: false })
  })

  it('is done by the heads’ buttons, and told by aria-sort', async () => {
    const { click, key, one, rows } = await open()
    const told = (column: BoardColumn): string | null =>
      one(`board-sort-${column}`).closest('[role="columnheader"]')?.getAttribute('aria-sort') ??
      null
    expect(told('close')).toBe('none')
    await click('board-sort-close')
    expect(told('close')).toBe('descending')
    expect(rows()).toEqual(['tw', 'sp', 'fx', 'bad'])
    one('board-sort-name').focus()
    await key('Enter')
    expect(document.activeElement).toBe(one('board-sort-name'))
    await click('board-sort-close')
    expect([told('close'), rows()[0]]).toEqual(['ascending', 'fx'])
    await click('board-sort-close')
    expect([told('close'), rows()[0]]).toEqual(['none', 'sp'])
  })

  it('is still there when the view opens again', async () => {
    const { click, key, rows, show } = await open()
    await click('board-sort-close')
    await key('Escape')
    await show()
    expect(rows()).toEqual(['tw', 'sp', 'fx', 'bad'])
  })
})

describe('the keyboard on the board', () => {
  const here = (): string | undefined => (document.activeElement as HTMLElement).dataset['subject']

  it('begins on the first row, moves by arrows, and goes up to the date', async () => {
    const { all, key, one } = await open()
    expect(here()).toBe('sp')
    await key('ArrowDown')
    await key('End')
    expect(here()).toBe('bad')
    expect(all('board-row').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
    await key('Home')
    await key('ArrowUp')
    expect(document.activeElement).toBe(one('board-as-of'))
    await key('ArrowDown')
    expect(here()).toBe('sp')
  })

  it('opens by shortcut, menu and button, and Escape leads back to where the focus was', async () => {
    const { all, bridge, key, one } = await open()
    await key('Escape')
    expect(all('board-view')).toHaveLength(0)
    one('board-button').focus()
    one('board-button').click()
    await settle()
    expect(here()).toBe('sp')
    await key('Escape')
    expect(document.activeElement).toBe(one('board-button'))
    bridge.menu('board')
    await settle()
    expect(all('board-view')).toHaveLength(1)
    bridge.menu('sessions')
    await vi.dynamicImportSettled()
    await settle()
    expect([all('board-view').length, all('sessions-view').length]).toEqual([0, 1])
  })
})

describe('taking subjects off', () => {
  it('Delete takes the active row, Ctrl+Z puts it back in its place, the focus stays', async () => {
    const { bridge, key, rows } = await open()
    await key('ArrowDown')
    await key('Delete')
    expect(rows()).toEqual(['sp', 'fx', 'bad'])
    expect((document.activeElement as HTMLElement).dataset['subject']).toBe('fx')
    await key('z', { ctrlKey: true })
    expect(rows()).toEqual(['sp', 'tw', 'fx', 'bad'])
    expect(bridge.callsOf('board.restore')).toEqual([{ ids: ['tw'] }])
  })

  it('Delete on a column’s head takes nothing, since no row is marked there', async () => {
    const { key, one, rows } = await open()
    one('board-sort-p').focus()
    await key('Delete')
    expect(rows()).toEqual(['sp', 'tw', 'fx', 'bad'])
  })

  it('a row’s own button takes it and opens nothing; the toast brings it back', async () => {
    const { bridge, row, rows } = await open()
    row('fx').querySelector<HTMLElement>('.remove')?.click()
    await settle()
    expect(rows()).toEqual(['sp', 'tw', 'bad'])
    expect(bridge.callsOf('board.open')).toEqual([])
    const undo = document.querySelector<HTMLElement>('[data-sonner-toast] [data-button]')
    expect(document.querySelector('[data-sonner-toast]')?.textContent).toContain('EUR USD is off')
    undo?.click()
    await settle()
    expect(rows()).toEqual(['sp', 'tw', 'fx', 'bad'])
  })

  it('takes all that are selected, by Space, Shift and Control as in any list', async () => {
    const { bridge, click, key, one, row, rows } = await open()
    await key(' ')
    await key('ArrowDown', { shiftKey: true })
    row('bad').dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))
    await settle(50)
    const selected = rows().filter((id) => row(id).getAttribute('aria-selected') === 'true')
    expect(selected).toEqual(['sp', 'tw', 'bad'])
    expect(one('board-view').textContent).toContain('3 selected')
    await click('board-remove')
    expect(rows()).toEqual(['fx'])
    expect(bridge.callsOf('board.open')).toEqual([])
  })
})

describe('putting subjects on', () => {
  it('an empty board says what it is for and offers files and folders', async () => {
    const { bridge, click, one, rows } = await open([])
    expect(one('board-empty').textContent).toContain('Every subject you follow')
    expect(document.activeElement).toBe(one('board-empty-files'))
    await click('board-empty-files')
    expect(bridge.callsOf('board.choose')).toEqual([{ what: 'files' }])
    expect(rows()).toEqual(['chosen'])
    expect((document.activeElement as HTMLElement).dataset['subject']).toBe('chosen')
    await click('board-add-folder')
    expect(bridge.callsOf('board.choose')).toEqual([{ what: 'files' }, { what: 'folder' }])
  })

  it('files dropped while it is open become rows, by path; elsewhere they are the room’s', async () => {
    const { bridge, key, rows, one } = await open()
    const drop = async (names: string[]): Promise<void> => {
      const files = names.map((name) => new File(['x'], name))
      for (const kind of ['dragenter', 'drop']) {
        const event = new Event(kind, { bubbles: true, cancelable: true })
        Object.assign(event, { dataTransfer: { types: ['Files'], files } })
        document.body.dispatchEvent(event)
        await settle(50)
        if (kind === 'dragenter') shown = one('drop-overlay').textContent
      }
    }
    let shown = ''
    bridge.paths.set('new.csv', '/prices/new.csv')
    await drop(['new.csv', 'nowhere.csv'])
    expect(shown).toContain('Each CSV becomes a row')
    expect(bridge.callsOf('board.add')).toEqual([{ paths: ['/prices/new.csv'] }])
    expect(rows()).toContain('/prices/new.csv')
    expect(bridge.callsOf('evidence.import')).toEqual([])
    await key('Escape')
    await drop(['new.csv'])
    expect(shown).toContain('CSV becomes the subject')
    expect(bridge.callsOf('evidence.import')).toHaveLength(1)
  })

  it('a press on a head or between rows opens nothing', async () => {
    const { bridge, one } = await open()
    one('board-table').click()
    press(one('board-sort-p'), 'Enter')
    await settle()
    expect(bridge.callsOf('board.open')).toEqual([])
  })
})
