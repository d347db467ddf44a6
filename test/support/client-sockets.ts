import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

const channel = 'net.client.socket'

export interface ClientSockets {
  readonly open: number
  /** Since the watching began, those closed again among them. */
  readonly opened: number
  dispose(): void
}

/** Watches the sockets that this process opens itself; servers' own ends are none of them. */
export const watchClientSockets = (): ClientSockets => {
  const open = new Set<Socket>()
  let opened = 0
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket }
    open.add(socket)
    opened += 1
    socket.once('close', () => open.delete(socket))
  }
  subscribe(channel, onSocket)
  return {
    get open() {
      return open.size
    },
    get opened() {
      return opened
    },
    dispose: () => void unsubscribe(channel, onSocket)
  }
}
