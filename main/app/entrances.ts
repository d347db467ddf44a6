import { emptyRoom, type RoomOpening } from '../../preload/contract/room-opening'
import { maximumLaunchRooms } from './launch-request'

/** Windows from which on no link opens another: a page could fire links without end. */
export const maximumWindowsByLink = 16

export interface EntranceWindows {
  readonly size: number
  readonly front: { focus(): void } | null
  open(opening: RoomOpening): unknown
}

/**
 * Where rooms are asked for from outside: the command line, a second start, a file or a link that the
 * system hands over. What is asked for before there can be windows waits.
 */
export class Entrances {
  #windows: EntranceWindows | null = null
  #waiting: RoomOpening[] = []

  ask(rooms: readonly RoomOpening[]): void {
    const windows = this.#windows
    if (windows === null) this.#wait(rooms)
    else for (const room of rooms) this.#open(windows, room)
  }

  /** Opens what waits, or an empty room, since a program that was started shows one. */
  begin(windows: EntranceWindows): void {
    const rooms = this.#waiting
    this.#windows = windows
    this.#waiting = []
    this.ask(rooms.length === 0 ? [emptyRoom] : rooms)
  }

  #wait(rooms: readonly RoomOpening[]): void {
    this.#waiting = [...this.#waiting, ...rooms].slice(0, maximumLaunchRooms)
  }

  #open(windows: EntranceWindows, room: RoomOpening): void {
    if (room.byLink && windows.size >= maximumWindowsByLink) windows.front?.focus()
    else windows.open(room)
  }
}
