import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { queryObjects } from 'node:v8'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import {
  appOrigin,
  streamSubprotocol,
  ticketSubprotocolPrefix,
  windowHeader
} from '../../../preload/contract/channels'
import { isTerminal } from '../../../preload/contract/event-kinds'
import type { RouteInput, RouteName, RouteOutput } from '../../../preload/contract/routes'
import { decodeServerFrame, encodeClientFrame } from '../../../preload/contract/wire'
import type * as AnswerMemories from '../../../main/commands/answer-memory'
import type * as KeyedQueues from '../../../main/kernel/keyed-queue'
import type * as Composition from '../../../main/compose'
import { Attempt } from '../../../main/engine/attempt'
import { PastFeed } from '../../../main/engine/past-feed'
import { Session } from '../../../main/engine/session'
import { CancelScope } from '../../../main/kernel/abort'
import { Emitter } from '../../../main/kernel/emitter'
import { deferred } from '../../../main/kernel/deferred'
import { silentLog } from '../../../main/kernel/log'
import { Connection } from '../../../main/server/connection'
import { Subscription } from '../../../main/server/subscription'
import type * as TicketStores from '../../../main/server/ticket-store'

/** R15: the composed program with real sockets and files, and everything that it may leave over. */
export interface Program {
  room: Composition.WarRoom
  /** Ends with its last event's type. */
  run(cycle: Cycle): Promise<string>
  /** Every count that must come back to what it was. */
  left(): Record<string, number>
  /** Objects on the heap after a collection, by their class; takes seconds. */
  objects(): Record<string, number>
  faults: unknown[]
}

/** How one window's life goes. */
export interface Cycle {
  window: string
  ending: 'completes' | 'is stopped' | 'closes' | 'loses its socket'
  watched: boolean
  openedAgain: boolean
}

interface Kept {
  memories: AnswerMemories.AnswerMemory[]
  queues: KeyedQueues.KeyedQueue[]
  tickets: TicketStores.TicketStore[]
}

/** Parts that the program keeps to itself are noted as they are made, and are otherwise as ever. */
const composeNoting = async (kept: Kept): Promise<typeof Composition> => {
  vi.doMock('../../../main/commands/answer-memory', async (original) => {
    const real = await original<typeof AnswerMemories>()
    const noted = class extends real.AnswerMemory {
      constructor() {
        super()
        kept.memories.push(this)
      }
    }
    return { ...real, AnswerMemory: noted }
  })
  vi.doMock('../../../main/kernel/keyed-queue', async (original) => {
    const real = await original<typeof KeyedQueues>()
    const noted = class extends real.KeyedQueue {
      constructor() {
        super()
        kept.queues.push(this)
      }
    }
    return { ...real, KeyedQueue: noted }
  })
  vi.doMock('../../../main/server/ticket-store', async (original) => {
    const real = await original<typeof TicketStores>()
    const noted = class extends real.TicketStore {
      constructor(...options: ConstructorParameters<typeof real.TicketStore>) {
        super(...options)
        kept.tickets.push(this)
      }
    }
    return { ...real, TicketStore: noted }
  })
  return import('../../../main/compose')
}

/** Objects that come and go with a session or a connection. */
const watchedClasses = [Session, PastFeed, Attempt, CancelScope, Emitter, Connection, Subscription]

const heapObjects = (): Record<string, number> =>
  Object.fromEntries(watchedClasses.map((each) => [each.name, Number(queryObjects(each))]))

/** What the test runner opens and closes on its own. */
const ofTheRunner = new Set(['PipeWrap', 'MessagePort', 'TTYWrap', 'FSReqCallback', 'Immediate'])

const resources = (): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (!ofTheRunner.has(kind)) counts[`open ${kind}`] = (counts[`open ${kind}`] ?? 0) + 1
  }
  return counts
}

/** Open files and sockets, where the system tells. */
const descriptors = (): number => {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}

const processListeners = (): number =>
  process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)

class Window {
  readonly socket: WebSocket
  readonly ended = deferred<string>()
  readonly #typing = deferred<void>()
  readonly #session: string

