import type { SessionRequest } from '../../preload/contract/routes'
import type { EvidenceStore } from '../evidence/evidence-store'
import type { LoadedPlaybook } from '../playbooks/load-playbook'
import { chooseStages } from '../playbooks/plan-stages'
import type { CheckedRequest, SessionControl } from './ports'
import type { RoutesOf } from './route'
import { assertControl } from './session-access'
import { evidenceOf } from './session-evidence'
import type { SessionStarter } from './session-starter'

export interface SessionRouteParts {
  sessions: SessionControl
  start: SessionStarter
  evidence: Pick<EvidenceStore, 'get'>
  playbook: LoadedPlaybook
}

type SessionRouteName =
  | 'session.start'
  | 'session.current'
  | 'session.cancel'
  | 'session.cancelRole'
  | 'session.pause'
  | 'session.resume'

const checkedRequest = async (
  parts: SessionRouteParts,
  request: SessionRequest
): Promise<CheckedRequest> => {
  const { subject, mode, roles, prompt, marketContext, language, mandate } = request
  chooseStages(parts.playbook, { mode, roles })
  const evidence = await evidenceOf(parts.evidence, request)
  const chosen = [...new Set(roles)]
  return { subject, evidence, mode, roles: chosen, prompt, marketContext, language, mandate }
}

/** Starting and steering sessions. */
export const sessionRoutes = (parts: SessionRouteParts): RoutesOf<SessionRouteName> => {
  const { sessions, start } = parts
  return {
    'session.start': async (request, { principal }) => {
      return start(await checkedRequest(parts, request), principal)
    },
    'session.current': (_input, { principal }) => {
      const held = sessions.heldBy(principal)
      return { session: held ?? sessions.watchedBy(principal), holds: held !== null }
    },
    'session.cancel': async ({ session }, { principal }) => {
      assertControl(sessions, principal, session)
      return { status: await sessions.cancel(session, 'user') }
    },
    'session.cancelRole': async ({ session, role }, { principal }) => {
      assertControl(sessions, principal, session)
      return { cancelled: await sessions.cancelRole(session, role) }
    },
    'session.pause': ({ session }, { principal }) => {
      assertControl(sessions, principal, session)
      return { paused: sessions.pause(session, principal) }
    },
    'session.resume': ({ session }, { principal }) => {
      assertControl(sessions, principal, session)
      return { paused: !sessions.resume(session, principal) }
    }
  }
}
