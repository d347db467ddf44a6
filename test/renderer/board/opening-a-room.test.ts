import { afterEach, describe, expect, it } from 'vitest'
import type { SessionRequest } from '../../../preload/contract/routes'
import { mountBoard, type BoardPage } from '../support/board-page'
import { errorShape, FakeBridge } from '../support/fake-bridge'
import { KeptBoard } from '../support/kept-board'
import { settle, type, unmountRoom } from '../support/mount-room'
import { sessionEvents } from '../support/session-events'

let page: BoardPage | null = null
afterEach(() => {
  unmountRoom(page)
  page = null
})
const open = async (asOf: string | null = null, first?: BoardPage['start']): Promise<BoardPage> => {
  const bridge = new FakeBridge()
  page = await mountBoard(bridge, new KeptBoard(bridge).recallable(asOf))
  await first?.()
  await page.show()
  return page
}
/** The board over a room whose own session runs. */
const overRunning = async (): Promise<BoardPage> => {
  const bridge = new FakeBridge()
  page = await mountBoard(bridge, new KeptBoard(bridge).recallable('2008-09-12'))
  await page.start()
  await page.push(sessionEvents().slice(0, 60))
  await page.show()
  return page
}
const started = ({ bridge }: BoardPage): SessionRequest[] =>
  bridge.callsOf('session.start') as SessionRequest[]
const pressed = async ({ row }: BoardPage, id: string): Promise<void> => {
  row(id).querySelector<HTMLElement>('.open')?.click()
  await settle()
}

describe('opening the room on a row', () => {
  it('a click sets the subject as of the board’s date and starts', async () => {
    const board = await open('2008-09-12')
    await pressed(board, 'tw')
    expect(board.bridge.callsOf('board.open')).toEqual([{ id: 'tw' }])
    expect(started(board)).toMatchObject([
      { subject: { name: 'TAIEX', sha256: 'sha-tw' }, asOf: '2008-09-12' }
    ])
    expect(board.all('board-view')).toHaveLength(0)
    expect((board.one('subject-input') as HTMLInputElement).value).toBe('TAIEX')
    expect((board.one('as-of-input') as HTMLInputElement).value).toBe('2008-09-12')
  })

  it('Enter does the same on the active row; a board of no date asks for none', async () => {
    const board = await open()
    await board.key('ArrowDown')
    await board.key('Enter')
    await settle()
    expect(started(board)).toMatchObject([{ subject: { sha256: 'sha-tw' }, asOf: null }])
  })

  it('a row that was never run is opened as of the date that is typed', async () => {
    const bridge = new FakeBridge()
    page = await mountBoard(bridge, new KeptBoard(bridge))
    await page.show()
    type(page.one('board-as-of'), '2009-03-02')
    await settle(50)
    await pressed(page, 'tw')
    expect(started(page)).toMatchObject([{ asOf: '2009-03-02' }])
  })

  it('notes and question of the subject before do not go along', async () => {
    const board = await open(null, async () => {
      if (page === null) return
      type(page.one('subject-input'), 'SP500')
      await page.key('Enter')
      type(page.one('prompt-input'), 'Hold it over the weekend?')
      await settle(50)
    })
    await pressed(board, 'tw')
    expect(started(board)).toMatchObject([{ prompt: '', notes: [] }])
  })

  it('a file that cannot be read any more is told, and the board stays', async () => {
    const board = await open()
    board.bridge.on('board.open', () => errorShape('evidence.not-found', { name: 'gone.csv' }))
    await pressed(board, 'sp')
    expect(board.one('error-banner').dataset['code']).toBe('evidence.not-found')
    expect(board.all('board-view')).toHaveLength(1)
    expect(started(board)).toEqual([])
  })

  it('two quick clicks open one room', async () => {
    const board = await open()
    board.row('sp').click()
    board.row('tw').click()
    await settle()
    expect(board.bridge.callsOf('board.open')).toEqual([{ id: 'sp' }])
    expect(started(board)).toHaveLength(1)
  })
})

describe('while a session runs in the room', () => {
  it('it asks, and ends that one only when told to', async () => {
    const board = await overRunning()
    await pressed(board, 'tw')
    expect(document.querySelector('.dialog')?.textContent).toContain('S&P 500')
    expect(started(board)).toHaveLength(1)
    await board.click('board-replace-start')
    await settle()
    expect(started(board)).toHaveLength(2)
    expect(started(board)[1]).toMatchObject({ subject: { sha256: 'sha-tw' } })
    expect(board.all('board-view')).toHaveLength(0)
  })

  it('or only sets the subject for the next one', async () => {
    const board = await overRunning()
    await pressed(board, 'tw')
    await board.click('board-replace-ready')
    await settle()
    expect(started(board)).toHaveLength(1)
    expect((board.one('subject-input') as HTMLInputElement).value).toBe('TAIEX')
    expect(board.all('board-view')).toHaveLength(0)
  })

  it('Escape asks no more and leaves everything as it was, the board included', async () => {
    const board = await overRunning()
    await pressed(board, 'tw')
    await board.key('Escape')
    await settle()
    expect(document.querySelector('.dialog')).toBeNull()
    expect(board.all('board-view')).toHaveLength(1)
    expect(started(board)).toHaveLength(1)
    expect(board.bridge.callsOf('session.cancel')).toEqual([])
    expect((board.one('subject-input') as HTMLInputElement).value).not.toBe('TAIEX')
  })
})
