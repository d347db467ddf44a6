import type { IpcMainInvokeEvent } from 'electron'
import type { CancelReason } from '../../../preload/contract/words'
import { connectIpc } from '../../../main/app/ipc-adapter'
import { recoverPage } from '../../../main/app/page-recovery'
import { QuitFlow } from '../../../main/app/quit-flow'
import type { RoomWindow } from '../../../main/app/room-window'
import { createDispatcher } from '../../../main/commands/dispatcher'
import type { Routes } from '../../../main/commands/route'
import { sessionRoutes } from '../../../main/commands/session-routes'
import { EvidenceStore } from '../../../main/evidence/evidence-store'
import { systemClock } from '../../../main/kernel/clock'
import { toDisposable } from '../../../main/kernel/disposables'
import { loadEquity } from '../../../main/playbooks/equity'
import type { RoomHost, StopSignal } from '../../../main/terminal/host'
import { Stopping } from '../../../main/terminal/stopping'
import type { CancelRoom } from './cancel-room'

export interface Trigger {
  name: string
  reason: CancelReason
  /** Resolves when that way of cancelling says that it is done. */
  pull: (room: CancelRoom) => Promise<unknown>
}

const window = {
  id: 1,
  contentsId: 1,
  principal: 'window:1',
  reload: () => undefined,
  destroy: () => undefined,
  close: () => undefined
} as unknown as RoomWindow

/** The route as a page calls it, over the real adapter, dispatcher and routes. */
const cancelByIpc = async ({ registry, session }: CancelRoom): Promise<void> => {
  type Answer = (event: Partial<IpcMainInvokeEvent>, call: unknown) => Promise<{ ok: boolean }>
  const handlers: Answer[] = []
  const routes = sessionRoutes({
    sessions: registry,
    start: async () => ({ session }),
    evidence: new EvidenceStore(null),
    playbook: loadEquity()
  })
  const adapter = connectIpc({
    ipcMain: {
      handle: (_channel, handler) => void handlers.push(handler as unknown as Answer),
      removeHandler: () => undefined
    },
    windows: { byContents: () => window, open: () => window },
    dialogs: {
      chooseFiles: async () => [],
      chooseForBoard: async () => [],
      chooseProviders: async () => null,
      saveProviders: async () => null
    },
    dispatcher: createDispatcher(routes as unknown as Routes, { onFault: () => undefined }),
    onLate: (principal) => void registry.release(principal)
  })
  const event = {
    sender: { id: 1 },
    senderFrame: { url: 'app://war-room/', parent: null }
  } as unknown as IpcMainInvokeEvent
  const call = { route: 'session.cancel', input: { session }, key: 'stop' }
  const answer = await handlers[0]?.(event, call)
  adapter.dispose()
  if (answer?.ok !== true) throw new Error(`the route refused: ${JSON.stringify(answer)}`)
}

const quit = async ({ registry }: CancelRoom): Promise<void> => {
  const exits: number[] = []
  const flow = new QuitFlow({
    clock: systemClock,
    runningSessions: () => registry.liveSessions.length,
    confirm: async () => true,
    shutdown: () => registry.shutdown(),
    exit: (code) => void exits.push(code)
  })
  await flow.request()
  if (exits.join() !== '0') throw new Error(`the program ended with ${exits.join()}`)
}

/** Ctrl-C in the terminal room: what a signal does there, with the signal given by hand. */
const interrupt = async ({ registry, session }: CancelRoom): Promise<void> => {
  const signals: ((signal: StopSignal) => void)[] = []
  const host = {
    clock: systemClock,
    onSignal: (handler: (signal: StopSignal) => void) => {
      signals.push(handler)
      return toDisposable(() => undefined)
    },
    onOutputClosed: () => toDisposable(() => undefined),
    exitNow: () => undefined
  } as unknown as RoomHost
  const stopping = new Stopping(host)
  const cancelled: Promise<unknown>[] = []
  stopping.whenStopped((reason) => void cancelled.push(registry.cancel(session, reason)))
  for (const signal of signals) signal('SIGINT')
  await Promise.all(cancelled)
  stopping.dispose()
}

export const triggers: readonly Trigger[] = [
  { name: 'the cancel route', reason: 'user', pull: cancelByIpc },
  {
    name: 'its window closing',
    reason: 'window-closed',
    pull: ({ registry }) => registry.release('window:1')
  },
  {
    name: "its page's process dying",
    reason: 'window-closed',
    pull: ({ registry }) =>
      recoverPage(window, {
        sessions: registry,
        dialogs: { pageCrashed: async () => 'reload' as const }
      })
  },
  { name: 'quitting', reason: 'shutdown', pull: quit },
  { name: 'Ctrl-C', reason: 'user', pull: interrupt }
]
