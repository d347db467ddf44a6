import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Board } from '../../../main/board/board'
import { BoardList } from '../../../main/board/board-list'
import { BoardRunner } from '../../../main/board/board-runner'
import { BoardRuns } from '../../../main/board/board-runs'
import { openModels } from '../../../main/compose-models'
import { readEvidenceFile } from '../../../main/commands/evidence-file'
import { createDispatcher, type Dispatcher } from '../../../main/commands/dispatcher'
import type { CheckedRequest } from '../../../main/commands/ports'
import type { Caller } from '../../../main/commands/route'
import { createRoutes } from '../../../main/commands/routes'
import { SessionRegistry } from '../../../main/engine/session-registry'
import type { Analyst } from '../../../main/engine/ports'
import {
  evidenceTasks,
  type EvidenceTask,
  type EvidenceTasks
} from '../../../main/evidence/evidence-tasks'
import { EvidenceStore } from '../../../main/evidence/evidence-store'
import { systemClock } from '../../../main/kernel/clock'
import { loadEquity } from '../../../main/playbooks/equity'
import type {
  RouteInput,
  RouteName,
  RouteOutput,
  RouteResult
} from '../../../preload/contract/routes'
import { defaultSettings, type Settings } from '../../../preload/contract/settings'
import { noPrices } from '../../support/no-prices'
import { okAnswer, planOf, roleLane, scripted } from '../../support/plans'
import { MemoryArchive } from '../engine/memory-archive'
import { emptyFigures } from './empty-figures'

export const goodCsv = readFileSync(
  fileURLToPath(new URL('../../../node_modules/vega-datasets/data/sp500-2000.csv', import.meta.url))
)

/** Writes one word and then works until it is stopped. */
const endless: Analyst = scripted(async (context, signal) => {
  context.write('working ')
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  return okAnswer
})

export const callerOf = (name: string): Caller => ({ principal: name, window: null })

const english = defaultSettings('en')

export interface Room {
  dispatcher: Dispatcher
  registry: SessionRegistry
  archive: MemoryArchive
  /** How often the list of sessions was said to be another. */
  readonly listChanges: number
  evidence: EvidenceStore
  started: CheckedRequest[]
  faults: unknown[]
  settings: Settings[]
  call<R extends RouteName>(
    route: R,
    input: RouteInput<R>,
    caller?: Caller,
    key?: string
  ): Promise<RouteResult<RouteOutput<R>>>
}

/** The worker's own work, without its thread. */
const workers = {
  run: async <T extends EvidenceTask>(
    task: T,
    input: EvidenceTasks[T]['input']
  ): Promise<EvidenceTasks[T]['output']> => {
    const work = evidenceTasks[task]
    return work(input, () => undefined)
  }
}

/** A board that is kept nowhere and runs its facts on this thread. */
const memoryBoard = (): Pick<Board, 'list' | 'runs'> => {
  const runner = new BoardRunner({
    workers,
    keeper: null,
    read: (path) => readEvidenceFile('prices', path),
    onFault: (error) => {
      throw error
    }
  })
  const runs = new BoardRuns({ runner, tell: () => undefined, wallMs: () => 0 })
  return { list: new BoardList(null, []), runs }
}

const { book: noModels } = await openModels({ settingsFile: null })

let keys = 0

/** The real routes over the real engine, with one role that never ends by itself. */
export const openRoom = (board = memoryBoard(), providers = noModels): Room => {
  const archive = new MemoryArchive()
  const clock = systemClock
  const registry = new SessionRegistry({ journal: archive, archive, clock, maximumRunning: 8 })
  const evidence = new EvidenceStore(null)
  const started: CheckedRequest[] = []
  const faults: unknown[] = []
  const settings: Settings[] = [english]
  let listChanges = 0
  const routes = createRoutes({
    workers,
    board,
    prices: noPrices,
    providers,
    info: { version: '0.1.0', electron: '', chrome: '', node: '20', platform: 'linux' },
    sessions: registry,
    startSession: (request, holder) => {
      started.push(request)
      return registry.start(planOf({ one: [roleLane('scout', endless)] }), holder)
    },
    evidence,
    readBundledCase: async (id) => (id === 'SP500' ? { name: 'S&P 500', bytes: goodCsv } : null),
    playbook: loadEquity(),
    settings: {
      get: () => settings.at(-1) ?? english,
      set: async (change) => {
        settings.push({ ...english, ...change })
        return settings.at(-1) ?? english
      }
    },
    archive,
    onSessionsChanged: () => (listChanges += 1),
    wallMs: () => clock.wallMs(),
    figures: async () => emptyFigures,
    stream: {
      issueTicket: (principal) => ({ url: 'ws://127.0.0.1:1/api/v1/ws', ticket: principal }),
      lastRefusal: () => null
    }
  })
  const dispatcher = createDispatcher(routes, { onFault: (_route, error) => faults.push(error) })
  return {
    dispatcher,
    registry,
    archive,
    get listChanges() {
      return listChanges
    },
    evidence,
    started,
    faults,
    settings,
    call: async (route, input, caller = callerOf('window:1'), key = `key-${(keys += 1)}`) =>
      (await dispatcher.dispatch({ route, input, key }, caller)) as never
  }
}

/** The value of a call that must succeed. */
export const valueOf = <T>(result: RouteResult<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

/** The code of a call that must be refused. */
export const codeOf = (result: RouteResult<unknown>): string =>
  result.ok ? 'it was answered' : result.error.code

/** A start request for evidence that was put in before. */
export const requestOf = (
  sha256: string,
  change: Partial<RouteInput<'session.start'>> = {}
): RouteInput<'session.start'> => ({
  subject: { name: 'S&P 500', sha256 },
  benchmark: null,
  notes: [],
  fundamentals: null,
  asOf: null,
  mode: 'god',
  roles: [],
  prompt: '',
  language: 'en',
  mandate: null,
  marketContext: '',
  ...change
})
