import { openingOf, type RoomOpening } from '../../../../../preload/contract/room-opening'

/** What this window was opened with. */
export const addressOpening = (): RoomOpening => openingOf(window.location.search)
