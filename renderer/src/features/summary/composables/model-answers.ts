import type { RoleState, SessionState } from '../../../../../preload/contract/session-state'
import type { Stance } from '../../../../../preload/contract/words'

/** What a model said in its role; no part of the room's own call. */
export interface ModelAnswer {
  role: string
  label: string
  provider: string | null
  model: string | null
  stance: Stance | null
  p: number | null
  mayKnow: boolean
}

const isOfModel = ({ analyst, status }: RoleState): boolean =>
  analyst === 'model' && status === 'ok'

/** What models said in a session, in the order of its roles; empty without one. */
export const modelAnswers = ({ roles }: Pick<SessionState, 'roles'>): ModelAnswer[] =>
  roles.filter(isOfModel).map(({ role, label, provider, model, stance, p, mayKnow }) => ({
    ...{ role, label, provider, model, stance, p, mayKnow: mayKnow === true }
  }))
