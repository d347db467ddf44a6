import { BrowserWindow } from 'electron'
import type { MenuCommand } from '../../preload/contract/bridge'
import { appOrigin, ipcChannels } from '../../preload/contract/channels'
import { openingQuery, type RoomOpening } from '../../preload/contract/room-opening'
import type { Principal } from '../engine/feed'
import { principalOf } from './principal'
import { windowOptions, type WindowSurroundings } from './window-options'

/** Where a room's page starts, and with what. */
export const roomAddress = (opening: RoomOpening): string => `${appOrigin}/${openingQuery(opening)}`

export interface RoomWindowEvents {
  focused(): void
  closed(): void
  /** The page's process ended by itself; the window still stands. */
  crashed(): void
}

/**
 * One window with one room. It lets go of Electron's window the moment that is closed, so that
 * nothing is ever sent to a destroyed one.
 */
export class RoomWindow {
  readonly id: number
  readonly contentsId: number
  readonly principal: Principal
  #window: BrowserWindow | null

  constructor(surroundings: WindowSurroundings, opening: RoomOpening, events: RoomWindowEvents) {
    const window = new BrowserWindow(windowOptions(surroundings))
    this.#window = window
    this.id = window.id
    this.contentsId = window.webContents.id
    this.principal = principalOf(this.contentsId)
    window.once('ready-to-show', () => window.show())
    window.on('focus', () => events.focused())
    window.once('closed', () => {
      this.#window = null
      events.closed()
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && this.#window !== null) events.crashed()
    })
    // A load that fails or is cut off by the window's close is no fault of the program.
    window.loadURL(roomAddress(opening)).catch(() => undefined)
  }

  get open(): boolean {
    return this.#window !== null
  }

  send(command: MenuCommand): void {
    this.#window?.webContents.send(ipcChannels.menu, command)
  }

  reload(): void {
    this.#window?.webContents.reload()
  }

  focus(): void {
    this.#window?.show()
    this.#window?.focus()
  }

  close(): void {
    this.#window?.close()
  }

  /** Closes without asking the page, which may be gone. */
  destroy(): void {
    this.#window?.destroy()
  }
}
