import { Menu, type App, type Shell } from 'electron'
import type { Settings } from '../../preload/contract/settings'
import type { Disposable } from '../kernel/disposables'
import type { DialogsPort } from './dialogs-port'
import { menuTemplate, type MenuActions } from './menu-template'
import { openerProblem } from './folder-opener'
import { openDataFolder } from './open-data-folder'
import type { RoomWindows } from './room-windows'
import { shellWords } from './shell-words'

export interface AppMenuOptions {
  app: Pick<App, 'name' | 'quit' | 'getPath'>
  shell: Pick<Shell, 'openPath'>
  platform: string
  developerTools: boolean
  windows: RoomWindows
  dialogs: DialogsPort
  /** Null where the program has nobody to ask for a newer version. */
  updates: { checkNow(): Promise<void> } | null
  settings: { get(): Settings; onChanged(handler: (settings: Settings) => void): Disposable }
}

const actionsOf = ({
  app,
  shell,
  platform,
  windows,
  dialogs,
  updates
}: AppMenuOptions): MenuActions => ({
  newRoom: () => void windows.open(),
  closeWindow: () => windows.front?.close(),
  quit: () => app.quit(),
  send: (command) => windows.front?.send(command),
  about: () => void dialogs.about(windows.front?.id ?? null),
  keyboard: () => void dialogs.keyboard(windows.front?.id ?? null),
  openDataFolder: () => {
    const folder = app.getPath('userData')
    const problem = openerProblem({ platform, path: process.env['PATH'] })
    const parts = { shell, dialogs, folder, openerProblem: problem }
    void openDataFolder(parts, windows.front?.id ?? null)
  },
  checkUpdates: () => void updates?.checkNow()
})

/** The native menu in the language of the settings, built again when that changes. */
export const installMenu = (options: AppMenuOptions): Disposable => {
  const { app, platform, developerTools, settings } = options
  const actions = actionsOf(options)
  let shown: string | null = null
  const build = ({ language }: Settings): void => {
    if (language === shown) return
    shown = language
    const menu = { name: app.name, platform, developerTools, updates: options.updates !== null }
    const template = menuTemplate(shellWords(language), actions, menu)
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  build(settings.get())
  return settings.onChanged(build)
}
