import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

/** Stands before a server on loopback: counts who is connected, and can be as if it had died. */
export class WatchedProxy {
  readonly #target: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #dead = false
  /** All that clients sent. */
  heard = ''
  /** Connections that were ever made. */
  connections = 0

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((socket) => this.#join(socket))
  }

  static async to(url: string): Promise<WatchedProxy> {
    const proxy = new WatchedProxy(Number(new URL(url).port))
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get openSockets(): number {
    return this.#sockets.size
  }

  /** Breaks every connection, and each new one at once, until `revive`. */
  die(): void {
    this.#dead = true
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  revive(): void {
    this.#dead = false
  }

  async close(): Promise<void> {
    this.#dead = true
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    this.connections += 1
    client.on('error', () => undefined)
    if (this.#dead) {
      client.resetAndDestroy()
      return
    }
    const server = connect(this.#target, '127.0.0.1')
    server.on('error', () => client.destroy())
    this.#sockets.add(client)
    client.on('close', () => {
      this.#sockets.delete(client)
      server.destroy()
    })
    server.on('close', () => client.destroySoon())
    client.on('data', (bytes) => (this.heard += bytes.toString('latin1')))
    client.pipe(server).pipe(client)
  }
}
