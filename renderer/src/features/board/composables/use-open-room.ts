import { shallowRef, type ShallowRef } from 'vue'
import type { ImportedEvidence } from '../../../../../preload/contract/routes'
import { useCommandStore } from '../../command-panel/stores/command-store'
import { useSessionStore } from '../../session/stores/session-store'
import { useBoardStore } from '../stores/board-store'

/** A subject for the room, as of a day (ISO) or of its last session. */
export interface RoomWish {
  evidence: ImportedEvidence
  day: string | null
}

export interface OpenRoom {
  /** What the room is asked for while another session runs in it; null when nothing is asked. */
  asked: ShallowRef<RoomWish | null>
  open: (id: string) => Promise<void>
  /** Answers what was asked: ends what runs and starts, only sets the subject, or neither. */
  answer: (choice: 'start' | 'ready' | 'cancel') => Promise<void>
}

/**
 * Goes from a row to the room: sets its subject as of the date that the row was asked for, and
 * starts. A session that runs there is ended only by a reader who was asked. `leave` shows the room.
 */
export const useOpenRoom = (leave: () => void): OpenRoom => {
  const board = useBoardStore()
  const command = useCommandStore()
  const session = useSessionStore()
  const asked = shallowRef<RoomWish | null>(null)
  let opening = false

  const takeUp = ({ evidence, day }: RoomWish): void => {
    command.takeUp(evidence, day)
    leave()
  }
  const start = async (wish: RoomWish): Promise<void> => {
    takeUp(wish)
    const request = command.ready ? command.request() : null
    if (request !== null) await session.start(request, true)
  }
  const read = async (id: string): Promise<void> => {
    const evidence = await board.open(id)
    if (evidence === null) return
    const wish = { evidence, day: board.dayOf(id) }
    if (session.ownLive || session.starting) asked.value = wish
    else await start(wish)
  }
  const open: OpenRoom['open'] = async (id) => {
    if (opening) return
    opening = true
    await read(id)
    opening = false
  }
  const answer: OpenRoom['answer'] = async (choice) => {
    const wish = asked.value
    asked.value = null
    if (wish === null || choice === 'cancel') return
    if (choice === 'start') await start(wish)
    else takeUp(wish)
  }
  return { asked, open, answer }
}
