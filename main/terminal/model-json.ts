import type { AnyEnvelope, Usage } from '../../preload/contract/events'
import type { RoleState } from '../../preload/contract/session-state'
import type { AnalystKind } from '../../preload/contract/words'

/** What a model was asked, by the hash of its text, or who took over for it and why. */
export type Asked =
  | { kind: 'prompt'; role: string; attempt: number; sha256: string }
  | { kind: 'takeover'; role: string; from: AnalystKind; to: AnalystKind; reason: string }

/** What an event tells of a model being asked. */
export const askedOf = (event: AnyEnvelope): Asked[] => {
  if (event.type === 'role.prompted') {
    const { role, attempt, sha256 } = event.data
    return [{ kind: 'prompt', role, attempt, sha256 }]
  }
  if (event.type !== 'role.reassigned') return []
  const { role, from, to, reason } = event.data
  return [{ kind: 'takeover', role, from, to, reason }]
}

/** What `--json` has of a role that a model answered or was asked for. */
export interface ModelJson {
  analyst: AnalystKind | null
  provider: string | null
  model: string | null
  /** Null where the one who answered at last used nothing. */
  usage: Usage | null
  /** SHA-256 of what a model was told, by attempt; the text is in the journal. */
  prompts: { attempt: number; sha256: string }[]
  /** Who answered in the place of whom, and the code of the reason. */
  takeovers: { from: AnalystKind; to: AnalystKind; reason: string }[]
  /** There when the model may have read of what followed the as-of date. */
  mayKnow?: true
}

/** Nothing for a role of the desk that no model was asked for. */
export const modelJson = (
  { role, analyst, provider, model, usage, mayKnow }: RoleState,
  asked: readonly Asked[]
): ModelJson | null => {
  const own = asked.filter((each) => each.role === role)
  if (analyst !== 'model' && own.length === 0) return null
  return {
    ...{ analyst, provider, model, usage },
    prompts: own.flatMap((each) =>
      each.kind === 'prompt' ? [{ attempt: each.attempt, sha256: each.sha256 }] : []
    ),
    takeovers: own.flatMap((each) =>
      each.kind === 'takeover' ? [{ from: each.from, to: each.to, reason: each.reason }] : []
    ),
    ...(mayKnow === undefined ? {} : { mayKnow })
  }
}
