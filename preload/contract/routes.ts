import type { BoardChoice, BoardResult, BoardSubject } from './board'
import type { PlannedStage } from './events'
import type { ImportedEvidence } from './imported-evidence'
import type { DeskComparison } from './comparison'
import type { ErrorShape } from './errors'
import type { SessionListing, SessionQuery } from './sessions'
import type { Figures } from './figures'
import type { ForecastRecord } from './forecasts'
import type { ImportedSymbol, SymbolMatch, SymbolRequest } from './live-prices'
import type { PriceOrigin } from './price-origin'
import type { Mandate } from './mandate'
import type { Outcome } from './outcome'
import type {
  ProviderProfile,
  Providers,
  ProviderTrial,
  RoleAnalysts,
  RolePreset
} from './providers'
import type { Settings } from './settings'
import type { Study } from './study'
import type { EvidenceKind, Language, Mode } from './words'

export type { ImportedEvidence, ImportedPrices } from './imported-evidence'

export type EvidenceOrigin =
  | { from: 'path'; path: string }
  | { from: 'bytes'; name: string; bytes: Uint8Array }
  | { from: 'text'; name: string; text: string }
  | { from: 'bundled'; id: string }

/** Columns of equal length, oldest first; null where a value is not known. Dates are ISO. */
export interface ChartSeries {
  asOf: string
  dates: string[]
  open: (number | null)[]
  high: (number | null)[]
  low: (number | null)[]
  close: number[]
  volume: (number | null)[]
  sma20: (number | null)[]
  sma50: (number | null)[]
  sma200: (number | null)[]
  /** Null for a file that does not say where it comes from. */
  origin: PriceOrigin | null
}

export interface SessionRequest {
  subject: { name: string; sha256: string }
  benchmark: string | null
  notes: string[]
  /** Evidence of kind `fundamentals`, by its sha256. */
  fundamentals: string | null
  asOf: string | null
  mode: Mode
  /** The chosen roles of `mode: custom`; ignored for `god`. */
  roles: string[]
  prompt: string
  /** What the user says about the market, for roles that a model answers. */
  marketContext: string
  language: Language
  /** Null plans for anyone. */
  mandate: Mandate | null
}

export interface Playbook {
  id: string
  version: string
  stages: PlannedStage[]
}

export interface AppInfo {
  version: string
  electron: string
  chrome: string
  node: string
  platform: string
}

