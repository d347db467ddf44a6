/** Closed sets of the product's own words, used by events, routes and views alike. */
export const languages = ['en', 'zh-TW', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** Text of data that brings its own languages with it (a playbook's labels). */
export type LocalizedText = Readonly<Record<Language, string>>

export const stances = ['strong-sell', 'sell', 'hold', 'buy', 'strong-buy', 'no-call'] as const
export type Stance = (typeof stances)[number]

export const modes = ['god', 'custom'] as const
export type Mode = (typeof modes)[number]

export const roleStatuses = ['ok', 'abstained', 'timeout', 'error', 'cancelled'] as const
export type RoleStatus = (typeof roleStatuses)[number]

export const cancelReasons = [
  'window-closed',
  'user',
  'shutdown',
  'timeout',
  'budget',
  'superseded'
] as const
export type CancelReason = (typeof cancelReasons)[number]

export const liveStatuses = ['queued', 'running', 'waiting', 'paused', 'cancelling'] as const
export const terminalStatuses = ['completed', 'cancelled', 'failed'] as const
export type SessionStatus = (typeof liveStatuses)[number] | (typeof terminalStatuses)[number]

export type DeltaKind = 'answer' | 'reasoning'
export type LogLevel = 'debug' | 'info' | 'warning' | 'error'
export type AnalystKind = 'desk' | 'model'
export type EvidenceKind = 'prices' | 'benchmark' | 'notes' | 'fundamentals'
