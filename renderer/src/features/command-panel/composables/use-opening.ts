import { nextTick } from 'vue'
import type { RoomOpening } from '../../../../../preload/contract/room-opening'
import { useErrorsStore } from '../../errors/stores/errors-store'
import { useCommandStore } from '../stores/command-store'
import { originOf } from './subject-text'
import { focusSubject } from './use-run'

/** Fills an empty room with what its window was opened with, and tells what was wrong with that. */
export const useOpening = (): ((opening: RoomOpening) => Promise<void>) => {
  const command = useCommandStore()
  const errors = useErrorsStore()
  return async ({ subject, byLink, problem }) => {
    if (problem !== null) errors.report({ code: problem, message: problem, retryable: false })
    if (subject === null) return
    command.typed = subject
    // A link comes from anybody: no file is read and nothing is fetched for it before the reader asks.
    if (!byLink || originOf(subject).from === 'bundled') {
      await command.confirmSubject()
      return
    }
    await nextTick()
    focusSubject()
  }
}
