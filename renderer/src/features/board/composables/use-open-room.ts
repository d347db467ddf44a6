import { shallowRef, type ShallowRef } from 'vue'
import type { ImportedEvidence } from '../../../../../preload/contract/routes'
import { useCommandStore } from '../../command-panel/stores/command-store'
import { useSessionStore } from '../../session/stores/session-store'
import { useBoardStore } from '../stores/board-store'

export interface OpenRoom {
  /** What the room is asked for while another session runs in it; null when nothing is asked. */
  asked: ShallowRef<ImportedEvidence | null>
  open: (id: string) => Promise<void>
  /** Answers what was asked: ends what runs and starts, only sets the subject, or neither. */
  answer: (choice: 'start' | 'ready' | 'cancel') => Promise<void>
}

/**
 * Goes from a row to the room: sets its subject as of the board's date and starts. A session that
 * runs there is ended only by a reader who was asked. `leave` shows the room.
 */
export const useOpenRoom = (leave: () => void): OpenRoom => {
  const board = useBoardStore()
  const command = useCommandStore()
  const session = useSessionStore()
  const asked = shallowRef<ImportedEvidence | null>(null)
  let opening = false

  const takeUp = (evidence: ImportedEvidence): void => {
    command.takeUp(evidence, board.result?.asOfAsked ?? null)
    leave()
  }
  const start = async (evidence: ImportedEvidence): Promise<void> => {
    takeUp(evidence)
    const request = command.ready ? command.request() : null
    if (request !== null) await session.start(request, true)
  }
  const read = async (id: string): Promise<void> => {
    const evidence = await board.open(id)
    if (evidence === null) return
    if (session.ownLive || session.starting) asked.value = evidence
    else await start(evidence)
  }
  const open: OpenRoom['open'] = async (id) => {
    if (opening) return
    opening = true
    await read(id)
    opening = false
  }
  const answer: OpenRoom['answer'] = async (choice) => {
    const evidence = asked.value
    asked.value = null
    if (evidence === null || choice === 'cancel') return
    if (choice === 'start') await start(evidence)
    else takeUp(evidence)
  }
  return { asked, open, answer }
}
