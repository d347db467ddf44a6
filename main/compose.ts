import { join } from 'node:path'
import { isTerminal } from '../preload/contract/event-kinds'
import { errorCodes, type ErrorShape } from '../preload/contract/errors'
import type { Notice } from '../preload/contract/notices'
import type { AppInfo } from '../preload/contract/routes'
import { defaultSettings, type Settings } from '../preload/contract/settings'
import type { Language } from '../preload/contract/words'
import { DeskAnalyst } from './analysts/desk/desk-analyst'
import { DeskSummarizer } from './analysts/desk/desk-summarizer'
import type { Board } from './board/board'
import { CallerFetches } from './commands/caller-fetches'
import { createDispatcher, type Dispatcher } from './commands/dispatcher'
import type { Routes } from './commands/route'
import { createRoutes } from './commands/routes'
import type { ProviderBook } from './commands/providers/provider-book'
import { createStartSession } from './commands/start-session'
import { openBoardOf } from './compose-board'
import { openLocal } from './compose-local'
import { followModels, openModels, type ModelOptions, type Models } from './compose-models'
import { openPrices, type PriceOptions } from './compose-prices'
import { forecastKeeper, openKept } from './compose-storage'
import { FactsJob } from './engine/facts-job'
import { SessionRegistry } from './engine/session-registry'
import { readBundledCase } from './evidence/bundled'
import { EvidenceStore } from './evidence/evidence-store'
import { EvidenceWorkers } from './evidence/evidence-worker'
import { systemClock } from './kernel/clock'
import { DisposableStore } from './kernel/disposables'
import { errorShape } from './kernel/errors'
import { randomId } from './kernel/ids'
import type { Log } from './kernel/log'
import type { DisconnectAlarm } from './observe/disconnect-rate'
import { createObservation, type Observation } from './observe/observation'
import { logSessions } from './observe/session-log-lines'
import { logStorage } from './observe/storage-log-lines'
import { logStream } from './observe/stream-log-lines'
import { loadCharters } from './playbooks/charters'
import { loadEquity } from './playbooks/equity'
import { Monitoring } from './server/monitoring/monitoring'
import { startStreamServer, type StreamServer } from './server/stream-server'
import { keepRetention, type Retention } from './storage/retention'
import { SettingsStore } from './storage/settings-store'

/** Sessions that run at once; more wait their turn. */
const maximumRunningSessions = 16
const seeds = 2 ** 31
const noticeIdLength = 10

export interface ComposeOptions extends ModelOptions, PriceOptions {
  info: AppInfo
  /** The folder of the built main side: workers and bundled cases. */
  mainFolder: string
  /** Where sessions and their evidence are kept; null keeps them in memory for this run. */
  dataFolder: string | null
  /** Null keeps settings, profiles and keys in memory for this run. */
  settingsFile: string | null
  settings?: Partial<Settings>
  /** The first language, until the user chooses one. */
  language: Language
  /** Whether pages connect. */
  stream: boolean
  log: Log
  /** What an error says to a person, for what is told within a session; English without it. */
  errorText?: (language: Language, error: ErrorShape) => string
  onFault: (where: string, error: unknown) => void
}

/** The whole program without a shell: what the desktop app and the terminal room share. */
export interface WarRoom {
  readonly registry: SessionRegistry
  readonly dispatcher: Dispatcher
  readonly server: StreamServer | null
  readonly settings: SettingsStore
  readonly board: Board
  readonly providers: ProviderBook
  readonly fetches: CallerFetches
  readonly log: Log
  /** What opening the data folder found: for whoever has no page. */
  readonly notices: readonly Notice[]
  /** Tells every window, now and later; does nothing where no page connects. */
  notify(level: Notice['level'], error: ErrorShape): void
  /** Ends every session, then the socket, then the rest. Idempotent. */
  close(): Promise<void>
}

/** The parts that hold something open, in the order in which they are closed. */
const openParts = async (options: ComposeOptions) => {
  const { dataFolder, mainFolder, settingsFile, language, stream, log } = options
  const clock = systemClock
  const defaults = { ...defaultSettings(language), ...options.settings }
  const settings = await SettingsStore.open(settingsFile, defaults)
  const storage = await openKept(options)
  const { journal, archive } = storage
  const maximumRunning = maximumRunningSessions
  const registry = new SessionRegistry({ journal, archive, clock, maximumRunning })
  const tokenFile = dataFolder === null ? null : join(dataFolder, 'monitor-token')
  const monitoring = tokenFile === null ? null : new Monitoring({ tokenFile, log })
  const http = monitoring === null ? {} : { http: monitoring.handle }
  const server = stream
    ? await startStreamServer({ feeds: registry, clock, windowRequired: true, ...http })
    : null
  const workers = new EvidenceWorkers(join(mainFolder, 'facts.worker.js'))
  const keeper = forecastKeeper({ storage, workers, log })
  const prices = openPrices(options, settings)
  const fetches = new CallerFetches()
  return { registry, server, workers, keeper, storage, settings, monitoring, prices, fetches }
}

type Parts = Awaited<ReturnType<typeof openParts>> & { board: Board; models: Models }

/** What listens to the parts and tells others. */
interface News {
  observation: Observation
  retention: Retention | null
  notify: WarRoom['notify']
  /** The list of sessions is another now. */
  sessionsChanged: () => void
  listening: DisposableStore
}

const keepSessions = (
  { storage, settings }: Parts,
  { log }: ComposeOptions,
  onSessionsChanged: () => void
): Retention | null =>
  storage.archive === null
    ? null
    : keepRetention({
        archive: storage.archive,
        settings,
        clock: systemClock,
        onPurged: onSessionsChanged,
        log
      })

