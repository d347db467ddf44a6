import { join } from 'node:path'
import type { AppInfo } from '../preload/contract/routes'
import { defaultSettings, type Settings } from '../preload/contract/settings'
import type { Language } from '../preload/contract/words'
import { DeskAnalyst } from './analysts/desk/desk-analyst'
import { DeskSummarizer } from './analysts/desk/desk-summarizer'
import { createDispatcher, type Dispatcher } from './commands/dispatcher'
import type { Routes } from './commands/route'
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
const seeds = 2 ** 31

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

/** The parts that hold something open, in the order in which they are closed. */
const openParts = async (options: ComposeOptions) => {
  const journal = new MemoryJournal()
  const clock = systemClock
  const registry = new SessionRegistry({ journal, clock, maximumRunning: maximumRunningSessions })
  return {
    registry,
    server: options.stream
      ? await startStreamServer({ feeds: registry, clock, windowRequired: true })
      : null,
    workers: new EvidenceWorkers(join(options.mainFolder, 'facts.worker.js')),
    journal,
    settings: await SettingsStore.open(options.settingsFile, {
      ...defaultSettings(options.language),
      ...options.settings
    })
  }
}

type Parts = Awaited<ReturnType<typeof openParts>>

const closeParts = async ({
  registry,
  server,
  workers,
  journal,
  settings
}: Parts): Promise<void> => {
  await registry.shutdown()
  await server?.close()
  await workers.close()
  await journal.close()
  settings.dispose()
}

const joinRoutes = ({ info, mainFolder }: ComposeOptions, parts: Parts): Routes => {
  const { registry, server, workers, settings } = parts
  const playbook = loadEquity()
  const startSession = createStartSession({
    registry,
    playbook,
    analysts: { desk: new DeskAnalyst() },
    jobs: { facts: new FactsJob(workers) },
    summarizer: new DeskSummarizer(),
    settings,
    appVersion: info.version,
    seed: () => Math.floor(Math.random() * seeds)
  })
  return createRoutes({
    info,
    settings,
    stream: server,
    playbook,
    evidence: new EvidenceStore(),
    workers,
    readBundledCase: (id) => readBundledCase(id, join(mainFolder, 'cases')),
    sessions: registry,
    startSession,
    archive: null,
    onSessionsChanged: () => undefined,
    wallMs: () => systemClock.wallMs(),
    figures: () => Promise.reject(new Error('no figures are kept'))
  })
}

/** Builds the parts and joins them, once, for both entries. */
export const compose = async (options: ComposeOptions): Promise<WarRoom> => {
  const parts = await openParts(options)
  const routes = joinRoutes(options, parts)
  let closing: Promise<void> | null = null
  return {
    registry: parts.registry,
    dispatcher: createDispatcher(routes, { onFault: options.onFault }),
    server: parts.server,
    settings: parts.settings,
    close: () => (closing ??= closeParts(parts))
  }
}
