import { defaultDisconnectAlarmPerMinute, defaultPaceCharactersPerSecond } from './limits'
import type { Language } from './words'

export const themes = ['dark', 'ultra-dark'] as const
export type Theme = (typeof themes)[number]

/** What may be spent; null = without a limit. Money is in US dollars. */
export interface BudgetLimits {
  tokens: number | null
  costUsd: number | null
  /** Of models' own time, all roles of a session taken together. */
  seconds: number | null
}

export const unlimited: BudgetLimits = { tokens: null, costUsd: null, seconds: null }

/** What is remembered between runs. Limits are in milliseconds of an analyst's own time. */
export interface Settings {
  language: Language
  theme: Theme
  /** Characters a second in the app; 0 = at once. */
  paceCharactersPerSecond: number
  roleLimitsMs: Record<string, number>
  /** Until a model's first text; a role without an entry has the default. */
  firstTextLimitsMs: Record<string, number>
  /** For all roles of a session together, and for each role. */
  sessionBudget: BudgetLimits
  roleBudget: BudgetLimits
  /** How long sessions are kept; 0 = until they are deleted. */
  retentionDays: number
  /** Whether `/health` and `/metrics` answer on the event socket's port. */
  monitoring: boolean
  /** Whether a crash of the program leaves a report in the data folder; from the next start on. */
  keepCrashReports: boolean
  /** Lost connections in a minute from which on the user is told; 0 = never. */
  disconnectAlarmPerMinute: number
  /** Benchmark symbols by market: the suffix of a symbol (`TW`, `HK`), '' for none. */
  benchmarks: Record<string, string>
  /** A CSV address with `{symbol}`, `{from}` and `{to}` in it; '' = none. */
  priceTemplate: string
}

/** The usual index of each market, by the source's own symbols. */
export const defaultBenchmarks: Readonly<Record<string, string>> = {
  '': '^GSPC',
  TW: '^TWII',
  TWO: '^TWOII',
  HK: '^HSI',
  SS: '000001.SS',
  SZ: '399001.SZ',
  T: '^N225',
  KS: '^KS11',
  L: '^FTSE',
  DE: '^GDAXI',
  PA: '^FCHI',
  TO: '^GSPTSE',
  AX: '^AXJO',
  NS: '^NSEI'
}

/** What holds until the user says otherwise. */
export const defaultSettings = (language: Language): Settings => ({
  language,
  theme: 'dark',
  paceCharactersPerSecond: defaultPaceCharactersPerSecond,
  roleLimitsMs: {},
  firstTextLimitsMs: {},
  sessionBudget: unlimited,
  roleBudget: unlimited,
  retentionDays: 0,
  monitoring: false,
  keepCrashReports: false,
  disconnectAlarmPerMinute: defaultDisconnectAlarmPerMinute,
  benchmarks: defaultBenchmarks,
  priceTemplate: ''
})
