import { errorCodes } from '../../preload/contract/errors'
import type { AnyEnvelope, EventMap } from '../../preload/contract/events'
import type { RoleState, SessionState } from '../../preload/contract/session-state'
import { roleStatuses, type RoleStatus } from '../../preload/contract/words'
import type { SessionFeed } from '../engine/feed'
import type { ReusedRole } from '../engine/session-plan'
import type { EvidenceStore } from '../evidence/evidence-store'
import { AppError } from '../kernel/errors'
import type { LoadedPlaybook } from '../playbooks/load-playbook'
import { chooseStages } from '../playbooks/plan-stages'
import type { CheckedRequest } from './ports'
import { sessionNotFound } from './session-access'
import { evidenceOfInputs } from './session-evidence'

interface RetryParts {
  evidence: Pick<EvidenceStore, 'get'>
  playbook: LoadedPlaybook
}

type EndedRole = RoleState & { status: RoleStatus }

const hasEnded = (role: RoleState): role is EndedRole =>
  (roleStatuses as readonly string[]).includes(role.status)

/** What broke off with its session has come to nothing that could stand in another one. */
const stands = (role: RoleState, { end }: SessionState): role is EndedRole =>
  hasEnded(role) && (role.status !== 'cancelled' || end?.type === 'session.completed')

/**
 * Roles whose answers do not depend on the one that is tried again: those of earlier stages and of its
 * own, up to the first stage in which any role has to run. A role knows all that ran before its stage.
 */
const independent = (state: SessionState, role: string): EndedRole[] => {
  const place = ({ stage }: RoleState): number => state.stages.findIndex(({ id }) => id === stage)
  const runs = state.roles.filter((each) => each.role === role || !stands(each, state))
  const first = Math.min(...runs.map(place))
  return state.roles.filter(
    (each): each is EndedRole => each.role !== role && stands(each, state) && place(each) <= first
  )
}

const methodsFiled = (events: readonly AnyEnvelope[], role: string): string[] =>
  events.flatMap((event) =>
    event.type === 'forecast.filed' && event.data.role === role ? [event.data.method] : []
  )

const reusedRoles = (
  state: SessionState,
  events: readonly AnyEnvelope[],
  role: string
): ReusedRole[] =>
  independent(state, role).map((each) => ({
    role: each,
    facts: state.facts,
    // Its forecasts are those of the session that it was reused from.
    filed: each.reused === true ? null : methodsFiled(events, each.role)
  }))

const assertInVain = ({ roles }: SessionState, role: string): void => {
  const known = roles.find((each) => each.role === role)
  if (known === undefined) {
    throw new AppError(errorCodes.inputUnknownRole, `There is no role ${role}.`, {
      parameters: { role, known: roles.map((each) => each.role).join(', ') }
    })
  }
  if (known.status !== 'ok') return
  throw new AppError(errorCodes.roleNothingToRetry, `${role} has nothing to try again.`, {
    parameters: { role: known.label }
  })
}

const startOf = (events: readonly AnyEnvelope[]): EventMap['session.started'] | null => {
  const [first] = events
  return first?.type === 'session.started' ? first.data : null
}

/**
 * The request of a session that has ended, once more, in which every role stands that did not depend
 * on `role`. Where the playbook is another one by now, all roles run.
 * @throws {AppError} `role.nothing-to-retry`, `input.unknown-role`, `evidence.not-found`,
 * `session.not-found`
 */
export const retryRequest = async (
  { evidence, playbook }: RetryParts,
  feed: SessionFeed,
  role: string
): Promise<CheckedRequest> => {
  const state = feed.state()
  assertInVain(state, role)
  const events = await feed.readAfter({ epoch: state.epoch, seq: 0 })
  const started = startOf(events ?? [])
  if (events === null || started === null) throw sessionNotFound(feed.session)
  const { subject, settings, prompt, marketContext = '', language, mandate = null } = started
  const { mode, roles } = settings
  chooseStages(playbook, { mode, roles })
  const same = started.playbook.sha256 === playbook.sha256
  return {
    subject: { name: subject.name, sha256: subject.id },
    evidence: await evidenceOfInputs(evidence, started.inputs, started.asOfAsked),
    ...{ mode, roles, prompt, marketContext, language, mandate },
    retryOf: {
      session: feed.session,
      seed: started.seed,
      reused: same ? reusedRoles(state, events, role) : []
    }
  }
}
