import type { ErrorShape } from '../../preload/contract/errors'
import type { ForecastRecord } from '../../preload/contract/forecasts'
import type { Notice } from '../../preload/contract/notices'
import type { SessionListing, SessionQuery } from '../../preload/contract/sessions'
import type { ForecastQuery, ForecastVerdict } from '../engine/ports'
import type { RecordOptions } from '../evidence/record/forecast-records'
import type { KeptForecast } from '../evidence/record/kept-forecast'
import type { RefusedPart } from './batch-writer'
import type { JournalRow } from './journal-row'
import type { PurgeLimits } from './session-removal'

/** What a thread is asked and what it answers, by the order's name. */
export type Orders = Record<string, { input: unknown; output: unknown }>

/** Null for a damaged journal: its thread has to end and the journal to be salvaged. */
export type OpenAnswer = Opened | null

export interface Opened {
  notices: Notice[]
  /** Evidence that a session uses: sha256s. */
  used: string[]
  bytes: number
}

export interface Committed {
  /** How long the transaction took. */
  ms: number
  /** Of the database and its write-ahead log, after it. */
  bytes: number
  refused: RefusedPart[]
}

export interface EventPage {
  rows: JournalRow[]
  /** Whether there are more after these. */
  more: boolean
}

export type WriterOrders = {
  /** `salvaged`: a clean journal lies ready to take the damaged one's place. */
  open: { input: { wallMs: number; salvaged: boolean }; output: OpenAnswer }
  commit: { input: { rows: JournalRow[] }; output: Committed }
  remove: { input: { sessions: readonly string[]; deletedAt: number }; output: string[] }
  restore: { input: { sessions: readonly string[] }; output: string[] }
  purge: { input: PurgeLimits; output: { purged: string[]; freed: string[] } }
  settle: { input: { verdicts: readonly ForecastVerdict[] }; output: number }
  clear: { input: { subject: string }; output: number }
  /** Something was read that is not as written: the next start checks everything. */
  suspect: { input: null; output: null }
  close: { input: null; output: null }
}

/** One who makes a clean journal out of a damaged one; it takes its place when the thread is gone. */
export type SalvagerOrders = {
  open: { input: { wallMs: number }; output: null }
  close: { input: null; output: null }
}

export type ReaderOrders = {
  page: { input: { session: string; afterSeq: number }; output: EventPage }
  list: { input: SessionQuery; output: SessionListing[] }
  find: { input: { session: string }; output: SessionListing | null }
  forecasts: { input: ForecastQuery; output: KeptForecast[] }
  records: { input: RecordOptions; output: ForecastRecord[] }
  close: { input: null; output: null }
}

/** What a storage thread is started with. */
export interface ThreadStart {
  part: 'writer' | 'reader' | 'salvager'
  folder: string
}

export interface ThreadRequest {
  id: number
  order: string
  input: unknown
}

export type ThreadAnswer =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; error: ErrorShape }

/** What does the work behind a protocol. */
export type Handlers<O extends Orders> = {
  [K in keyof O]: (input: O[K]['input']) => O[K]['output'] | Promise<O[K]['output']>
}
