import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { formatsFor } from '../../../renderer/src/app/formats'
import { setLanguage } from '../../../renderer/src/app/use-text'
import { mountBoard, type BoardPage } from '../support/board-page'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { figuresRow, KeptBoard, runTime } from '../support/kept-board'
import { settle, type, unmountRoom } from '../support/mount-room'

let page: BoardPage | null = null
afterEach(() => {
  unmountRoom(page)
  page = null
  setLanguage('en')
})
const open = async (kept?: (bridge: FakeBridge) => KeptBoard): Promise<BoardPage> => {
  const bridge = new FakeBridge()
  page = await mountBoard(bridge, kept?.(bridge))
  await page.show()
  return page
}
const remembered = (bridge: FakeBridge): KeptBoard => new KeptBoard(bridge).recallable()

describe('the rows of the board', () => {
  it('show of each subject its day, move, stance, firmness, nearest trigger and flags', async () => {
    const { cells } = await open(remembered)
    const [name, ...sp] = cells('sp')
    expect(name).toBe('S&P 500')
    expect(sp.slice(0, 5)).toEqual(['12 Sep 2008', '1', '1,251.70', '+0.2%', '+0.2'])
    expect(sp.slice(5, 9)).toEqual(['97%', 'Sell', '48.4%', '0.4'])
    expect(sp.slice(9, 11)).toEqual(['RSI 501,265.40+0.7σ', '–'])
    const fx = cells('fx')
    expect(fx.slice(2, 10)).toEqual(['1', '1.4213', '–', '–', '–', 'No call', '–', '–'])
    // What forbids a call stands first, and is said in words.
    expect(fx[11]).toBe('× Split?, Stale bars')
  })

  it('read as the reader writes: in traditional Chinese with its own words', async () => {
    const { cells } = await open(remembered)
    setLanguage('zh-TW')
    await settle(50)
    const sp = cells('tw')
    expect(sp[1]).toContain('2008年9月10日')
    expect(sp[7]).toBe('買進')
    expect(sp[10]).toBe('20 日均線6,200.00−0.4σ')
  })

  it('tell a stance by word and sign, not by colour alone', async () => {
    const { row } = await open(remembered)
    const signs = ['sp', 'tw', 'fx'].map((id) => row(id).querySelector('.chip svg')?.outerHTML)
    expect(new Set(signs).size).toBe(3)
  })

  it('mark a row whose file ends before the newest one, with how far', async () => {
    const { row, cells } = await open(remembered)
    expect(row('tw').querySelector('[data-stale]')?.getAttribute('title')).toBe(
      '2 weekdays behind the newest row'
    )
    expect(row('sp').querySelector('[data-stale]')).toBeNull()
    expect(cells('tw')[2]).toBe('3')
  })

  it('count the age to the date that was asked, where one was', async () => {
    const asked = (bridge: FakeBridge): KeptBoard => new KeptBoard(bridge).recallable('2008-09-12')
    const { cells } = await open(asked)
    expect([cells('sp')[2], cells('tw')[2]]).toEqual(['0', '2'])
  })

  it('say in place what is wrong with a bad file, while the others have their figures', async () => {
    const { row, cells } = await open(remembered)
    expect(row('bad').dataset['kind']).toBe('failed')
    expect(cells('bad')[1]).toMatch(/^Not read: .*bad\.csv/)
    expect(row('sp').dataset['kind']).toBe('figures')
  })

  it('are summed up: how many of each call, and how many failed', async () => {
    const { one } = await open(remembered)
    const parts = [...one('board-sum').children].map((part) => part.textContent.trim())
    expect(parts).toEqual(['1 buy', '1 sell', '1 no call', '1 failed'])
  })

  it('come back with the time of their run when the window opens again', async () => {
    const { one, rows } = await open(remembered)
    expect(rows()).toEqual(['sp', 'tw', 'fx', 'bad'])
    expect(one('board-ran').textContent).toBe(`Run ${formatsFor('en').dateTime(runTime)}`)
  })
})

