import { shallowRef, type ShallowRef } from 'vue'
import type { BoardSubject } from '../../../../../preload/contract/board'
import { useAttempt } from '../../errors/stores/errors-store'

export interface BoardSubjects {
  /** In the order of the board; null until main has answered. */
  subjects: ShallowRef<BoardSubject[] | null>
  /** How many were new; null after an error. */
  add: (paths: string[]) => Promise<number | null>
  /** As `add`; null also without a new one, since nobody can tell that from a dismissed dialog. */
  choose: (what: 'files' | 'folder') => Promise<number | null>
  /** Those that went. */
  remove: (ids: readonly string[]) => Promise<BoardSubject[]>
  restore: (ids: string[]) => Promise<void>
}

/** The subjects that the board follows, as main keeps them. */
export const useBoardSubjects = (): BoardSubjects => {
  const attempt = useAttempt()
  const subjects = shallowRef<BoardSubject[] | null>(null)

  const add: BoardSubjects['add'] = async (paths) => {
    const answer = await attempt('board.add', { paths })
    if (answer === null) return null
    subjects.value = answer.subjects
    return answer.added.length
  }
  const choose: BoardSubjects['choose'] = async (what) => {
    const answer = await attempt('board.choose', { what })
    if (answer === null) return null
    subjects.value = answer.subjects
    return answer.added.length === 0 ? null : answer.added.length
  }
  const remove: BoardSubjects['remove'] = async (ids) => {
    const gone = (subjects.value ?? []).filter(({ id }) => ids.includes(id))
    if (gone.length === 0) return []
    const answer = await attempt('board.remove', { ids: gone.map(({ id }) => id) })
    if (answer === null) return []
    subjects.value = answer.subjects
    return gone
  }
  const restore: BoardSubjects['restore'] = async (ids) => {
    const answer = await attempt('board.restore', { ids })
    if (answer !== null) subjects.value = answer.subjects
  }
  return { subjects, add, choose, remove, restore }
}
