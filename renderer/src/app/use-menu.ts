import { onScopeDispose } from 'vue'
import type { MenuCommand } from '../../../preload/contract/bridge'
import type { EvidenceKind } from '../../../preload/contract/words'
import { useBridge } from './bridge-port'

export interface MenuActions {
  start: () => Promise<void>
  stop: () => Promise<void>
  focusSubject: () => void
  choose: (kind: EvidenceKind) => Promise<void>
  showSessions: () => void
  showBoard: () => void
  showSettings: () => void
  watch: () => Promise<void>
}

/** Does what the native menu asks for. */
export const useMenu = (actions: MenuActions): void => {
  const handlers: Record<MenuCommand, () => void> = {
    start: () => void actions.start(),
    stop: () => void actions.stop(),
    'open-prices': () => void actions.choose('prices'),
    'open-notes': () => void actions.choose('notes'),
    'focus-subject': actions.focusSubject,
    sessions: actions.showSessions,
    board: actions.showBoard,
    settings: actions.showSettings,
    watch: () => void actions.watch()
  }
  onScopeDispose(useBridge().onMenu((command) => handlers[command]()))
}