describe('running the board', () => {
  it('fills rows in as they come, with a count, and is whole with the answer', async () => {
    const { all, click, kept, one, row, stream } = await open()
    expect(row('sp').dataset['kind']).toBe('not-run')
    await click('board-run')
    expect(row('sp').dataset['kind']).toBe('waiting')
    expect(one('board-progress').textContent).toContain('0 of 4')
    kept.tell(stream, 1)
    kept.tell(stream, 2)
    await settle(50)
    expect(['sp', 'tw', 'fx'].map((id) => row(id).dataset['kind'])).toEqual([
      ...['figures', 'figures', 'waiting']
    ])
    const bar = one('board-progress').querySelector('[role="progressbar"]')
    expect(bar?.getAttribute('aria-valuenow')).toBe('50')
    kept.end()
    await settle(50)
    expect(all('board-progress')).toHaveLength(0)
    expect(row('bad').dataset['kind']).toBe('failed')
  })

  it('asks for the date that was typed, and for none that is not whole', async () => {
    const { bridge, click, key, one } = await open()
    type(one('board-as-of'), '2008-13')
    await settle(50)
    expect(one('board-as-of').getAttribute('aria-invalid')).toBe('true')
    await click('board-run')
    await key('Enter', { ctrlKey: true })
    expect(bridge.callsOf('board.run')).toEqual([])
    type(one('board-as-of'), '2008-09-12')
    await settle(50)
    await key('Enter')
    expect(bridge.callsOf('board.run')).toEqual([{ asOf: '2008-09-12' }])
  })

  it('is run by Ctrl+Enter and cancelled by Ctrl+. and its button; no session is touched', async () => {
    const { bridge, click, key, one, row } = await open()
    await key('Enter', { ctrlKey: true })
    await key('Enter', { ctrlKey: true })
    expect(bridge.callsOf('board.run')).toHaveLength(1)
    await key('.', { ctrlKey: true })
    expect(bridge.callsOf('board.cancel')).toHaveLength(1)
    expect(one('board-ran').textContent).toContain('1 of 4 read')
    expect([row('sp').dataset['kind'], row('tw').dataset['kind']]).toEqual(['figures', 'not-run'])
    expect(one('board-sum').textContent).toContain('3 not run')
    await click('board-run')
    await click('board-cancel')
    expect(bridge.callsOf('board.cancel')).toHaveLength(2)
    expect(bridge.callsOf('session.start')).toEqual([])
    expect(bridge.callsOf('session.cancel')).toEqual([])
  })

  it('goes on while the view is closed, and is there when it opens again', async () => {
    const { all, click, key, kept, row, show, stream } = await open()
    await click('board-run')
    await key('Escape')
    expect(all('board-view')).toHaveLength(0)
    kept.tell(stream, 1)
    await show()
    expect(row('sp').dataset['kind']).toBe('figures')
    expect(all('board-progress')).toHaveLength(1)
    kept.end()
    await settle(50)
    expect(row('bad').dataset['kind']).toBe('failed')
  })

  it('says what it came to when it ends behind a closed view', async () => {
    const { click, key, kept } = await open()
    await click('board-run')
    await key('Escape')
    kept.end()
    await settle()
    const toasts = [...document.querySelectorAll('[data-sonner-toast]')]
    expect(toasts.map((toast) => toast.textContent).join()).toContain('The board is done: 1 buy')
  })

  it('leaves the focus on its button, and a double click does not cancel it', async () => {
    const { bridge, one } = await open()
    one('board-run').focus()
    for (const detail of [1, 2]) {
      const press = new MouseEvent('click', { bubbles: true, detail })
      document.activeElement?.dispatchEvent(press)
      await settle(50)
    }
    expect(document.activeElement).toBe(one('board-cancel'))
    expect(bridge.callsOf('board.cancel')).toEqual([])
    one('board-cancel').click()
    await settle(50)
    expect(document.activeElement).toBe(one('board-run'))
  })

  it('that fails is told, and the board before is shown again', async () => {
    const { bridge, click, one, row } = await open(remembered)
    bridge.on('board.run', () => errorShape('storage.io', { detail: 'EIO' }))
    await click('board-run')
    expect(one('error-banner').dataset['code']).toBe('storage.io')
    expect(row('sp').dataset['kind']).toBe('figures')
    expect(one('board-view').textContent).not.toContain('The board is done')
  })

  it('a row that comes after the answer changes nothing', async () => {
    const { kept, row, run, stream } = await open()
    await run()
    stream.tell('board', { t: 'board', done: 1, total: 4, row: figuresRow('bad') })
    await settle(50)
    expect(row('bad').dataset['kind']).toBe('failed')
    expect(kept.last?.rows).toHaveLength(4)
  })
})

describe('what a screen reader is given', () => {
  const violations = async (node: HTMLElement): Promise<string[]> => {
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
    vi.useRealTimers()
    const { run } = axe
    const results = await run(node, { rules })
    vi.useFakeTimers()
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))
  }

  it('axe finds nothing: with rows, while it runs, and empty', async () => {
    const { click, one } = await open(remembered)
    expect(await violations(one('board-view'))).toEqual([])
    await click('board-run')
    expect(await violations(one('board-view'))).toEqual([])
    unmountRoom(page)
    const bare = await open((bridge) => new KeptBoard(bridge, []))
    expect(await violations(bare.one('board-view'))).toEqual([])
  })

  it('names the grid, counts its rows, and says when a run is done', async () => {
    const { one, row, run } = await open()
    const table = one('board-table')
    expect([table.getAttribute('role'), table.getAttribute('aria-rowcount')]).toEqual(['grid', '5'])
    expect(table.getAttribute('aria-label')).toBe('Subjects of the board')
    expect(row('tw').getAttribute('aria-rowindex')).toBe('3')
    await run()
    expect(one('board-view').textContent).toContain('The board is done: 1 buy, 1 sell')
  })
})
