import { vi } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { KeptSessions } from './kept-sessions'
import { mountRoom, press, settle, type MountedRoom } from './mount-room'

export interface SessionsPage extends MountedRoom {
  kept: KeptSessions
  /** Opens the view by its shortcut. */
  show: () => Promise<void>
  /** Ids of the rows, in the page's order. */
  rows: () => string[]
  row: (session: string) => HTMLElement
  /** A key where the focus is. */
  key: (name: string, more?: KeyboardEventInit) => Promise<void>
}

/** The window with kept sessions behind it. The view's code is loaded with its first opening. */
export const mountSessions = async (
  bridge = new FakeBridge(),
  kept = new KeptSessions(bridge)
): Promise<SessionsPage> => {
  const room = await mountRoom(bridge)
  const show = async (): Promise<void> => {
    press(document.activeElement ?? document.body, 'H', { ctrlKey: true, shiftKey: true })
    await vi.dynamicImportSettled()
    await settle()
  }
  const rows = (): string[] => room.all('sessions-row').map((row) => row.dataset['session'] ?? '')
  const row = (session: string): HTMLElement => {
    const found = room.all('sessions-row').find((each) => each.dataset['session'] === session)
    if (found === undefined) throw new Error(`there is no row of ${session}`)
    return found
  }
  const key = async (name: string, more: KeyboardEventInit = {}): Promise<void> => {
    press(document.activeElement ?? document.body, name, more)
    await settle(50)
  }
  return { ...room, kept, show, rows, row, key }
}
