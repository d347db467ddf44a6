import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { ipcChannels } from '../../preload/contract/channels'
import { errorCodes } from '../../preload/contract/errors'
import type { RouteResult } from '../../preload/contract/routes'
import type { Dispatcher } from '../commands/dispatcher'
import type { WindowPort } from '../commands/window-port'
import { toDisposable, type Disposable } from '../kernel/disposables'
import type { DialogsPort } from './dialogs-port'
import type { RoomWindow } from './room-window'
import type { RoomWindows } from './room-windows'
import { isTrustedFrame } from './trusted-sender'

export interface IpcAdapterOptions {
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>
  windows: Pick<RoomWindows, 'byContents' | 'open'>
  dialogs: Pick<DialogsPort, 'chooseFiles'>
  dispatcher: Dispatcher
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
  chooseFiles: (kind) => dialogs.chooseFiles(window.id, kind)
})

/**
 * Carries routes over IPC, on one channel. Who calls is read off the sender: the main frame of our
 * own page in one of our windows, or it is refused.
 */
export const connectIpc = (options: IpcAdapterOptions): Disposable => {
  const { ipcMain, windows, dispatcher } = options
  const answer = (
    event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
    call: unknown
  ): Promise<RouteResult<unknown>> => {
    const window = windows.byContents(event.sender.id)
    if (window === null || !isTrustedFrame(event.senderFrame)) return Promise.resolve(stranger)
    const caller = { principal: window.principal, window: portOf(window, options) }
    return dispatcher.dispatch(call, caller)
  }
  ipcMain.handle(ipcChannels.invoke, answer)
  return toDisposable(() => ipcMain.removeHandler(ipcChannels.invoke))
}
