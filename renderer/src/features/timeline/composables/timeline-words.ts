import type {
  RoleRunStatus,
  SessionState,
  TimelineEntry
} from '../../../../../preload/contract/session-state'
import {
  cancelReasons,
  roleStatuses,
  type CancelReason
} from '../../../../../preload/contract/words'
import type { TextKey } from '../../../app/text-resources'
import type { Translate } from '../../../app/use-text'
import { whyWords } from '../../roles/composables/takeover-words'
import { roleTones } from '../../session/composables/tones'
import type { Tone } from '../../../ui/UiChip.vue'

/** What a timeline needs to know of a session to name its stages and roles. */
export interface Labels extends Pick<SessionState, 'stages' | 'roles' | 'parent'> {
  /** What a provider is called; its id where nobody says. */
  nameOf?: (provider: string) => string
}

const isRoleStatus = (status: string | null): status is RoleRunStatus =>
  (roleStatuses as readonly (string | null)[]).includes(status)

const isReason = (status: string | null): status is CancelReason =>
  (cancelReasons as readonly (string | null)[]).includes(status)

const statusWords = (entry: TimelineEntry, t: Translate): string =>
  isRoleStatus(entry.status) ? t(`role.${entry.status}`) : (entry.status ?? '')

/** The room as a whole files forecasts too, under a name that is no role's. */
const roleName = (id: string | null, labels: Labels, t: Translate): string => {
  if (id === 'room') return t('timeline.room')
  return labels.roles.find((each) => each.role === id)?.label ?? id ?? ''
}

const scriptsMeet =
  /(?<=[\p{Script=Latin}\p{Nd}])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[\p{Script=Latin}\p{Nd}])/gu

/** Chinese words beside Latin ones, as of a role of an English session, with the gap that belongs there. */
const spaced = (text: string): string => text.replaceAll(scriptsMeet, ' ')

/** Who answers, or takes over: a provider and its model, or the desk. */
const answering = ({ provider, model }: TimelineEntry, { nameOf }: Labels, t: Translate): string =>
  provider === undefined
    ? t('models.takeover.desk')
    : [nameOf?.(provider) ?? provider, ...(model === undefined ? [] : [model])].join(' · ')

/** Entries of one type that say more when there is more to say. */
const keyOf = ({ type, provider, model }: TimelineEntry, { parent }: Labels): TextKey => {
  if (type === 'session.started' && parent !== null) return 'models.timeline.retried'
  const named = provider !== undefined || model !== undefined
  return type === 'role.started' && named ? 'models.timeline.startedBy' : `timeline.${type}`
}

/** One entry of the timeline in the reader's words. */
export const timelineWords = (entry: TimelineEntry, labels: Labels, t: Translate): string => {
  const stage = labels.stages.find((each) => each.id === entry.stage)?.label ?? entry.stage ?? ''
  const role = roleName(entry.role, labels, t)
  const words = t(keyOf(entry, labels), {
    stage,
    role,
    status: statusWords(entry, t),
    by: answering(entry, labels, t),
    why: whyWords(entry.status ?? '', t('models.takeover.model'), t),
    reason: isReason(entry.status) ? t(`reason.${entry.status}`) : (entry.status ?? ''),
    message: entry.message ?? ''
  })
  return entry.type === 'log.appended' ? words : spaced(words)
}

/** The colour of an entry's mark. */
export const timelineTone = (entry: TimelineEntry): Tone => {
  if (entry.level === 'error' || entry.type === 'session.failed') return 'bad'
  if (entry.level === 'warning') return 'caution'
  if (entry.type === 'session.cancelled' || entry.type === 'stage.failed') return 'orange'
  if (entry.type === 'role.completed' && isRoleStatus(entry.status)) return roleTones[entry.status]
  if (entry.type === 'session.completed' || entry.type === 'stage.completed') return 'good'
  return entry.type === 'summary.completed' ? 'good' : 'quiet'
}

/** Entries that say nothing to a reader. */
const silent = new Set<TimelineEntry['type']>(['progress.updated', 'role.prompted'])

export const isShown = (entry: TimelineEntry): boolean =>
  !silent.has(entry.type) && entry.level !== 'debug'
