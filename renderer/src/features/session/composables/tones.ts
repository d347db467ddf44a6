import type { RoleRunStatus, StageStatus } from '../../../../../preload/contract/session-state'
import type { Stance } from '../../../../../preload/contract/words'
import type { Tone } from '../../../ui/UiChip.vue'
import type { ShownStatus } from '../stores/session-store'

export const sessionTones: Readonly<Record<ShownStatus, Tone>> = {
  idle: 'quiet',
  queued: 'quiet',
  running: 'accent',
  waiting: 'caution',
  paused: 'caution',
  cancelling: 'orange',
  completed: 'good',
  cancelled: 'orange',
  failed: 'bad'
}

export const stageTones: Readonly<Record<StageStatus, Tone>> = {
  pending: 'quiet',
  running: 'accent',
  completed: 'good',
  failed: 'bad',
  cancelled: 'orange',
  skipped: 'quiet'
}

export const roleTones: Readonly<Record<RoleRunStatus, Tone>> = {
  pending: 'quiet',
  running: 'accent',
  ok: 'good',
  abstained: 'caution',
  timeout: 'orange',
  error: 'bad',
  cancelled: 'orange',
  skipped: 'quiet'
}

export const stanceTones: Readonly<Record<Stance, Tone>> = {
  'strong-sell': 'fall',
  sell: 'fall',
  hold: 'quiet',
  buy: 'rise',
  'strong-buy': 'rise',
  'no-call': 'caution'
}
