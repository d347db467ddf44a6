import { toast } from 'vue-sonner'
import { undoDeleteMs } from '../../../../../preload/contract/limits'
import { useText } from '../../../app/use-text'

/** Says that something was lost by a change, with the way back. */
export const useChangeToast = (): ((words: string, undo: () => void) => void) => {
  const { t } = useText()
  return (words, undo) => {
    toast(words, { duration: undoDeleteMs, action: { label: t('sessions.undo'), onClick: undo } })
  }
}
