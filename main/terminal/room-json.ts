import type { Claim, EventMap, EvidenceLine, SummaryData } from '../../preload/contract/events'
import type { Fact } from '../../preload/contract/facts'
import type { Mandate } from '../../preload/contract/mandate'
import type { Outcome } from '../../preload/contract/outcome'
import type { SessionEnd, SessionState, StageStatus } from '../../preload/contract/session-state'
import type { RoleRunStatus, RoleState } from '../../preload/contract/session-state'
import type { Stance } from '../../preload/contract/words'
import {
  flagsIn,
  planIn,
  triggersIn,
  type JsonFlag,
  type JsonPlan,
  type JsonTrigger
} from './fact-groups'
import { modelJson, type Asked, type ModelJson } from './model-json'

/** A session that has ended: its state, its durable events counted, and what it filed. */
export interface RoomResult {
  state: SessionState
  events: number
  forecasts: readonly EventMap['forecast.filed'][]
  /** What models were asked, and who took over for whom. */
  asked?: readonly Asked[]
  /** What came after it; null when it did not complete, absent when nobody asked. */
  outcome?: Outcome | null
}

/**
 * What `--json` writes. Two runs on the same evidence differ only in `session` and in the times:
 * `firstTokenMs`, `totalMs` and `terminal.atMs`.
 */
export interface RoomJson {
  session: string
  subject: string
  asOf: string | null
  /** For whom it planned, as it was given; absent when it planned for anyone. */
  mandate?: Mandate
  facts: Fact[]
  stages: { stage: string; status: StageStatus }[]
  roles: {
    role: string
    label: string
    status: RoleRunStatus
    stance: Stance | null
    p: number | null
    firstTokenMs: number | null
    totalMs: number | null
    text: string
    claims: Claim[]
    /** Absent where no model was asked. */
    model?: ModelJson
  }[]
  summary: SummaryData | null
  /** What goes on record, as filed: one a voter and one of the room, and what Intel read. */
  forecasts: readonly EventMap['forecast.filed'][]
  /** Next closes that decide on which side of its line an indicator stands, the nearest first. */
  triggers: JsonTrigger[]
  /** Every `plan.*` fact by its name after the dot. */
  plan: JsonPlan
  /** Cautions about the data, the gravest first. */
  flags: JsonFlag[]
  /** The lines of evidence of the summary; none without one. */
  lines: EvidenceLine[]
  /** Only with `--reveal`; null when the session did not complete. */
  outcome?: Outcome | null
  /**
   * How many durable events the session has. Typing and progress are not counted: in how many steps
   * they come depends on the machine's speed and on the pace.
   */
  events: number
  /** The fact that ended the session. */
  terminal: SessionEnd | null
}

type RoleJson = RoomJson['roles'][number]

const roleJson = (state: RoleState, asked: readonly Asked[]): RoleJson => {
  const { role, label, status, stance, p, firstTokenMs, totalMs, text, claims } = state
  const model = modelJson(state, asked)
  return {
    ...{ role, label, status, stance, p, firstTokenMs, totalMs, text, claims },
    ...(model === null ? {} : { model })
  }
}

export const roomJson = ({
  state,
  events,
  forecasts,
  asked = [],
  outcome
}: RoomResult): RoomJson => ({
  session: state.session,
  subject: state.subject?.name ?? '',
  asOf: state.asOf,
  ...(state.mandate === null ? {} : { mandate: state.mandate }),
  facts: state.facts,
  stages: state.stages.map(({ id, status }) => ({ stage: id, status })),
  roles: state.roles.map((role) => roleJson(role, asked)),
  summary: state.summary,
  forecasts,
  triggers: triggersIn(state.facts),
  plan: planIn(state.facts),
  flags: flagsIn(state),
  lines: state.summary?.lines ?? [],
  ...(outcome === undefined ? {} : { outcome }),
  events,
  terminal: state.end
})

/** The file's text: readable, ends with a line feed. */
export const roomJsonText = (result: RoomResult): string =>
  `${JSON.stringify(roomJson(result), null, 2)}\n`
