import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ImportedEvidence } from '../../../../../preload/contract/routes'
import { isDay } from '../../command-panel/composables/subject-text'
import { useAttempt } from '../../errors/stores/errors-store'
import type { BoardSort } from '../composables/board-sort'
import { useBoardRun } from '../composables/use-board-run'
import { useBoardSubjects } from '../composables/use-board-subjects'

/** The morning board of the window: it goes on while its view is closed. */
export const useBoardStore = defineStore('board', () => {
  const attempt = useAttempt()
  const list = useBoardSubjects()
  const { run: runBoard, recall, ...board } = useBoardRun()
  const { subjects } = list
  const asOf = ref('')
  const sort = shallowRef<BoardSort | null>(null)

  const asOfValid = computed(() => asOf.value === '' || isDay(asOf.value))
  const canRun = computed(
    () => !board.running.value && asOfValid.value && (subjects.value?.length ?? 0) > 0
  )

  const load = async (): Promise<void> => {
    const answer = await attempt('board.list', {})
    subjects.value = answer?.subjects ?? subjects.value ?? []
    if (answer !== null) recall(answer.last)
  }
  /** The date that is typed; null while it is not whole. */
  const typedDay = (): string | null => (isDay(asOf.value) ? asOf.value : null)
  const run = async (): Promise<boolean> => {
    if (!canRun.value) return false
    return runBoard(typedDay(), subjects.value?.length ?? 0)
  }
  /** The date that a subject's row was asked for; without a row, the one that is typed. */
  const dayOf = (id: string): string | null =>
    board.rows.value.has(id) ? (board.result.value?.asOfAsked ?? null) : typedDay()
  /** Reads a subject's file as evidence; null after its error was shown. */
  const open = (id: string): Promise<ImportedEvidence | null> => attempt('board.open', { id })

  return { ...list, ...board, asOf, asOfValid, sort, canRun, load, run, dayOf, open }
})
