import { emptyRoom, type RoomOpening } from '../../preload/contract/room-opening'
import type { Principal } from '../engine/feed'
import { RoomWindow } from './room-window'
import type { WindowSurroundings } from './window-options'

export interface RoomWindowsOptions {
  surroundings: () => WindowSurroundings
  onClosed: (principal: Principal) => void
  onCrashed: (window: RoomWindow) => void
}

/** Every window of the program, by its contents' number. What is in here is open. */
export class RoomWindows {
  readonly #options: RoomWindowsOptions
  readonly #windows = new Map<number, RoomWindow>()
  #front: RoomWindow | null = null

  constructor(options: RoomWindowsOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#windows.size
  }

  /** Opens a window with an empty room, or with what a start, a file or a link asks for. */
  open(opening: RoomOpening = emptyRoom): RoomWindow {
    const { surroundings, onClosed, onCrashed } = this.#options
    const window = new RoomWindow(surroundings(), opening, {
      focused: () => {
        this.#front = window
      },
      closed: () => {
        if (this.#front === window) this.#front = null
        this.#windows.delete(window.contentsId)
        onClosed(window.principal)
      },
      crashed: () => onCrashed(window)
    })
    this.#windows.set(window.contentsId, window)
    this.#front = window
    return window
  }

  byContents(contentsId: number): RoomWindow | null {
    return this.#windows.get(contentsId) ?? null
  }

  /** The window that last had the focus or was last opened; another one when that is closed. */
  get front(): RoomWindow | null {
    return this.#front ?? [...this.#windows.values()].at(-1) ?? null
  }
}
