import type { Words } from './shell-words'
import { readableShortcut, shortcuts, type Shortcut } from './shortcuts'

/** One line a key: the menu's own, then those of the page. */
export const keyboardHelp = (words: Words, platform: string): string => {
  const menu = (Object.keys(shortcuts) as Shortcut[]).map(
    (name) => `${readableShortcut(name, platform)} – ${words(`keyboard.${name}`)}`
  )
  const page = [
    `Tab, Shift+Tab – ${words('keyboard.move')}`,
    `Enter, Space – ${words('keyboard.confirm')}`,
    `Esc – ${words('keyboard.dismiss')}`
  ]
  return [...menu, ...page].join('\n')
}
