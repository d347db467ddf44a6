import type { CancelReason } from '../../preload/contract/words'
import type { Principal } from '../engine/feed'
import type { DialogsPort } from './dialogs-port'
import type { RoomWindow } from './room-window'

export interface PageRecoveryOptions {
  sessions: {
    heldBy(principal: Principal): string | null
    cancel(session: string, reason: CancelReason): Promise<unknown>
  }
  dialogs: Pick<DialogsPort, 'pageCrashed'>
}

/**
 * What follows when a page's process dies: its session ends at once, then a person chooses. The
 * window keeps its hold, so that a reload shows the ended session with all that was written.
 */
export const recoverPage = async (
  window: Pick<RoomWindow, 'principal' | 'id' | 'reload' | 'destroy'>,
  { sessions, dialogs }: PageRecoveryOptions
): Promise<void> => {
  const session = sessions.heldBy(window.principal)
  const cancelled = session === null ? null : sessions.cancel(session, 'window-closed')
  const choice = await dialogs.pageCrashed(window.id)
  await cancelled
  if (choice === 'reload') window.reload()
  else window.destroy()
}
