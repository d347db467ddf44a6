import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

const channel = 'net.client.socket'

/** Watches the sockets that this process opens itself; servers' own ends are none of them. */
export const watchClientSockets = (): { readonly open: number; dispose(): void } => {
  const open = new Set<Socket>()
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket }
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  }
  subscribe(channel, onSocket)
  return {
    get open() {
      return open.size
    },
    dispose: () => void unsubscribe(channel, onSocket)
  }
}