  constructor({ url, ticket }: RouteOutput<'stream.ticket'>, principal: string, session: string) {
    this.#session = session
    this.socket = new WebSocket(url, [streamSubprotocol, `${ticketSubprotocolPrefix}${ticket}`], {
      origin: appOrigin,
      headers: { [windowHeader]: principal }
    })
    this.socket.on('error', () => undefined)
    this.socket.on('close', (code) => {
      const early = new Error(`the connection of ${principal} was closed with ${code}`)
      this.ended.reject(early)
      this.#typing.reject(early)
    })
    this.ended.promise.catch(() => undefined)
    this.#typing.promise.catch(() => undefined)
    this.socket.on('message', (data: Buffer) => this.#receive(data.toString()))
  }

  /** Resolves when the session types, or has ended. */
  typing(): Promise<void> {
    return this.#typing.promise
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise((resolve) => this.socket.once('close', resolve))
    this.socket.close()
    await closed
  }

  #receive(text: string): void {
    const frame = decodeServerFrame(text)
    if (frame.t === 'hello') {
      const subscribe = { t: 'subscribe', session: this.#session, cursor: null } as const
      this.socket.send(encodeClientFrame(subscribe))
    } else if (frame.t === 'events') {
      for (const { type } of frame.events) this.#see(type)
    } else if (frame.t === 'snapshot' || frame.t === 'resync') {
      const { end, roles } = frame.state
      if (roles.some(({ text: typed }) => typed !== '')) this.#typing.resolve()
      if (end !== null) this.#see(end.type)
    }
  }

  #see(type: Parameters<typeof isTerminal>[0]): void {
    if (type === 'role.delta') this.#typing.resolve()
    if (!isTerminal(type)) return
    this.#typing.resolve()
    this.ended.resolve(type)
  }
}

export interface ProgramOptions {
  /** Where the built workers are. */
  mainFolder?: string
  dataFolder: string | null
  prices: Uint8Array
}

/** Opens the program; its sessions read the prices that are given. */
export const openProgram = async (options: ProgramOptions): Promise<Program> => {
  const kept: Kept = { memories: [], queues: [], tickets: [] }
  const { compose } = await composeNoting(kept)
  const faults: unknown[] = []
  const room = await compose({
    info: { version: '0.0.0', electron: '', chrome: '', node: process.version, platform: 'test' },
    mainFolder: options.mainFolder ?? resolve('out/main'),
    dataFolder: options.dataFolder,
    settingsFile: null,
    // Fast, but slow enough to be stopped while it types.
    settings: { paceCharactersPerSecond: 5_000 },
    language: 'en',
    stream: true,
    log: silentLog,
    onFault: (where, error) => void faults.push({ where, error })
  })
  const program = new ComposedProgram(room, kept, options.prices)
  return {
    room,
    faults,
    run: (cycle) => program.run(cycle),
    left: () => program.left(),
    objects: heapObjects
  }
}

class ComposedProgram {
  readonly #room: Composition.WarRoom
  readonly #kept: Kept
  readonly #prices: Uint8Array
  #calls = 0

  constructor(room: Composition.WarRoom, kept: Kept, prices: Uint8Array) {
    this.#room = room
    this.#kept = kept
    this.#prices = prices
  }

  async run({ window, ending, watched, openedAgain }: Cycle): Promise<string> {
    const { registry } = this.#room
    const session = await this.#start(window)
    const ended = registry.ended(session)
    const page = await this.#open(window, session)
    const watcher = `${window}-watcher`
    if (watched) registry.watch(session, watcher)
    const watching = watched ? await this.#open(watcher, session) : null
    if (ending !== 'completes') await page.typing()
    if (ending === 'loses its socket') page.socket.terminate()
    if (ending === 'is stopped') await this.#call('session.cancel', { session }, window)
    if (ending === 'closes') await this.#letGo(window)
    const { end } = await ended
    await watching?.ended.promise
    if (openedAgain) await this.#readAgain(session, `${window}-later`)
    for (const [principal, each] of [[window, page] as const, [watcher, watching] as const]) {
      await each?.close()
      await this.#letGo(principal)
    }
    return end?.type ?? 'no end'
  }

