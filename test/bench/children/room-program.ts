import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks'
import { compose, type WarRoom } from '../../../main/compose'
import { silentLog } from '../../../main/kernel/log'
import { cpuMsSince } from '../../support/bench-clock'
import { memoryHeld, type MemoryReading } from '../../support/bench-memory'
import { modelPlan, type ModelRoles } from '../../support/bench-models'
import { typingPlan, type TypingRole } from '../../support/bench-plan'
import { serveBench } from '../../support/bench-serve'
import { walkCsv } from '../../support/walk-csv'

export interface LoopDelay {
  /** Milliseconds beyond what was asked of the timer. */
  p50: number
  p99: number
  max: number
  cpuMs: number
}

const delayResolutionMs = 1
const bars = 1_000

let program: WarRoom | null = null
let folder: string | null = null
let delay: IntervalHistogram | null = null
let cpuBefore = process.cpuUsage()
const problems: string[] = []

const fault = (where: string, error: unknown): void => {
  problems.push(`${where}: ${String(error)}`)
}
// A run that fails leaves no data behind either.
process.on('exit', () => {
  if (folder !== null) rmSync(folder, { recursive: true, force: true })
})
process.on('unhandledRejection', (error) => fault('unhandled', error))

const room = (): WarRoom => {
  if (program === null) throw new Error('the program is not open')
  return program
}

const dispatch = async <T>(principal: string, route: string, input: unknown): Promise<T> => {
  const key = `${route} ${performance.now()}`
  const caller = { principal, window: null }
  const result = await room().dispatcher.dispatch({ route, input, key }, caller)
  if (!result.ok) throw new Error(`${route}: ${result.error.message}`)
  return result.value as T
}

const importPrices = async (principal: string): Promise<string> => {
  const origin = { from: 'bytes', name: 'walk.csv', bytes: walkCsv(bars, 1) }
  const input = { kind: 'prices', origin }
  return (await dispatch<{ sha256: string }>(principal, 'evidence.import', input)).sha256
}

/** The whole program as the app composes it, with its data on disk, but for the windows. */
const calls = {
  open: async (): Promise<void> => {
    folder = mkdtempSync(join(tmpdir(), 'war-room-bench-'))
    program = await compose({
      info: {
        version: '0.0.0',
        electron: '',
        chrome: '',
        node: process.version,
        platform: 'bench'
      },
      mainFolder: resolve('out/main'),
      dataFolder: folder,
      settingsFile: null,
      language: 'en',
      stream: true,
      log: silentLog,
      errorText: (_language, { message }) => message,
      onFault: fault
    })
  },

  ticket: (principal: string): { url: string; ticket: string } => {
    const { server } = room()
    if (server === null) throw new Error('there is no event socket')
    return server.issueTicket(principal)
  },

  /** A session of six typing roles, held by `principal`. */
  start: ({ principal, role }: { principal: string; role: TypingRole }): string =>
    room().registry.start(typingPlan(role), principal).session,

  /** A session of six roles that models answer, held by `principal`. */
  startModels: ({ principal, ...roles }: ModelRoles & { principal: string }): string =>
    room().registry.start(modelPlan(roles), principal).session,

  /** A desk session on a price file, started through the routes as a window starts it. */
  startDesk: async (principal: string): Promise<string> => {
    const sha256 = await importPrices(principal)
    const { session } = await dispatch<{ session: string }>(principal, 'session.start', {
      subject: { name: 'walk', sha256 },
      benchmark: null,
      notes: [],
      asOf: null,
      mode: 'god',
      roles: [],
      prompt: '',
      mandate: null,
      fundamentals: null,
      marketContext: '',
      language: 'en'
    })
    return session
  },

  cancel: ({ principal, session }: { principal: string; session: string }): Promise<unknown> =>
    dispatch(principal, 'session.cancel', { session }),

  /** As when a window has closed: what the shell does then. */
  leave: async (principal: string): Promise<void> => {
    const { registry, server, dispatcher } = room()
    await registry.release(principal)
    server?.dropPrincipal(principal)
    dispatcher.forget(principal)
  },

  ended: async (session: string): Promise<string> => (await room().registry.ended(session)).status,

  live: (): number => room().registry.liveSessions.length,

  watchLoop: (): void => {
    delay = monitorEventLoopDelay({ resolution: delayResolutionMs })
    delay.enable()
    cpuBefore = process.cpuUsage()
  },

  loop: (): LoopDelay => {
    if (delay === null) throw new Error('the loop is not watched')
    delay.disable()
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - delayResolutionMs)
    return {
      p50: late(delay.percentile(50)),
      p99: late(delay.percentile(99)),
      max: late(delay.max),
      cpuMs: cpuMsSince(cpuBefore)
    }
  },

  memory: (): Promise<MemoryReading> => memoryHeld(),
  connections: (): number => room().server?.connectionCount ?? 0,

  /** What went wrong unseen; empty when nothing did. */
  problems: (): string[] => problems,

  close: (): Promise<void> => room().close()
}

export type RoomProgramCalls = typeof calls
serveBench(calls)
