import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { ipcChannels } from '../../preload/contract/channels'
import { errorCodes } from '../../preload/contract/errors'
import type { RouteResult } from '../../preload/contract/routes'
import type { Dispatcher } from '../commands/dispatcher'
import type { WindowPort } from '../commands/window-port'
import type { Principal } from '../engine/feed'
import { toDisposable, type Disposable } from '../kernel/disposables'
import type { DialogsPort } from './dialogs-port'
import type { RoomWindow } from './room-window'
import type { RoomWindows } from './room-windows'
import { isTrustedFrame } from './trusted-sender'

export interface IpcAdapterOptions {
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>
  windows: Pick<RoomWindows, 'byContents' | 'open'>
  dialogs: Pick<DialogsPort, 'chooseFiles' | 'chooseForBoard' | 'chooseProviders' | 'saveProviders'>
  dispatcher: Dispatcher
  /** A window closed while a call of its own was being answered: what that brought is its last. */
  onLate: (principal: Principal) => void
}

const stranger: RouteResult<never> = {
  ok: false,
  error: {
    code: errorCodes.sessionForbidden,
    message: 'The caller is not a window of this program.',
    retryable: false
  }
}

const portOf = (
  window: RoomWindow,
  { windows, dialogs }: Pick<IpcAdapterOptions, 'windows' | 'dialogs'>
): WindowPort => ({
  close: () => window.close(),
  openAnother: () => windows.open().principal,
  chooseFiles: (kind) => dialogs.chooseFiles(window.id, kind),
  chooseForBoard: (what) => dialogs.chooseForBoard(window.id, what),
  chooseProviders: () => dialogs.chooseProviders(window.id),
  saveProviders: (name) => dialogs.saveProviders(window.id, name)
})

/**
 * Carries routes over IPC, on one channel. Who calls is read off the sender: the main frame of our
 * own page in one of our windows, or it is refused.
 */
export const connectIpc = (options: IpcAdapterOptions): Disposable => {
  const { ipcMain, windows, dispatcher, onLate } = options
  const answer = async (
    event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
    call: unknown
  ): Promise<RouteResult<unknown>> => {
    // Taken now: a sender may be destroyed when the answer is there.
    const { id } = event.sender
    const window = windows.byContents(id)
    if (window === null || !isTrustedFrame(event.senderFrame)) return stranger
    const caller = { principal: window.principal, window: portOf(window, options) }
    const result = await dispatcher.dispatch(call, caller)
    if (windows.byContents(id) !== window) onLate(window.principal)
    return result
  }
  ipcMain.handle(ipcChannels.invoke, answer)
  return toDisposable(() => ipcMain.removeHandler(ipcChannels.invoke))
}
