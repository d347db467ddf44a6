import { describe, expect, it } from 'vitest'
import { connectIpc } from '../../../main/app/ipc-adapter'
import type { RoomWindow } from '../../../main/app/room-window'
import type { Caller } from '../../../main/commands/route'
import { deferred } from '../../../main/kernel/deferred'
import type { RouteResult } from '../../../preload/contract/routes'

type Answer = (event: unknown, call: unknown) => Promise<RouteResult<unknown>>

const connect = (whileAnswering: Promise<void> = Promise.resolve()) => {
  const done: string[] = []
  const callers: Caller[] = []
  let handler: Answer | null = null
  let closed = false
  const window = {
    id: 3,
    principal: 'window:7',
    close: () => done.push('close')
  } as unknown as RoomWindow
  const connection = connectIpc({
    ipcMain: {
      handle: (_channel, listener) => void (handler = listener as unknown as Answer),
      removeHandler: (channel) => void done.push(`removed ${channel}`)
    },
    windows: {
      byContents: (id) => (id === 7 && !closed ? window : null),
      open: () => {
        done.push('open')
        return window
      }
    },
    dialogs: {
      chooseFiles: async (owner, kind) => [`${kind} of ${owner}`],
      chooseForBoard: async (owner, what) => [`${what} of ${owner}`],
      chooseProviders: async (owner) => `providers of ${owner}`,
      saveProviders: async (owner, name) => `${name} of ${owner}`
    },
    dispatcher: {
      dispatch: async (_call, caller) => {
        callers.push(caller)
        await whileAnswering
        return { ok: true, value: 'done' }
      },
      forget: () => undefined
    },
    onLate: (principal) => void done.push(`late ${principal}`)
  })
  const send = (id: number, url = 'app://war-room/', parent: object | null = null) =>
    (handler as unknown as Answer)({ sender: { id }, senderFrame: { url, parent } }, {})
  const closeWindow = (): void => void (closed = true)
  return {
    connection,
    callers,
    done,
    send,
    closeWindow,
    handler: () => handler as unknown as Answer
  }
}

describe('a call over IPC', () => {
  it('is made as the window that sent it, whatever it says', async () => {
    const { send, callers, done } = connect()
    expect(await send(7)).toEqual({ ok: true, value: 'done' })
    const [caller] = callers
    expect(caller?.principal).toBe('window:7')
    expect(await caller?.window?.chooseFiles('notes')).toEqual(['notes of 3'])
    expect(await caller?.window?.chooseForBoard('folder')).toEqual(['folder of 3'])
    caller?.window?.openAnother()
    caller?.window?.close()
    expect(done).toEqual(['open', 'close'])
  })

  it('from anything but the main frame of our own page is refused before any route', async () => {
    const { send, callers, handler } = connect()
    const refused = { ok: false, error: { code: 'session.forbidden' } }
    expect(await send(8)).toMatchObject(refused)
    expect(await send(7, 'https://evil/')).toMatchObject(refused)
    expect(await send(7, 'app://war-room/', {})).toMatchObject(refused)
    expect(await handler()({ sender: { id: 7 }, senderFrame: null }, {})).toMatchObject(refused)
    expect(callers).toEqual([])
  })

  it('whose window closed meanwhile is let go of again, whatever it brought', async () => {
    const answering = deferred<void>()
    const { send, done, closeWindow } = connect(answering.promise)
    const answered = send(7)
    closeWindow()
    expect(done).toEqual([])
    answering.resolve()
    expect(await answered).toEqual({ ok: true, value: 'done' })
    expect(done).toEqual(['late window:7'])
  })

  it('has no handler once the adapter is gone', () => {
    const { connection, done } = connect()
    connection.dispose()
    connection.dispose()
    expect(done).toEqual(['removed war-room:invoke'])
  })
})
