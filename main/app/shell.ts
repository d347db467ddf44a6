import { app, ipcMain, nativeTheme, screen, session, shell } from 'electron'
import type { WarRoom } from '../compose'
import type { StreamServer } from '../server/stream-server'
import type { Principal } from '../engine/feed'
import { DisposableStore } from '../kernel/disposables'
import type { Clock } from '../kernel/clock'
import { installMenu } from './app-menu'
import type { AppPaths } from './app-paths'
import type { DialogsPort } from './dialogs-port'
import { onExitSignal } from './exit-signals'
import { connectIpc } from './ipc-adapter'
import { recoverPage } from './page-recovery'
import { QuitFlow } from './quit-flow'
import { RoomWindows } from './room-windows'
import { secureSession } from './secure-session'
import { joinUpdates } from './updates/join-updates'

export interface ShellOptions {
  room: WarRoom
  stream: StreamServer
  dialogs: DialogsPort
  paths: AppPaths
  clock: Clock
  developerTools: boolean
}

export interface Shell {
  readonly windows: RoomWindows
  readonly quitFlow: QuitFlow
}

/** What a window leaves behind when it is gone. */
const letGo = ({ room, stream }: ShellOptions, principal: Principal): void => {
  void room.registry.release(principal)
  void room.board.runs.cancel(principal, 'window-closed')
  void room.providers.release(principal)
  room.fetches.release(principal)
  stream.dropPrincipal(principal)
  room.dispatcher.forget(principal)
}

const createWindows = (options: ShellOptions): RoomWindows => {
  const { room, dialogs, paths, developerTools } = options
  return new RoomWindows({
    surroundings: () => ({
      preload: paths.preload,
      icon: process.platform === 'linux' ? paths.icon : null,
      title: app.name,
      workArea: screen.getPrimaryDisplay().workAreaSize,
      developerTools
    }),
    onClosed: (principal) => letGo(options, principal),
    onCrashed: (window) => void recoverPage(window, { sessions: room.registry, dialogs })
  })
}

/** Joins the composed program to Electron's life cycle. */
export const runShell = (options: ShellOptions): Shell => {
  const { room, stream, dialogs, paths, clock, developerTools } = options
  const parts = new DisposableStore()
  const windows = createWindows(options)
  const quit = (last: () => Promise<void>): Promise<void> => quitFlow.end(0, last)
  const front = (): number | null => windows.front?.id ?? null
  const updates = joinUpdates({ room, dialogs, clock, front, quit })
  const quitFlow = new QuitFlow({
    clock,
    runningSessions: () => room.registry.liveSessions.length,
    confirm: (running) => dialogs.confirmQuit(running),
    shutdown: async () => {
      await Promise.all([updates?.close(), room.close()])
      parts.dispose()
    },
    exit: (code) => app.exit(code)
  })
  secureSession(session.defaultSession, {
    pageFolder: paths.page,
    streamPort: stream.port,
    developerTools
  })
  // Menus and dialogs are as dark as the page.
  nativeTheme.themeSource = 'dark'
  const { platform } = process
  const { settings, dispatcher } = room
  const onLate = (principal: Principal): void => letGo(options, principal)
  parts.add(connectIpc({ ipcMain, windows, dialogs, dispatcher, onLate }))
  parts.add(
    installMenu({ app, shell, platform, developerTools, windows, dialogs, settings, updates })
  )
  parts.add(onExitSignal((code) => void quitFlow.end(code)))
  followApp({ windows, quitFlow })
  return { windows, quitFlow }
}

/** Electron quits only through the quit flow. On macOS a program without windows stays. */
const followApp = ({ windows, quitFlow }: Shell): void => {
  app.on('before-quit', (event) => {
    // A Mac's updater quits by itself, when all is closed and its file is in place.
    if (quitFlow.over) return
    event.preventDefault()
    void quitFlow.request()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') void quitFlow.end(0)
  })
  app.on('activate', () => {
    if (windows.size === 0) windows.open()
  })
}
