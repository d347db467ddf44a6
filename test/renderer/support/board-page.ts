import { vi } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { KeptBoard } from './kept-board'
import { mountRoom, press, settle, type MountedRoom } from './mount-room'

export interface BoardPage extends MountedRoom {
  kept: KeptBoard
  /** Opens the view by its shortcut. */
  show: () => Promise<void>
  /** Ids of the rows, in the page's order. */
  rows: () => string[]
  row: (id: string) => HTMLElement
  cells: (id: string) => string[]
  /** A key where the focus is. */
  key: (name: string, more?: KeyboardEventInit) => Promise<void>
  /** Presses the thing with this test id. */
  click: (testId: string) => Promise<void>
  /** Runs the board to its end. */
  run: () => Promise<void>
}

type Basics = Pick<BoardPage, 'rows' | 'row' | 'cells' | 'key' | 'click'>

const basicsOf = (room: MountedRoom): Basics => {
  const rows = (): string[] => room.all('board-row').map((row) => row.dataset['subject'] ?? '')
  const row = (id: string): HTMLElement => {
    const found = room.all('board-row').find((each) => each.dataset['subject'] === id)
    if (found === undefined) throw new Error(`there is no row of ${id}`)
    return found
  }
  const cells = (id: string): string[] =>
    [...row(id).querySelectorAll('[role="gridcell"]')].map((cell) =>
      cell.textContent.replaceAll(/\s+/g, ' ').trim()
    )
  const key = async (name: string, more: KeyboardEventInit = {}): Promise<void> => {
    press(document.activeElement ?? document.body, name, more)
    await settle(50)
  }
  const click = async (testId: string): Promise<void> => {
    room.one(testId).click()
    await settle(50)
  }
  return { rows, row, cells, key, click }
}

/** The window with a board behind it. The view's code is loaded with its first opening. */
export const mountBoard = async (
  bridge = new FakeBridge(),
  kept = new KeptBoard(bridge)
): Promise<BoardPage> => {
  const room = await mountRoom(bridge)
  const basics = basicsOf(room)
  const show = async (): Promise<void> => {
    press(document.activeElement ?? document.body, 'B', { ctrlKey: true, shiftKey: true })
    await vi.dynamicImportSettled()
    await settle()
  }
  const run = async (): Promise<void> => {
    await basics.click('board-run')
    kept.end()
    await settle(50)
  }
  return { ...room, ...basics, kept, show, run }
}
