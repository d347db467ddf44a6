import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useUndoToast } from '../../../app/use-undo-toast'
import { useBoardStore } from '../stores/board-store'

export interface BoardRemoval {
  remove: (ids: readonly string[]) => Promise<void>
  /** Takes back the last removal while that can be had. */
  undo: () => Promise<void>
}

/** Takes subjects off the board; the toast's button or Ctrl+Z puts them back in their places. */
export const useBoardRemoval = (): BoardRemoval => {
  const board = useBoardStore()
  const { t } = useText()
  const formats = useFormats()
  const { tell, undo: takeBack } = useUndoToast((ids) => board.restore(ids))
  let removing = Promise.resolve()

  const removeAndTell = async (ids: readonly string[]): Promise<void> => {
    const gone = await board.remove(ids)
    if (gone.length === 0) return
    const number = formats.value.number(gone.length, 0)
    const words = { count: gone.length, number, name: gone[0]?.name ?? '' }
    tell(
      t('board.removed', words),
      gone.map(({ id }) => id)
    )
  }
  const remove = (ids: readonly string[]): Promise<void> => {
    removing = removeAndTell(ids)
    return removing
  }
  const undo = async (): Promise<void> => {
    await removing
    await takeBack()
  }
  return { remove, undo }
}
