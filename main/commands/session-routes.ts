import { errorCodes } from '../../preload/contract/errors'
import type { SessionRequest } from '../../preload/contract/routes'
import type { Principal } from '../engine/feed'
import type { EvidenceItem, EvidenceSet } from '../evidence/evidence-set'
import type { EvidenceStore } from '../evidence/evidence-store'
import { AppError } from '../kernel/errors'
import { KeyedQueue } from '../kernel/keyed-queue'
import type { LoadedPlaybook } from '../playbooks/load-playbook'
import { chooseStages } from '../playbooks/plan-stages'
import type { CheckedRequest, SessionControl, StartSession } from './ports'
import type { RoutesOf } from './route'

export interface SessionRouteParts {
  sessions: SessionControl
  startSession: StartSession
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

const itemOf = async (
  evidence: SessionRouteParts['evidence'],
  sha256: string,
  kind: EvidenceItem['kind']
): Promise<EvidenceItem> => {
  const item = await evidence.get(sha256)
  if (item === null) {
    throw new AppError(errorCodes.evidenceNotFound, `no evidence ${sha256}`, {
      parameters: { file: sha256.slice(0, 12) }
    })
  }
  // The same bytes may serve as prices in one session and as benchmark in another.
  return { ...item, kind }
}

const evidenceOf = async (
  evidence: SessionRouteParts['evidence'],
  { subject, benchmark, notes, fundamentals, asOf }: SessionRequest
): Promise<EvidenceSet> => ({
  prices: await itemOf(evidence, subject.sha256, 'prices'),
  benchmark: benchmark === null ? null : await itemOf(evidence, benchmark, 'benchmark'),
  notes: await Promise.all([...new Set(notes)].map((id) => itemOf(evidence, id, 'notes'))),
  fundamentals: fundamentals === null ? null : await itemOf(evidence, fundamentals, 'fundamentals'),
  asOfAsked: asOf
})

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

/** Refuses whoever does not hold the session; knowing its id is not enough. */
const assertControl = (sessions: SessionControl, principal: Principal, session: string): void => {
  if (sessions.feed(session) === null) {
    throw new AppError(errorCodes.sessionNotFound, `There is no session ${session}.`, {
      parameters: { session }
    })
  }
  if (!sessions.mayControl(principal, session)) {
    throw new AppError(errorCodes.sessionForbidden, 'The session belongs to another window.', {
      parameters: { session }
    })
  }
}

/**
 * Starting and steering sessions. A caller has one live session at a time: a second start ends the
 * first as `superseded`, and waits until it has ended.
 */
export const sessionRoutes = (parts: SessionRouteParts): RoutesOf<SessionRouteName> => {
  const { sessions, startSession } = parts
  const starts = new KeyedQueue()

  const start = async (
    request: CheckedRequest,
    principal: Principal
  ): Promise<{ session: string }> => {
    const former = sessions.heldBy(principal)
    if (former !== null && sessions.liveSessions.includes(former)) {
      await sessions.cancel(former, 'superseded')
    }
    return startSession(request, principal)
  }

  return {
    'session.start': async (request, { principal }) => {
      const checked = await checkedRequest(parts, request)
      return starts.run(principal, () => start(checked, principal))
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