  left(): Record<string, number> {
    const { registry, server, settings } = this.#room
    const sum = (sizes: number[]): number => sizes.reduce((total, size) => total + size, 0)
    return {
      ...resources(),
      'files open': descriptors(),
      'listeners of the process': processListeners(),
      'listeners of the registry': registry.events.size,
      'listeners of the meter':
        (server?.meter.onClosed.size ?? 0) + (server?.meter.onReplay.size ?? 0),
      'settings kept': Object.keys(settings.get()).length,
      sessions: registry.size,
      'live sessions': registry.liveSessions.length,
      connections: server?.connectionCount ?? 0,
      rooms: server?.roomCount ?? 0,
      tickets: sum(this.#kept.tickets.map(({ size }) => size)),
      'callers remembered': sum(this.#kept.memories.map(({ callers }) => callers)),
      'callers in turn': sum(this.#kept.queues.map(({ size }) => size))
    }
  }

  async #start(window: string): Promise<string> {
    const origin = { from: 'bytes', name: 'walk.csv', bytes: this.#prices } as const
    const { sha256 } = await this.#call('evidence.import', { kind: 'prices', origin }, window)
    const request = {
      subject: { name: 'Walk', sha256 },
      benchmark: null,
      notes: [],
      fundamentals: null,
      asOf: null,
      mode: 'god' as const,
      roles: [],
      prompt: '',
      language: 'en' as const,
      mandate: null,
      marketContext: ''
    }
    return (await this.#call('session.start', request, window)).session
  }

  async #open(principal: string, session: string): Promise<Window> {
    return new Window(await this.#call('stream.ticket', {}, principal), principal, session)
  }

  /** Opens a session that has ended, as the sessions view does, and reads it to its end. */
  async #readAgain(session: string, principal: string): Promise<void> {
    await this.#call('session.open', { session }, principal)
    const page = await this.#open(principal, session)
    await page.ended.promise
    await this.#call('session.leave', { session }, principal)
    await page.close()
    await this.#letGo(principal)
  }

  /** What the shell does when a window has closed. */
  async #letGo(principal: string): Promise<void> {
    const { registry, server, dispatcher } = this.#room
    const released = registry.release(principal)
    server?.dropPrincipal(principal)
    dispatcher.forget(principal)
    await released
  }

  async #call<R extends RouteName>(
    route: R,
    input: RouteInput<R>,
    principal: string
  ): Promise<RouteOutput<R>> {
    const call = { route, input, key: `call-${(this.#calls += 1)}` }
    const result = await this.#room.dispatcher.dispatch(call, { principal, window: null })
    if (!result.ok) throw new Error(`${route}: ${result.error.code} ${result.error.message}`)
    return result.value as RouteOutput<R>
  }
}

const endings = ['completes', 'is stopped', 'closes', 'loses its socket'] as const

/** The nth window's life: each way to end, with and without watchers and a second reading. */
export const cycleOf = (number: number, random: () => number): Cycle => ({
  window: `window:${number}`,
  ending: endings[Math.floor(random() * endings.length)] ?? 'completes',
  watched: random() < 0.5,
  openedAgain: random() < 0.5
})

/** A cycle has at most three connections at a time, and the server allows eight. */
const cyclesAtOnce = 2

/** Runs the windows, two at a time. */
export const runCycles = async (program: Program, cycles: readonly Cycle[]): Promise<string[]> => {
  const waiting = [...cycles]
  const ends: string[] = []
  const work = async (): Promise<void> => {
    for (let cycle = waiting.shift(); cycle !== undefined; cycle = waiting.shift()) {
      ends.push(await program.run(cycle))
    }
  }
  await Promise.all(Array.from({ length: cyclesAtOnce }, work))
  return ends
}

const settleMs = 20_000
const lookEveryMs = 50

const looksAlike = 5

/** What is there when nothing has come or gone for a while: what later counts are held to. */
export const baselineOf = async (program: Program): Promise<Record<string, number>> => {
  let baseline = program.left()
  for (let alike = 0; alike < looksAlike; alike += 1) {
    await new Promise((resume) => setTimeout(resume, lookEveryMs))
    const left = program.left()
    if (JSON.stringify(left) !== JSON.stringify(baseline)) alike = -1
    baseline = left
  }
  return baseline
}

/** Looks until everything is as it was, and gives what is not when it has not become so in time. */
export const leftOver = async (
  program: Program,
  baseline: Record<string, number>
): Promise<Record<string, number>> => {
  const deadline = performance.now() + settleMs
  for (;;) {
    const left = program.left()
    const names = new Set([...Object.keys(left), ...Object.keys(baseline)])
    const beyond = [...names].filter((name) => (left[name] ?? 0) !== (baseline[name] ?? 0))
    if (beyond.length === 0 || performance.now() > deadline) {
      return Object.fromEntries(
        beyond.map((name) => [name, (left[name] ?? 0) - (baseline[name] ?? 0)])
      )
    }
    // The timer of this pause is gone again before the next look.
    await new Promise((resume) => setTimeout(resume, lookEveryMs))
  }
}
