import { toast } from 'vue-sonner'
import { useBridge } from '../../../app/bridge-port'
import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useBoardStore } from '../stores/board-store'

export interface BoardAdding {
  choose: (what: 'files' | 'folder') => Promise<void>
  drop: (files: readonly File[]) => Promise<void>
}

/** Puts files and folders on the board and says how many subjects that made. */
export const useBoardAdding = (): BoardAdding => {
  const board = useBoardStore()
  const bridge = useBridge()
  const { t } = useText()
  const formats = useFormats()

  const tell = (added: number | null): void => {
    if (added === null) return
    if (added === 0) toast.info(t('board.addedNone'))
    else toast.success(t('board.added', { count: added, number: formats.value.number(added, 0) }))
  }
  const choose: BoardAdding['choose'] = async (what) => tell(await board.choose(what))
  const drop: BoardAdding['drop'] = async (files) => {
    const paths = files.map((file) => bridge.pathForFile(file))
    const placeless = files[paths.indexOf('')]
    if (placeless !== undefined) toast.warning(t('board.noPath', { name: placeless.name }))
    const found = paths.filter((path) => path !== '')
    if (found.length > 0) tell(await board.add(found))
  }
  return { choose, drop }
}
