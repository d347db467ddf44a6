import {
  maximumDisconnectAlarmPerMinute,
  maximumPaceCharactersPerSecond,
  maximumRoleLimitMs,
  minimumRoleLimitMs,
  roleLimitMs,
  scoutLimitMs
} from '../../../../../preload/contract/limits'
import type { Settings } from '../../../../../preload/contract/settings'
import { choiceOf, daysOf, type RetentionChoice } from './retention'

export const millisecondsInSecond = 1_000

/** What the dialog's fields hold until it is saved. Limits are in seconds, by role. */
export interface SettingsDraft {
  pace: number
  limits: Record<string, number>
  retention: RetentionChoice
  monitoring: boolean
  alarm: number
}

/** The playbook's own limits where the settings say nothing. */
const limitOf = (role: string, { roleLimitsMs }: Settings): number =>
  roleLimitsMs[role] ?? (role === 'scout' ? scoutLimitMs : roleLimitMs)

export const draftOf = (settings: Settings, roles: readonly string[]): SettingsDraft => ({
  pace: settings.paceCharactersPerSecond,
  limits: Object.fromEntries(
    roles.map((role) => [role, limitOf(role, settings) / millisecondsInSecond])
  ),
  retention: choiceOf(settings.retentionDays),
  monitoring: settings.monitoring,
  alarm: settings.disconnectAlarmPerMinute
})

const within = (value: number, low: number, high: number): number =>
  Math.round(Math.min(high, Math.max(low, Number.isFinite(value) ? value : low)))

/** The settings that a draft stands for, each within what is allowed. */
export const changeOf = (draft: SettingsDraft): Partial<Settings> => ({
  paceCharactersPerSecond: within(draft.pace, 0, maximumPaceCharactersPerSecond),
  roleLimitsMs: Object.fromEntries(
    Object.entries(draft.limits).map(([role, seconds]) => [
      role,
      within(seconds * millisecondsInSecond, minimumRoleLimitMs, maximumRoleLimitMs)
    ])
  ),
  retentionDays: daysOf(draft.retention),
  monitoring: draft.monitoring,
  disconnectAlarmPerMinute: within(draft.alarm, 0, maximumDisconnectAlarmPerMinute)
})
