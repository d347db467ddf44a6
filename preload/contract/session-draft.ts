import type { AnyEnvelope, Envelope } from './events'
import { copyOfRole, copyOfState } from './session-copies'
import type { RoleState, SessionState } from './session-state'
import { timelineEntry, timelineLimit } from './session-timeline'

/** How far a timeline may grow past its limit before it is cut. */
const timelineSlack = 2

/**
 * A state while several events are applied to it. What was given is never touched: the state, its
 * roles, each role that is typed in and the timeline are copied when they change first, and from
 * then on written in place.
 */
export class SessionDraft {
  #state: SessionState
  /** The copies that are this draft's own. */
  #ownState: SessionState | null = null
  #ownRoles: RoleState[] | null = null
  readonly #ownRole: RoleState[] = []
  #ownTimeline: SessionState['timeline'] | null = null

  constructor(state: SessionState) {
    this.#state = state
  }

  /** As it stands now; only to be read. */
  get state(): SessionState {
    return this.#state
  }

  /** Puts a changed copy of the state in its place. */
  replace(state: SessionState): void {
    this.#state = state
  }

  /** Adds what a role typed. Text only grows: what a replay repeats is already there. */
  type({ data, atMs }: Envelope<'role.delta'>): void {
    const roles = this.#state.roles
    for (let index = 0; index < roles.length; index += 1) {
      if (roles[index]?.role !== data.role) continue
      const role = this.#roleAt(index)
      role.firstTokenMs ??= atMs - (role.startedAtMs ?? atMs)
      const field = data.kind === 'answer' ? 'text' : 'reasoning'
      const known = role[field].length - data.offset
      role[field] += known > 0 ? data.text.slice(known) : data.text
    }
  }

  /** Writes down that `event` has been applied. */
  note(event: AnyEnvelope): void {
    const state = this.#whole()
    state.epoch = event.epoch
    state.seq = event.seq
    const entry = timelineEntry(event)
    if (entry === null) return
    if (this.#ownTimeline !== state.timeline) {
      this.#ownTimeline = state.timeline = [...state.timeline]
    }
    state.timeline.push(entry)
    if (state.timeline.length > timelineSlack * timelineLimit) this.#cutTimeline()
  }

  /** The state that the events made; the given one when they changed nothing. */
  done(): SessionState {
    if (this.#state.timeline.length > timelineLimit) this.#cutTimeline()
    return this.#state
  }

  #whole(): SessionState {
    if (this.#ownState === this.#state) return this.#state
    this.#ownState = this.#state = copyOfState(this.#state)
    return this.#ownState
  }

  #roleAt(index: number): RoleState {
    const state = this.#whole()
    if (this.#ownRoles !== state.roles) this.#ownRoles = state.roles = [...state.roles]
    const known = state.roles[index] as RoleState
    if (this.#ownRole.includes(known)) return known
    const own = copyOfRole(known)
    this.#ownRole.push(own)
    state.roles[index] = own
    return own
  }

  #cutTimeline(): void {
    const state = this.#whole()
    this.#ownTimeline = state.timeline = state.timeline.slice(-timelineLimit)
  }
}
