import { mkdir } from 'node:fs/promises'
import type { Notice } from '../../preload/contract/notices'
import type { ForecastLedger, Journal, SessionArchive } from '../engine/ports'
import type { EvidenceFiles } from '../evidence/evidence-store'
import type { Clock } from '../kernel/clock'
import { errorShape, type AppError } from '../kernel/errors'
import type { Log } from '../kernel/log'
import { openEvidenceFiles, type EvidenceFolder } from './evidence-files'
import { SqliteLedger } from './forecast-ledger'
import { launchWriter } from './journal-launch'
import { JournalReading } from './journal-reading'
import { ReadOnlyJournal } from './read-only-journal'
import { SqliteArchive } from './sqlite-archive'
import { SqliteJournal } from './sqlite-journal'
import { storageError } from './storage-error'
import { StorageMeter } from './storage-meter'
import type { Opened, ReaderOrders, WriterOrders } from './storage-protocol'
import { StorageThread } from './storage-thread'
import { ThreadHost } from './thread-host'

export interface StorageOptions {
  /** The data folder; made with what is missing above it, for its owner alone. */
  folder: string
  /** The built `storage.worker.js`. */
  workerFile: string
  clock: Clock
  log: Log
  /** Reads beside a running writer, or without one; every change is refused. */
  readOnly?: boolean
}

export interface Storage {
  journal: Journal
  archive: SessionArchive
  ledger: ForecastLedger
  evidence: EvidenceFiles
  meter: StorageMeter
  /** What the user has to be told of the data as it was found. */
  notices: Notice[]
  /** Resolves when all that was appended is on disk and the folder is free for another writer. */
  close(): Promise<void>
}

const folderMode = 0o700

const readerOf = ({ folder, workerFile, log }: StorageOptions): ThreadHost<ReaderOrders> =>
  new ThreadHost<ReaderOrders>({
    launch: (onDied) => {
      const start = { part: 'reader', folder } as const
      return Promise.resolve(new StorageThread<ReaderOrders>({ workerFile, start, onDied }))
    },
    onDied: (error) => log.write('error', 'storage.reader-died', { message: error.message })
  })

const openForReading = async (options: StorageOptions): Promise<Storage> => {
  const reader = readerOf(options)
  const reading = new JournalReading(reader, () => undefined)
  const journal = new ReadOnlyJournal(options.folder, reading)
  const evidence = await openEvidenceFiles(options.folder)
  const close = (): Promise<void> => reader.close()
  const meter = new StorageMeter()
  const { ledger } = journal
  return { journal, archive: journal, ledger, evidence, meter, notices: [], close }
}

/** The writing side, joined: one writer's thread, one reader's, the evidence beside them. */
class OpenStorage implements Storage {
  readonly meter = new StorageMeter()
  readonly notices: Notice[] = []
  readonly evidence: EvidenceFolder
  readonly journal: SqliteJournal
  readonly archive: SqliteArchive
  readonly ledger: SqliteLedger
  readonly #options: StorageOptions
  readonly #writer: ThreadHost<WriterOrders>
  readonly #reader: ThreadHost<ReaderOrders>

  constructor(options: StorageOptions, evidence: EvidenceFolder) {
    const { clock } = options
    this.#options = options
    this.evidence = evidence
    this.#reader = readerOf(options)
    const writer = new ThreadHost<WriterOrders>({
      launch: (onDied) => this.#launch(onDied),
      onDied: (error) => this.#died(error)
    })
    this.#writer = writer
    const reading = new JournalReading(this.#reader, () => this.#doubt())
    const commit: ConstructorParameters<typeof SqliteJournal>[0]['commit'] = (rows) =>
      writer.ask('commit', { rows })
    this.journal = new SqliteJournal({ clock, meter: this.meter, commit, reading })
    const flush = (): Promise<void> => this.journal.flush()
    this.ledger = new SqliteLedger({ writer, reading, flush })
    this.archive = new SqliteArchive({
      writer,
      reading,
      flush,
      onFreed: (sha256s) => evidence.remove(sha256s)
    })
  }

  open(): Promise<void> {
    return this.#writer.open()
  }

  async close(): Promise<void> {
    await this.journal.close()
    await this.#reader.close()
    await this.#writer.close()
  }

  /** A later start may put another file in the journal's place, so no reader has it open then. */
  async #launch(onDied: (error: AppError) => void): Promise<StorageThread<WriterOrders>> {
    await this.#reader.stop()
    const { thread, opened } = await launchWriter(this.#options, onDied)
    await this.#reader.stop()
    if (opened !== null) this.#opened(opened)
    return thread
  }

  #opened({ notices, used, bytes }: Opened): void {
    this.meter.bytes = bytes
    this.notices.push(...notices)
    for (const { error } of notices) this.#log('warning', 'storage.notice', error)
    this.evidence.sweep(new Set(used)).catch((error: unknown) => {
      this.#log('warning', 'storage.sweep-failed', error)
    })
  }

  #died(error: unknown): void {
    this.#log('error', 'storage.writer-died', error)
    this.journal.refuseAll(error)
  }

  #doubt(): void {
    this.#log('error', 'storage.damaged', null)
    this.#writer.ask('suspect', null).catch((error: unknown) => {
      this.#log('warning', 'storage.not-marked', error)
    })
  }

  #log(level: 'warning' | 'error', event: string, error: unknown): void {
    if (error === null) return this.#options.log.write(level, event)
    const { code, message } = errorShape(error)
    this.#options.log.write(level, event, { code, message })
  }
}

const openForWriting = async (options: StorageOptions): Promise<Storage> => {
  const { folder } = options
  try {
    await mkdir(folder, { recursive: true, mode: folderMode })
  } catch (error) {
    throw storageError(error, { folder })
  }
  const storage = new OpenStorage(options, await openEvidenceFiles(folder))
  try {
    await storage.open()
    return storage
  } catch (error) {
    await storage.close()
    throw error
  }
}

/**
 * Opens the data folder: the journal, the list of its sessions, and the evidence by content.
 * @throws {AppError} `storage.locked` while another writer has the folder, `storage.newer`,
 * `storage.read-only`, `storage.full`, `storage.io`
 */
export const openStorage = (options: StorageOptions): Promise<Storage> =>
  options.readOnly === true ? openForReading(options) : openForWriting(options)
