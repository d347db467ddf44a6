import { toast } from 'vue-sonner'
import { undoDeleteMs } from '../../../preload/contract/limits'
import { useText } from './use-text'

export interface UndoToast {
  /** Says what was taken away, with the way back. */
  tell: (words: string, ids: string[]) => void
  /** Takes back what was told of last, while that can be had. */
  undo: () => Promise<void>
}

/** Tells of deletions, each with a button that brings it back. */
export const useUndoToast = (restore: (ids: string[]) => Promise<void>): UndoToast => {
  const { t } = useText()
  let last: { ids: string[]; toast: string | number } | null = null

  const tell: UndoToast['tell'] = (words, ids) => {
    const forget = (): void => {
      if (last?.ids === ids) last = null
    }
    const onClick = (): void => {
      forget()
      void restore(ids)
    }
    const shown = toast(words, {
      duration: undoDeleteMs,
      action: { label: t('sessions.undo'), onClick },
      onAutoClose: forget,
      onDismiss: forget
    })
    last = { ids, toast: shown }
  }
  const undo = async (): Promise<void> => {
    const undone = last
    last = null
    if (undone === null) return
    toast.dismiss(undone.toast)
    await restore(undone.ids)
  }
  return { tell, undo }
}
