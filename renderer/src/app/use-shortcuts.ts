import { onScopeDispose } from 'vue'

export interface ShortcutActions {
  start: () => void
  stop: () => void
  focusSubject: () => void
  showShortcuts: () => void
  nextRegion: (backwards: boolean) => void
  /** A dialog takes all keys, a fact's popover only Escape. */
  overlay: () => 'dialog' | 'popover' | null
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)))

/** The action of a key, or null when it is none of ours. */
const actionOf = (event: KeyboardEvent, actions: ShortcutActions): (() => void) | null => {
  const control = event.ctrlKey || event.metaKey
  if (event.key === 'F6') return () => actions.nextRegion(event.shiftKey)
  if (event.key === 'F1') return actions.showShortcuts
  if (control && event.key === 'Enter') return actions.start
  if (control && event.key === '.') return actions.stop
  if (control && event.key.toLowerCase() === 'l') return actions.focusSubject
  if (control || event.altKey) return null
  if (event.key === 'Escape') return actions.stop
  return event.key === '?' && !isTyping(event.target) ? actions.showShortcuts : null
}

/** The window's keys. What an open dialog or popover takes, and keys of an input method, are left. */
export const useShortcuts = (actions: ShortcutActions): void => {
  const onKey = (event: KeyboardEvent): void => {
    const overlay = actions.overlay()
    if (event.isComposing || overlay === 'dialog') return
    if (overlay === 'popover' && event.key === 'Escape') return
    const action = actionOf(event, actions)
    if (action === null) return
    event.preventDefault()
    action()
  }
  // Before all others: an overlay that closes on a key must still count as open for it.
  window.addEventListener('keydown', onKey, true)
  onScopeDispose(() => window.removeEventListener('keydown', onKey, true))
}
