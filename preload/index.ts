import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { Bridge, MenuCommand } from './contract/bridge'
import { ipcChannels } from './contract/channels'

const bridge: Bridge = {
  invoke: (route, input, key = crypto.randomUUID()) =>
    ipcRenderer.invoke(ipcChannels.invoke, { route, input, key }),
  pathForFile: (file) => webUtils.getPathForFile(file),
  onMenu: (handler) => {
    const listener = (_event: IpcRendererEvent, command: MenuCommand): void => handler(command)
    ipcRenderer.on(ipcChannels.menu, listener)
    return () => {
      ipcRenderer.off(ipcChannels.menu, listener)
    }
  }
}

contextBridge.exposeInMainWorld('warRoom', bridge)
