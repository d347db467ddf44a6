import { computed, type ComputedRef } from 'vue'
import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useBoardStore } from '../stores/board-store'
import { boardRowView, type BoardContext, type BoardRowView } from './board-row-view'
import { sortedSubjects } from './board-sort'
import { boardSum, type SumPart } from './board-sum'

export interface BoardRows {
  /** In the order that the reader chose, in the reader's words. */
  views: ComputedRef<BoardRowView[]>
  sum: ComputedRef<SumPart[]>
}

/** The board's rows and their sum, as the page shows them. */
export const useBoardRows = (): BoardRows => {
  const board = useBoardStore()
  const text = useText()
  const formats = useFormats()

  const context = computed<BoardContext>(() => {
    const { result, rows, running } = board
    const dates = [...rows.values()].flatMap(({ figures }) => figures?.asOf ?? [])
    const asked = result?.asOfAsked ?? null
    return {
      ...{ rows, running },
      ageAt: asked === null ? (result?.wallTime ?? 0) : Date.parse(asked),
      newest: dates.sort().at(-1) ?? null
    }
  })
  const views = computed(() => {
    const words = { ...text, formats: formats.value }
    const { subjects, rows, sort } = board
    return sortedSubjects(subjects ?? [], rows, sort, formats.value.locale).map((subject) =>
      boardRowView(subject, context.value, words)
    )
  })
  const sum = computed(() => boardSum(board.subjects ?? [], board.rows, formats.value, text.t))
  return { views, sum }
}
