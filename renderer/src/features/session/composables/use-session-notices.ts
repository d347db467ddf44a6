import { ref, watch, type Ref } from 'vue'
import { toast } from 'vue-sonner'
import type { RoleState, SessionState } from '../../../../../preload/contract/session-state'
import { useText } from '../../../app/use-text'
import { useErrorsStore } from '../../errors/stores/errors-store'
import { useSessionStore } from '../stores/session-store'

const endedRoles = (state: SessionState): RoleState[] =>
  state.roles.filter((role) => !['pending', 'running', 'skipped'].includes(role.status))

/**
 * Says what happened: toasts for the session's end and for roles that failed, and one polite line
 * for screen readers. What had already happened when a session came into view is not told again.
 */
export const useSessionNotices = (): { announcement: Ref<string> } => {
  const session = useSessionStore()
  const errors = useErrorsStore()
  const { t } = useText()
  const announcement = ref('')

  const tellRole = (role: RoleState): void => {
    announcement.value = t('role.finished', { role: role.label, status: t(`role.${role.status}`) })
    if (role.status === 'error') toast.error(t('toast.roleFailed', { role: role.label }))
    if (role.status === 'timeout') toast.warning(t('toast.roleTimeout', { role: role.label }))
  }

  const tellEnd = (state: SessionState): void => {
    if (state.end === null) return
    announcement.value = t('session.announce', { status: t(`session.${session.status}`) })
    if (state.end.type === 'session.failed') {
      errors.report(state.end.error)
      toast.error(t('toast.failed'))
    } else if (state.end.type === 'session.cancelled') {
      toast.warning(t('toast.cancelled'), { description: t(`reason.${state.end.reason}`) })
    } else {
      const stance = t(`stance.${state.summary?.stance ?? 'no-call'}`)
      const description = t('toast.completedText', { stance, subject: state.subject?.name ?? '' })
      toast.success(t('toast.completed'), { description })
    }
  }

  watch(
    () => session.state,
    (state, before) => {
      if (state === null || before?.session !== state.session) return
      // Why it failed is what a reader needs to know, however late they come.
      if (before.seq === 0 && state.end?.type === 'session.failed') errors.report(state.end.error)
      if (before.seq === 0) return
      const told = new Set(endedRoles(before).map((role) => role.role))
      const news = endedRoles(state).filter((role) => !told.has(role.role))
      news.forEach(tellRole)
      if (before.end === null && state.end !== null) tellEnd(state)
    }
  )
  return { announcement }
}
