import { defaultDisconnectAlarmPerMinute, defaultPaceCharactersPerSecond } from './limits'
import type { Language } from './words'

export const themes = ['dark', 'ultra-dark'] as const
export type Theme = (typeof themes)[number]

/** What is remembered between runs. Limits are in milliseconds of an analyst's own time. */
export interface Settings {
  language: Language
  theme: Theme
  /** Characters a second in the app; 0 = at once. */
  paceCharactersPerSecond: number
  roleLimitsMs: Record<string, number>
  /** How long sessions are kept; 0 = until they are deleted. */
  retentionDays: number
  /** Whether `/health` and `/metrics` answer on the event socket's port. */
  monitoring: boolean
  /** Lost connections in a minute from which on the user is told; 0 = never. */
  disconnectAlarmPerMinute: number
}

/** What holds until the user says otherwise. */
export const defaultSettings = (language: Language): Settings => ({
  language,
  theme: 'dark',
  paceCharactersPerSecond: defaultPaceCharactersPerSecond,
  roleLimitsMs: {},
  retentionDays: 0,
  monitoring: false,
  disconnectAlarmPerMinute: defaultDisconnectAlarmPerMinute
})
