import { watch } from 'vue'
import { toast } from 'vue-sonner'
import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useBoardStore } from '../stores/board-store'
import { boardSum } from './board-sum'

/** Says what a board came to that ended while nobody looked at it, unless it was cancelled. */
export const useBoardNotices = (seen: () => boolean): void => {
  const board = useBoardStore()
  const { t } = useText()
  const formats = useFormats()
  watch(
    () => board.ended,
    (ended) => {
      if (ended === null || ended.cancelled || seen()) return
      const parts = boardSum(board.subjects ?? [], board.rows, formats.value, t)
      toast.success(t('board.finished', { sum: parts.map(({ text }) => text).join(', ') }))
    }
  )
}
