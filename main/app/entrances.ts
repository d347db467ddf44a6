import { maximumConnections } from '../../preload/contract/limits'
import { emptyRoom, type RoomOpening } from '../../preload/contract/room-opening'
import { maximumLaunchRooms } from './launch-request'

/** Rooms from which on nothing from outside opens another: each page has a connection of its own. */
export const maximumRoomsFromOutside = maximumConnections

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
  #onFull: () => void = () => undefined
  #waiting: RoomOpening[] = []

  ask(rooms: readonly RoomOpening[]): void {
    const windows = this.#windows
    if (windows === null) this.#wait(rooms)
    else this.#openAll(windows, rooms)
  }

  /**
   * Opens what waits, or an empty room, since a program that was started shows one. `onFull` is told
   * when a person's own wish finds no place; a link that finds none is not worth a word.
   */
  begin(windows: EntranceWindows, onFull: () => void): void {
    const rooms = this.#waiting
    this.#windows = windows
    this.#onFull = onFull
    this.#waiting = []
    this.ask(rooms.length === 0 ? [emptyRoom] : rooms)
  }

  #wait(rooms: readonly RoomOpening[]): void {
    this.#waiting = [...this.#waiting, ...rooms].slice(0, maximumLaunchRooms)
  }

  #openAll(windows: EntranceWindows, rooms: readonly RoomOpening[]): void {
    const places = Math.max(0, maximumRoomsFromOutside - windows.size)
    for (const room of rooms.slice(0, places)) windows.open(room)
    const left = rooms.slice(places)
    if (left.length === 0) return
    windows.front?.focus()
    if (left.some(({ byLink }) => !byLink)) this.#onFull()
  }
}