/** Every route: what goes in and what comes back. Nothing else crosses from page to main. */
export interface RouteMap {
  'app.info': { input: Record<string, never>; output: AppInfo }
  'settings.get': { input: Record<string, never>; output: Settings }
  'settings.set': { input: Partial<Settings>; output: Settings }
  'playbook.get': { input: { language: Language }; output: Playbook }
  'evidence.import': {
    input: { kind: EvidenceKind; origin: EvidenceOrigin }
    output: ImportedEvidence
  }
  /** Opens the system's file dialog; empty when it was dismissed. */
  'evidence.choose': { input: { kind: EvidenceKind }; output: ImportedEvidence[] }
  'evidence.chart': { input: { sha256: string; asOf: string | null }; output: ChartSeries }
  /** Base rate, range and drawdown as the charts beside the price show them. */
  'evidence.study': { input: { sha256: string; asOf: string | null }; output: Study }
  'session.start': { input: SessionRequest; output: { session: string } }
  /** The session that this window holds or, holding none, watches; the latest of them. */
  'session.current': {
    input: Record<string, never>
    output: { session: string | null; holds: boolean }
  }
  'session.cancel': { input: { session: string }; output: { status: string } }
  'session.cancelRole': { input: { session: string; role: string }; output: { cancelled: boolean } }
  /** Tries a role again: in the session while it lives, else in a new one that reuses the others. */
  'session.retryRole': { input: { session: string; role: string }; output: { session: string } }
  /** What the desk would have said in the place of the model that answered. */
  'session.compare': { input: { session: string; role: string }; output: DeskComparison }
  'session.pause': { input: { session: string }; output: { paused: boolean } }
  'session.resume': { input: { session: string }; output: { paused: boolean } }
  /** Sessions that are kept, the newest first. */
  'session.list': { input: SessionQuery; output: SessionListing[] }
  /** Lets this window read a session that is kept, as it was; nothing runs again. */
  'session.open': { input: { session: string }; output: { session: string } }
  /** This window looks at the session no longer. It goes on holding what it holds. */
  'session.leave': { input: { session: string }; output: Record<string, never> }
  /** Takes sessions that have ended off the list; for `undoDeleteMs` they can be had back. */
  'session.delete': { input: { sessions: string[] }; output: { sessions: string[] } }
  'session.restore': { input: { sessions: string[] }; output: { sessions: string[] } }
  /** What came after the as-of date of a session that has ended, by the file that it read. */
  'session.outcome': { input: { session: string }; output: Outcome }
  /** What the forecasts on a subject, or on all (null), came to: a record for each role and method. */
  'forecast.record': { input: { subject: string | null }; output: { records: ForecastRecord[] } }
  /** Forgets a subject's forecasts, which deleting sessions does not; gives how many there were. */
  'forecast.clear': { input: { subject: string }; output: { cleared: number } }
  /** The subjects that the morning board follows, and the board that was run last, here or before. */
  'board.list': {
    input: Record<string, never>
    output: { subjects: BoardSubject[]; last: BoardResult | null }
  }
  /** Takes files on, and the price files of folders; `added` are the ids of those that are new. */
  'board.add': {
    input: { paths: string[] }
    output: { subjects: BoardSubject[]; added: string[] }
  }
  /** Asks with the system's dialog; one that was dismissed adds nothing. */
  'board.choose': {
    input: { what: BoardChoice }
    output: { subjects: BoardSubject[]; added: string[] }
  }
  'board.remove': { input: { ids: string[] }; output: { subjects: BoardSubject[] } }
  /** Takes removed subjects back, in their former places. */
  'board.restore': { input: { ids: string[] }; output: { subjects: BoardSubject[] } }
  /** A row each; meanwhile `board` frames tell this window of each. A second run ends the first. */
  'board.run': { input: { asOf: string | null }; output: BoardResult }
  'board.cancel': { input: Record<string, never>; output: { cancelled: boolean } }
  /** Reads a subject's file as evidence, so that a room can start on it. */
  'board.open': { input: { id: string }; output: ImportedEvidence }
  'provider.list': { input: Record<string, never>; output: Providers }
  /** Puts a profile in by its id. One whose address or kind is another then forgets its key. */
  'provider.save': { input: { profile: ProviderProfile }; output: Providers }
  /** Takes a profile, its key and its places in roles away. */
  'provider.remove': { input: { id: string }; output: Providers }
  'provider.setKey': { input: { id: string; key: string }; output: Providers }
  'provider.forgetKey': { input: { id: string }; output: Providers }
  'provider.test': { input: { id: string }; output: ProviderTrial }
  /** The models that its server offers. */
  'provider.models': { input: { id: string }; output: { models: string[] } }
  'provider.assign': { input: { roles: RoleAnalysts }; output: Providers }
  /** `missing`: vendors that the preset names and no profile is of; their roles are the desk's. */
  'provider.preset': {
    input: { preset: RolePreset }
    output: Providers & { missing: string[] }
  }
  /** Asks where to, and writes profiles and roles without keys; null when dismissed. */
  'provider.export': { input: Record<string, never>; output: { file: string | null } }
  /** Asks which file; null when dismissed. A file with an error changes nothing. */
  'provider.import': {
    input: Record<string, never>
    output: { file: string | null; added: number; providers: Providers }
  }
  /** Symbols that begin or sound like what was typed. */
  'symbol.search': { input: { text: string }; output: { matches: SymbolMatch[] } }
  /** Fetches daily prices, and what the source has beside them, as evidence. */
  'symbol.import': { input: SymbolRequest; output: ImportedSymbol }
  'stream.ticket': { input: Record<string, never>; output: { url: string; ticket: string } }
  'stream.lastRefusal': { input: { ticket: string }; output: { refusal: ErrorShape | null } }
  'window.new': { input: Record<string, never>; output: Record<string, never> }
  /** Opens another window that watches a session which this one may read. */
  'window.watch': { input: { session: string }; output: Record<string, never> }
  /** Counts and times of the running program, as `/metrics` has them. */
  'app.figures': { input: Record<string, never>; output: Figures }
  'window.close': { input: Record<string, never>; output: Record<string, never> }
}

export type RouteName = keyof RouteMap
export type RouteInput<R extends RouteName> = RouteMap[R]['input']
export type RouteOutput<R extends RouteName> = RouteMap[R]['output']

export type RouteResult<T> = { ok: true; value: T } | { ok: false; error: ErrorShape }

/** What goes over the invoke channel. `key` makes a repeated call answer as the first did. */
export interface RouteCall<R extends RouteName = RouteName> {
  route: R
  input: RouteInput<R>
  key: string
}
