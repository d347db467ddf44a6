import { ref, watch, type Ref } from 'vue'
import { toast } from 'vue-sonner'
import type {
  RoleState,
  SessionEnd,
  SessionState
} from '../../../../../preload/contract/session-state'
import { useText } from '../../../app/use-text'
import { useErrorsStore } from '../../errors/stores/errors-store'
import { useSessionStore } from '../stores/session-store'

const endedRoles = (state: SessionState): RoleState[] =>
  state.roles.filter((role) => !['pending', 'running', 'skipped'].includes(role.status))

type Failure = Extract<SessionEnd, { type: 'session.failed' }>

/** Why a session failed, in the banner; a storage failure has more to it than its own text. */
const useFailureReport = (): ((end: Failure) => void) => {
  const errors = useErrorsStore()
  const { t } = useText()
  return ({ error }) =>
    errors.report(error, error.code.startsWith('storage.') ? () => t('session.notKept') : null)
}

/** Toasts for what ends: the session, and roles that did not come to an end of their own. */
const useEndToasts = (): {
  tellRole: (role: RoleState) => void
  tellEnd: (state: SessionState) => void
} => {
  const { t, errorText } = useText()
  const reportFailure = useFailureReport()
  const tellRole = (role: RoleState): void => {
    if (role.status === 'error') toast.error(t('toast.roleFailed', { role: role.label }))
    if (role.status === 'timeout') toast.warning(t('toast.roleTimeout', { role: role.label }))
  }
  const tellEnd = ({ end, summary, subject }: SessionState): void => {
    if (end === null) return
    if (end.type === 'session.failed') {
      reportFailure(end)
      toast.error(t('toast.failed'), { description: errorText(end.error) })
    } else if (end.type === 'session.cancelled') {
      toast.warning(t('toast.cancelled'), { description: t(`reason.${end.reason}`) })
    } else {
      const stance = t(`stance.${summary?.stance ?? 'no-call'}`)
      const description = t('toast.completedText', { stance, subject: subject?.name ?? '' })
      toast.success(t('toast.completed'), { description })
    }
  }
  return { tellRole, tellEnd }
}

/**
 * Says what happened: toasts for the session's end and for roles that failed, and one polite line
 * for screen readers. What had already happened when a session came into view is not told again.
 */
export const useSessionNotices = (): { announcement: Ref<string> } => {
  const session = useSessionStore()
  const reportFailure = useFailureReport()
  const { tellRole, tellEnd } = useEndToasts()
  const { t } = useText()
  const announcement = ref('')

  const tellNews = (state: SessionState | null, before: SessionState | null): void => {
    if (state === null || before?.session !== state.session || before.seq === 0) return
    const told = new Set(endedRoles(before).map((role) => role.role))
    // What an earlier session came to is no news of this one.
    const news = endedRoles(state).filter(({ role, reused }) => !told.has(role) && reused !== true)
    for (const role of news) {
      announcement.value = t('role.finished', {
        role: role.label,
        status: t(`role.${role.status}`)
      })
      tellRole(role)
    }
    if (before.end !== null || state.end === null) return
    announcement.value = t('session.announce', { status: t(`session.${state.status}`) })
    tellEnd(state)
  }

  watch(
    () => session.state,
    (state, before) => {
      tellNews(state, before)
      // Why its own session failed is what a window needs to know, however late it comes.
      const late = before?.seq === 0 && before.session === state?.session && session.holds
      if (late && state?.end?.type === 'session.failed') reportFailure(state.end)
    }
  )
  // The window's own session goes on while the room shows another one.
  watch(() => session.aside, tellNews)
  return { announcement }
}
