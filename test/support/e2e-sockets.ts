import type { Server, Socket } from 'node:net'
import type { RoomApp } from './e2e-app'
import type { RoomPage } from './e2e-page'

type Handles = NodeJS.Process & { _getActiveHandles(): Partial<Server & Socket>[] }

/** What was taken from the server, to be given back. */
interface Taken {
  server?: Server
  upgrades?: Parameters<Server['on']>[1][]
}
type WithTaken = typeof globalThis & { takenFromServer?: Taken }

/** Main's end of the event socket, in the hands of somebody who means it no good. */
export class MainSockets {
  readonly #app: RoomApp
  readonly port: number

  private constructor(app: RoomApp, port: number) {
    this.#app = app
    this.port = port
  }

  static async of(app: RoomApp, room: RoomPage): Promise<MainSockets> {
    const answer = await room.page.evaluate(() => window.warRoom.invoke('stream.ticket', {}))
    if (!answer.ok) throw new Error(answer.error.code)
    const sockets = new MainSockets(app, Number(new URL(answer.value.url).port))
    await sockets.#take()
    return sockets
  }

  /**
   * Destroys every connection without a farewell; gives how many there were. In a turn of its own: a
   * call comes in at any point of another one, in the midst of a socket's reading too.
   */
  cut(): Promise<number> {
    return this.#app.electron.evaluate(async (_electron, port) => {
      await new Promise<void>((resolve) => setImmediate(resolve))
      const handles = (process as Handles)._getActiveHandles()
      const sockets = handles.filter(({ localPort }) => localPort === port)
      for (const socket of sockets) socket.destroy?.()
      return sockets.length
    }, this.port)
  }

  /** Takes connections and never says a word to them. */
  async mute(): Promise<void> {
    await this.#app.electron.evaluate(() => {
      const { server } = (globalThis as WithTaken).takenFromServer ?? {}
      server?.removeAllListeners('upgrade')
      server?.on('upgrade', () => undefined)
    })
  }

  /** Takes no connection any more; those that stand are left. */
  async deafen(): Promise<void> {
    await this.#app.electron.evaluate(() => {
      ;(globalThis as WithTaken).takenFromServer?.server?.close()
    })
  }

  /** Is as it was before `mute` or `deafen`. */
  async restore(): Promise<void> {
    await this.#app.electron.evaluate(async (_electron, port) => {
      const { server, upgrades = [] } = (globalThis as WithTaken).takenFromServer ?? {}
      server?.removeAllListeners('upgrade')
      for (const upgrade of upgrades) server?.on('upgrade', upgrade)
      if (server?.listening === true) return
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', () => resolve()))
    }, this.port)
  }

  #take(): Promise<void> {
    return this.#app.electron.evaluate((_electron, port) => {
      const server = (process as Handles)._getActiveHandles().find((handle) => {
        const address = handle.listening === true ? handle.address?.() : null
        return (address as { port?: number } | null | undefined)?.port === port
      }) as Server | undefined
      if (server === undefined) throw new Error(`nobody listens on ${port}`)
      const upgrades = server.listeners('upgrade') as NonNullable<Taken['upgrades']>
      ;(globalThis as WithTaken).takenFromServer = { server, upgrades }
    }, this.port)
  }
}
