/** The keys of the menu's own commands, in Electron's notation. */
export const shortcuts = {
  newRoom: 'CmdOrCtrl+N',
  openPrices: 'CmdOrCtrl+O',
  openNotes: 'CmdOrCtrl+Shift+O',
  sessions: 'CmdOrCtrl+Shift+H',
  board: 'CmdOrCtrl+Shift+B',
  start: 'CmdOrCtrl+Return',
  stop: 'CmdOrCtrl+.',
  focusSubject: 'CmdOrCtrl+L',
  settings: 'CmdOrCtrl+,',
  watch: 'CmdOrCtrl+Shift+N',
  closeWindow: 'CmdOrCtrl+W',
  fullScreen: 'F11'
} as const

export type Shortcut = keyof typeof shortcuts

/** A shortcut as a person reads it. */
export const readableShortcut = (shortcut: Shortcut, platform: string): string =>
  shortcuts[shortcut]
    .replace('CmdOrCtrl', platform === 'darwin' ? '⌘' : 'Ctrl')
    .replace('Return', 'Enter')
