import { toast } from 'vue-sonner'
import type { SessionListing } from '../../../../../preload/contract/sessions'
import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useUndoToast } from '../../../app/use-undo-toast'
import { useAttempt } from '../../errors/stores/errors-store'
import { useSessionStore } from '../../session/stores/session-store'
import type { SessionList } from './use-session-list'

/** A running session cannot be selected or deleted: nothing can be done with it but to open it. */
export const hasEnded = ({ terminal }: Pick<SessionListing, 'terminal'>): boolean =>
  terminal !== null

export interface Deletable {
  session: string
  subject: string
}

export interface SessionDeletion {
  remove: (rows: readonly Deletable[]) => Promise<void>
  /** Takes back the last deletion while that can be had. */
  undo: () => Promise<void>
}

type Restore = (sessions: string[]) => Promise<void>

/** Puts sessions back and tells how many came; main may have purged some in the meantime. */
const useRestore = (list: Pick<SessionList, 'reveal' | 'load'>): Restore => {
  const attempt = useAttempt()
  const { t } = useText()
  const formats = useFormats()
  const countOf = (count: number): { count: number; number: string } => ({
    count,
    number: formats.value.number(count, 0)
  })
  return async (sessions) => {
    const answer = await attempt('session.restore', { sessions })
    if (answer === null) return
    list.reveal(answer.sessions)
    const lost = sessions.length - answer.sessions.length
    if (lost > 0) toast.error(t('sessions.tooLate', countOf(lost)))
    if (answer.sessions.length > 0) {
      toast.success(t('sessions.restored', countOf(answer.sessions.length)))
    }
    await list.load()
  }
}

/**
 * Deletes sessions: they are gone from the list at once, come back when main refuses, and can be
 * had back for a while by the toast's button or by Ctrl+Z.
 */
export const useSessionDeletion = (
  list: Pick<SessionList, 'hide' | 'reveal' | 'load'>
): SessionDeletion => {
  const attempt = useAttempt()
  const room = useSessionStore()
  const { t } = useText()
  const formats = useFormats()
  const { tell, undo: takeBack } = useUndoToast(useRestore(list))
  let deleting = Promise.resolve()

  const hideAndDelete = async (rows: readonly Deletable[]): Promise<void> => {
    const sessions = rows.map(({ session }) => session)
    if (sessions.length === 0) return
    list.hide(sessions)
    const answer = await attempt('session.delete', { sessions })
    const gone = new Set(answer?.sessions ?? [])
    list.reveal(sessions.filter((session) => !gone.has(session)))
    const deleted = rows.filter(({ session }) => gone.has(session))
    if (deleted.length === 0) return
    const number = formats.value.number(deleted.length, 0)
    const words = { count: deleted.length, number, subject: deleted[0]?.subject ?? '' }
    tell(
      t('sessions.deleted', words),
      deleted.map(({ session }) => session)
    )
    // A kept session that is shown and is no more cannot be read again: the room goes back.
    const shown = room.state?.session
    if (room.shownAs === 'kept' && shown !== undefined && gone.has(shown)) await room.backToRoom()
  }
  const remove = (rows: readonly Deletable[]): Promise<void> => {
    deleting = hideAndDelete(rows)
    return deleting
  }
  // The rows are gone before main has answered: Ctrl+Z right then means these.
  const undo = async (): Promise<void> => {
    await deleting
    await takeBack()
  }
  return { remove, undo }
}
