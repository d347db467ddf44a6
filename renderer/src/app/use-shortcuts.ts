import { onScopeDispose } from 'vue'
import type { OverView } from './use-view-door'

export interface ShortcutActions {
  start: () => void
  stop: () => void
  focusSubject: () => void
  showShortcuts: () => void
  showSessions: () => void
  showBoard: () => void
  showSettings: () => void
  /** Closes the view that lies over the room. */
  hideView: () => void
  runBoard: () => void
  cancelBoard: () => void
  watch: () => void
  nextRegion: (backwards: boolean) => void
  /** A dialog takes all keys, a fact's popover and the views over the room some. */
  overlay: () => Overlay | null
}

export type Overlay = 'dialog' | 'popover' | OverView

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)))

/** A list of suggestions takes Escape for itself while it is open. */
const isOpenList = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('[role="combobox"][aria-expanded="true"]')

type Action = (() => void) | null

const ofShiftControl = (key: string, actions: ShortcutActions): Action => {
  if (key === 'h') return actions.showSessions
  if (key === 'b') return actions.showBoard
  return key === 'n' ? actions.watch : null
}

const ofControl = (key: string, actions: ShortcutActions, overlay: Overlay | null): Action => {
  const onBoard = overlay === 'board'
  // In the sessions view Enter opens a session, with Control or without; in the settings it saves.
  if (key === 'enter' && (overlay === 'sessions' || overlay === 'settings')) return null
  if (key === 'enter') return onBoard ? actions.runBoard : actions.start
  if (key === '.') return onBoard ? actions.cancelBoard : actions.stop
  if (key === ',') return actions.showSettings
  return key === 'l' ? actions.focusSubject : null
}

/** The action of a key, or null when it is none of ours. */
const actionOf = (
  event: KeyboardEvent,
  actions: ShortcutActions,
  overlay: Overlay | null
): Action => {
  if (event.key === 'F6') return () => actions.nextRegion(event.shiftKey)
  if (event.key === 'F1') return actions.showShortcuts
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase()
    return event.shiftKey ? ofShiftControl(key, actions) : ofControl(key, actions, overlay)
  }
  if (event.altKey) return null
  const inView = overlay !== null && overlay !== 'popover'
  if (event.key === 'Escape') return inView ? actions.hideView : actions.stop
  return event.key === '?' && !isTyping(event.target) ? actions.showShortcuts : null
}

/** The window's keys. What an open dialog or popover takes, and keys of an input method, are left. */
export const useShortcuts = (actions: ShortcutActions): void => {
  const onKey = (event: KeyboardEvent): void => {
    const overlay = actions.overlay()
    if (event.isComposing || overlay === 'dialog') return
    if (event.key === 'Escape' && (overlay === 'popover' || isOpenList(event.target))) return
    const action = actionOf(event, actions, overlay)
    if (action === null) return
    event.preventDefault()
    action()
  }
  // Before all others: an overlay that closes on a key must still count as open for it.
  window.addEventListener('keydown', onKey, true)
  onScopeDispose(() => window.removeEventListener('keydown', onKey, true))
}
