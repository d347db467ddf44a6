import { join } from 'node:path'
import { defaultPaceCharactersPerSecond } from '../preload/contract/limits'
import type { AppInfo } from '../preload/contract/routes'
import type { Settings } from '../preload/contract/settings'
import type { Language } from '../preload/contract/words'
import { DeskAnalyst } from './analysts/desk/desk-analyst'
import { DeskSummarizer } from './analysts/desk/desk-summarizer'
import { createDispatcher, type Dispatcher } from './commands/dispatcher'
import { createRoutes } from './commands/routes'
import { createStartSession } from './commands/start-session'
import { FactsJob } from './engine/facts-job'
import { SessionRegistry } from './engine/session-registry'
import { readBundledCase } from './evidence/bundled'
import { EvidenceStore } from './evidence/evidence-store'
import { EvidenceWorkers } from './evidence/evidence-worker'
import { systemClock } from './kernel/clock'
import { loadEquity } from './playbooks/equity'
import { startStreamServer, type StreamServer } from './server/stream-server'
import { MemoryJournal } from './storage/memory-journal'
import { SettingsStore } from './storage/settings-store'

/** Sessions that run at once; more wait their turn. */
const maximumRunningSessions = 16

export interface ComposeOptions {
  info: AppInfo
  /** The folder of the built main side: workers and bundled cases. */
  mainFolder: string
  /** Null keeps settings in memory for this run. */
  settingsFile: string | null
  settings?: Partial<Settings>
  /** The first language, until the user chooses one. */
  language: Language
  /** Whether pages connect. */
  stream: boolean
  onFault: (where: string, error: unknown) => void
}

/** The whole program without a shell: what the desktop app and the terminal room share. */
export interface WarRoom {
  readonly registry: SessionRegistry
  readonly dispatcher: Dispatcher
  readonly server: StreamServer | null
  readonly settings: SettingsStore
  /** Ends every session, then the socket, then the rest. Idempotent. */
  close(): Promise<void>
}

const defaultSettings = ({ language, settings }: ComposeOptions): Settings => ({
  language,
  theme: 'dark',
  paceCharactersPerSecond: defaultPaceCharactersPerSecond,
  roleLimitsMs: {},
  ...settings
})

/** Builds the parts and joins them, once, for both entries. */
export const compose = async (options: ComposeOptions): Promise<WarRoom> => {
  const { info, mainFolder, settingsFile, stream, onFault } = options
  const settings = await SettingsStore.open(settingsFile, defaultSettings(options))
  const journal = new MemoryJournal()
  const clock = systemClock
  const workers = new EvidenceWorkers(join(mainFolder, 'facts.worker.js'))
  const registry = new SessionRegistry({ journal, clock, maximumRunning: maximumRunningSessions })
  const server = stream ? await startStreamServer({ feeds: registry, clock }) : null
  const playbook = loadEquity()
  const startSession = createStartSession({
    registry,
    playbook,
    analysts: { desk: new DeskAnalyst() },
    jobs: { facts: new FactsJob(workers) },
    summarizer: new DeskSummarizer(),
    settings,
    appVersion: info.version,
    seed: () => Math.floor(Math.random() * 2 ** 31)
  })
  const routes = createRoutes({
    info,
    settings,
    stream: server,
    playbook,
    evidence: new EvidenceStore(),
    workers,
    readBundledCase: (id) => readBundledCase(id, join(mainFolder, 'cases')),
    sessions: registry,
    startSession
  })
  let closing: Promise<void> | null = null
  const closeAll = async (): Promise<void> => {
    await registry.shutdown()
    await server?.close()
    await workers.close()
    await journal.close()
    settings.dispose()
  }
  return {
    registry,
    dispatcher: createDispatcher(routes, { onFault }),
    server,
    settings,
    close: () => (closing ??= closeAll())
  }
}