const logAll = ({ registry, server, storage }: Parts, log: Log): DisposableStore => {
  const listening = new DisposableStore()
  listening.add(logSessions(registry.events, log))
  if (server !== null) listening.add(logStream(server, log))
  if (storage.meter !== null) listening.add(logStorage(storage.meter, log))
  return listening
}

/** Switches `/health` and `/metrics` with the setting; a token that cannot be kept is told. */
const followMonitoring = (
  { monitoring, settings }: Parts,
  observation: Observation,
  notify: WarRoom['notify']
): DisposableStore => {
  const following = new DisposableStore()
  if (monitoring === null) return following
  const follow = (on: boolean): void => {
    monitoring.switch(on).catch((error: unknown) => notify('error', errorShape(error)))
  }
  monitoring.show(observation)
  follow(settings.get().monitoring)
  following.add(settings.onChanged((changed) => follow(changed.monitoring)))
  return following
}

const alarmOf =
  (
    { registry }: Parts,
    { errorText = (_language, { message }) => message }: ComposeOptions,
    notify: WarRoom['notify']
  ) =>
  ({ perMinute, threshold }: DisconnectAlarm): void => {
    const error: ErrorShape = {
      code: errorCodes.streamUnstable,
      message: `${perMinute} connections were lost within a minute`,
      retryable: false,
      parameters: { rate: perMinute, threshold }
    }
    notify('warning', error)
    registry.logToLive('warning', (language) => errorText(language, error))
  }

const joinNews = (options: ComposeOptions, parts: Parts): News => {
  const { registry, server, settings, storage } = parts
  const notify: WarRoom['notify'] = (level, error) =>
    server?.notify({ id: randomId(noticeIdLength), level, error })
  const sessionsChanged = (): void => server?.broadcast({ t: 'changed', what: 'sessions' })
  const observation = createObservation({
    version: options.info.version,
    clock: systemClock,
    sessions: registry.events,
    stream: server,
    storage: storage.meter,
    disconnectAlarmPerMinute: () => settings.get().disconnectAlarmPerMinute,
    onAlarm: alarmOf(parts, options, notify)
  })
  const listening = logAll(parts, options.log)
  listening.add(observation)
  listening.add(followMonitoring(parts, observation, notify))
  listening.add(followModels(parts.models.book, { sessions: registry.events, server }))
  listening.add(settings.onChanged(() => server?.broadcast({ t: 'changed', what: 'settings' })))
  listening.add(
    registry.events.on((news) => {
      if (news.kind !== 'published') return
      const { type } = news.event
      if (type === 'session.started' || isTerminal(type)) sessionsChanged()
    })
  )
  for (const { level, error } of storage.notices) notify(level, error)
  return {
    observation,
    retention: keepSessions(parts, options, sessionsChanged),
    notify,
    sessionsChanged,
    listening
  }
}

const closeParts = async (
  { registry, server, workers, board, models, prices, storage, settings }: Parts,
  { listening, retention }: News
): Promise<void> => {
  await Promise.all([board.runs.close(), models.book.close(), prices.close()])
  await registry.shutdown()
  await Promise.all([server?.close(), models.local?.close()])
  await workers.close()
  await retention?.close()
  await storage.close()
  listening.dispose()
  models.book.dispose()
  settings.dispose()
}

const joinRoutes = (options: ComposeOptions, parts: Parts, news: News): Routes => {
  const { info, mainFolder } = options
  const { registry, server, workers, keeper, board, settings, storage } = parts
  const playbook = loadEquity()
  const startSession = createStartSession({
    registry,
    playbook,
    analysts: { desk: new DeskAnalyst() },
    models: parts.models.choice,
    jobs: { facts: new FactsJob(workers, keeper) },
    summarizer: new DeskSummarizer(),
    settings,
    charters: loadCharters(),
    appVersion: info.version,
    seed: () => Math.floor(Math.random() * seeds)
  })
  return createRoutes({
    info,
    settings,
    stream: server,
    playbook,
    evidence: new EvidenceStore(storage.evidence),
    workers,
    readBundledCase: (id) => readBundledCase(id, join(mainFolder, 'cases')),
    sessions: registry,
    startSession,
    board,
    prices: parts.prices,
    fetches: parts.fetches,
    providers: parts.models.book,
    ledger: storage.ledger,
    archive: news.retention?.archive ?? null,
    onSessionsChanged: news.sessionsChanged,
    wallMs: () => systemClock.wallMs(),
    figures: () => news.observation.figures()
  })
}

/**
 * Builds the parts and joins them, once, for both entries.
 * @throws {AppError} `storage.*` when the data folder cannot be used
 */
export const compose = async (options: ComposeOptions): Promise<WarRoom> => {
  const opened = await openParts(options)
  const board = await openBoardOf(options, opened)
  const parts = { ...opened, board, models: await openModels(options, openLocal(options)) }
  const news = joinNews(options, parts)
  const routes = joinRoutes(options, parts, news)
  let closing: Promise<void> | null = null
  return {
    registry: parts.registry,
    dispatcher: createDispatcher(routes, { onFault: options.onFault }),
    server: parts.server,
    settings: parts.settings,
    board: parts.board,
    providers: parts.models.book,
    fetches: parts.fetches,
    log: options.log,
    notices: parts.storage.notices,
    notify: news.notify,
    close: () => (closing ??= closeParts(parts, news))
  }
}
