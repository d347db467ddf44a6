import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../preload/contract/bridge'
import type { Words } from './shell-words'
import { shortcuts } from './shortcuts'

/** What the menu's own items do; all else is one of Electron's roles. */
export interface MenuActions {
  newRoom(): void
  closeWindow(): void
  quit(): void
  /** Goes to the page of the window that has the focus. */
  send(command: MenuCommand): void
  about(): void
  keyboard(): void
  openDataFolder(): void
  checkUpdates(): void
}

export interface MenuOptions {
  name: string
  platform: string
  developerTools: boolean
  /** Whether there is a feed of newer versions. */
  updates: boolean
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

const fileMenu = (words: Words, actions: MenuActions, { name, platform }: MenuOptions): Item => ({
  label: words('menu.file'),
  submenu: [
    {
      id: 'new-room',
      label: words('menu.newRoom'),
      accelerator: shortcuts.newRoom,
      click: () => actions.newRoom()
    },
    separator,
    {
      id: 'open-prices',
      label: words('menu.openPrices'),
      accelerator: shortcuts.openPrices,
      click: () => actions.send('open-prices')
    },
    {
      id: 'open-notes',
      label: words('menu.openNotes'),
      accelerator: shortcuts.openNotes,
      click: () => actions.send('open-notes')
    },
    separator,
    {
      id: 'sessions',
      label: words('menu.sessions'),
      accelerator: shortcuts.sessions,
      click: () => actions.send('sessions')
    },
    settingsItem(words, actions),
    separator,
    {
      id: 'close-window',
      label: words('menu.closeWindow'),
      accelerator: shortcuts.closeWindow,
      click: () => actions.closeWindow()
    },
    ...(platform === 'darwin' ? [] : [separator, quitItem(words, actions, name)])
  ]
})

const settingsItem = (words: Words, actions: MenuActions): Item => ({
  id: 'settings',
  label: words('menu.settings'),
  accelerator: shortcuts.settings,
  click: () => actions.send('settings')
})

const quitItem = (words: Words, actions: MenuActions, name: string): Item => ({
  id: 'quit',
  label: words('menu.quit', { name }),
  accelerator: 'CmdOrCtrl+Q',
  click: () => actions.quit()
})

const roomMenu = (words: Words, actions: MenuActions): Item => ({
  label: words('menu.room'),
  submenu: [
    {
      id: 'start',
      label: words('menu.start'),
      accelerator: shortcuts.start,
      click: () => actions.send('start')
    },
    {
      id: 'stop',
      label: words('menu.stop'),
      accelerator: shortcuts.stop,
      click: () => actions.send('stop')
    },
    separator,
    {
      id: 'focus-subject',
      label: words('menu.focusSubject'),
      accelerator: shortcuts.focusSubject,
      click: () => actions.send('focus-subject')
    }
  ]
})

const editMenu = (words: Words): Item => ({
  label: words('menu.edit'),
  submenu: [
    { role: 'undo', label: words('menu.undo') },
    { role: 'redo', label: words('menu.redo') },
    separator,
    { role: 'cut', label: words('menu.cut') },
    { role: 'copy', label: words('menu.copy') },
    { role: 'paste', label: words('menu.paste') },
    { role: 'selectAll', label: words('menu.selectAll') }
  ]
})

const viewMenu = (words: Words, actions: MenuActions, { developerTools }: MenuOptions): Item => ({
  label: words('menu.view'),
  submenu: [
    {
      id: 'board',
      label: words('menu.board'),
      accelerator: shortcuts.board,
      click: () => actions.send('board')
    },
    separator,
    { role: 'resetZoom', label: words('menu.resetZoom') },
    { role: 'zoomIn', label: words('menu.zoomIn') },
    { role: 'zoomOut', label: words('menu.zoomOut') },
    separator,
    {
      role: 'togglefullscreen',
      label: words('menu.fullScreen'),
      accelerator: shortcuts.fullScreen
    },
    separator,
    { role: 'reload', label: words('menu.reload') },
    ...(developerTools
      ? [{ role: 'toggleDevTools', label: words('menu.developerTools') } as const]
      : [])
  ]
})

const helpMenu = (words: Words, actions: MenuActions, { name, updates }: MenuOptions): Item => ({
  label: words('menu.help'),
  role: 'help',
  submenu: [
    { id: 'keyboard', label: words('menu.keyboard'), click: () => actions.keyboard() },
    {
      id: 'data-folder',
      label: words('menu.dataFolder'),
      click: () => actions.openDataFolder()
    },
    ...(updates ? [updatesItem(words, actions)] : []),
    { id: 'about', label: words('menu.about', { name }), click: () => actions.about() }
  ]
})

const updatesItem = (words: Words, actions: MenuActions): Item => ({
  id: 'check-updates',
  label: words('menu.checkUpdates'),
  click: () => actions.checkUpdates()
})

/** The menu that macOS has before all others, under the program's name. */
const programMenu = (words: Words, actions: MenuActions, { name }: MenuOptions): Item => ({
  label: name,
  submenu: [
    { label: words('menu.about', { name }), click: () => actions.about() },
    separator,
    { role: 'hide', label: words('menu.hide', { name }) },
    { role: 'hideOthers', label: words('menu.hideOthers') },
    { role: 'unhide', label: words('menu.showAll') },
    separator,
    quitItem(words, actions, name)
  ]
})

const windowMenu = (words: Words, actions: MenuActions): Item => ({
  label: words('menu.window'),
  role: 'window',
  submenu: [
    {
      id: 'watch',
      label: words('menu.watch'),
      accelerator: shortcuts.watch,
      click: () => actions.send('watch')
    },
    separator,
    { role: 'minimize', label: words('menu.minimize') }
  ]
})

/** The whole menu in one language. Pure: Electron builds it elsewhere. */
export const menuTemplate = (words: Words, actions: MenuActions, options: MenuOptions): Item[] => {
  const mac = options.platform === 'darwin'
  return [
    ...(mac ? [programMenu(words, actions, options)] : []),
    fileMenu(words, actions, options),
    editMenu(words),
    roomMenu(words, actions),
    viewMenu(words, actions, options),
    windowMenu(words, actions),
    helpMenu(words, actions, options)
  ]
}
