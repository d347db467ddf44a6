import { onScopeDispose } from 'vue'

export interface ShortcutActions {
  start: () => void
  stop: () => void
  focusSubject: () => void
  showShortcuts: () => void
  showSessions: () => void
  hideSessions: () => void
  watch: () => void
  nextRegion: (backwards: boolean) => void
  /** A dialog takes all keys, a fact's popover and the sessions view some. */
  overlay: () => Overlay | null
}

export type Overlay = 'dialog' | 'popover' | 'sessions'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)))

type Action = (() => void) | null

const ofControl = (event: KeyboardEvent, actions: ShortcutActions): Action => {
  const key = event.key.toLowerCase()
  if (event.shiftKey) {
    if (key === 'h') return actions.showSessions
    return key === 'n' ? actions.watch : null
  }
  if (key === 'enter') return actions.start
  if (key === '.') return actions.stop
  return key === 'l' ? actions.focusSubject : null
}

/** The action of a key, or null when it is none of ours. */
const actionOf = (event: KeyboardEvent, actions: ShortcutActions, inSessions: boolean): Action => {
  if (event.key === 'F6') return () => actions.nextRegion(event.shiftKey)
  if (event.key === 'F1') return actions.showShortcuts
  if (event.ctrlKey || event.metaKey) {
    // In the sessions view Enter opens a session, with Control or without.
    return inSessions && event.key === 'Enter' ? null : ofControl(event, actions)
  }
  if (event.altKey) return null
  if (event.key === 'Escape') return inSessions ? actions.hideSessions : actions.stop
  return event.key === '?' && !isTyping(event.target) ? actions.showShortcuts : null
}

/** The window's keys. What an open dialog or popover takes, and keys of an input method, are left. */
export const useShortcuts = (actions: ShortcutActions): void => {
  const onKey = (event: KeyboardEvent): void => {
    const overlay = actions.overlay()
    if (event.isComposing || overlay === 'dialog') return
    if (overlay === 'popover' && event.key === 'Escape') return
    const action = actionOf(event, actions, overlay === 'sessions')
    if (action === null) return
    event.preventDefault()
    action()
  }
  // Before all others: an overlay that closes on a key must still count as open for it.
  window.addEventListener('keydown', onKey, true)
  onScopeDispose(() => window.removeEventListener('keydown', onKey, true))
}
