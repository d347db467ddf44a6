import { onScopeDispose } from 'vue'
import { toast } from 'vue-sonner'
import type { Notice } from '../../../preload/contract/notices'
import { useProvidersStore } from '../features/providers/stores/providers-store'
import { useSettingsStore } from '../features/settings/stores/settings-store'
import { logProblem } from './log-problem'
import { useStream } from './stream-port'
import { useText } from './use-text'

/** Notices by their id: the same one may come again on each connection, and is told once. */
const useNotices = (): ((notice: Notice) => void) => {
  const { t, errorText } = useText()
  const told = new Set<string>()
  return ({ id, level, error }) => {
    if (told.has(id)) return
    told.add(id)
    const words = errorText(error)
    if (level === 'info') {
      toast.info(words)
      return
    }
    // What went wrong stays until somebody has seen it.
    const stays = { duration: Infinity, closeButton: true }
    if (level === 'error') toast.error(t('toast.error'), { ...stays, description: words })
    else toast.warning(t('toast.warning'), { ...stays, description: words })
  }
}

/**
 * Does what the stream tells besides sessions: notices, settings of another window, problems.
 * Notices wait until the reader's language is known.
 */
export const useStreamNews = (languageKnown: Promise<void>): void => {
  const stream = useStream()
  const settings = useSettingsStore()
  const providers = useProvidersStore()
  const tell = useNotices()
  const ends = [
    stream.on('notice', (notice) => void languageKnown.then(() => tell(notice))),
    stream.on('changed', (what) => {
      if (what === 'settings') void settings.load()
      if (what === 'providers') void providers.load()
    }),
    stream.on('problem', logProblem)
  ]
  onScopeDispose(() => ends.forEach((end) => end()))
}
