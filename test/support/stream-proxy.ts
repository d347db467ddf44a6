import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { AppWebSocket } from './stream-client'

/** Passes bytes between page and server and cuts each connection where it is told to. */
export class CuttingProxy {
  readonly #server: Server
  readonly #open = new Set<Socket>()
  /** After how many bytes of the server the next connection is cut; infinite for never. */
  nextCut: () => number = () => Number.POSITIVE_INFINITY
  cuts = 0

  private constructor(targetPort: number) {
    this.#server = createServer((page) => this.#join(page, connect(targetPort, '127.0.0.1')))
  }

  static async listen(targetPort: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(targetPort)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  /** A page's WebSocket that goes through here while it names the server as its host. */
  get socketClass(): typeof AppWebSocket {
    const { port } = this.#server.address() as AddressInfo
    return class extends AppWebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols, { createConnection: () => connect(port, '127.0.0.1') })
      }
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(page: Socket, server: Socket): void {
    let left = this.nextCut()
    for (const socket of [page, server]) {
      this.#open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#open.delete(socket)
        page.destroy()
        server.destroy()
      })
    }
    page.on('data', (bytes) => void server.write(bytes))
    server.on('data', (bytes: Buffer) => {
      if (page.destroyed) return
      page.write(bytes.subarray(0, left))
      left -= bytes.length
      if (left > 0) return
      this.cuts += 1
      // What was written is on its way to the page before the end is.
      page.end()
      server.destroy()
    })
  }
}
