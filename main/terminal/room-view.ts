import type { AnyEnvelope, EventMap } from '../../preload/contract/events'
import type { SessionState } from '../../preload/contract/session-state'
import { RolePrinter } from './role-printer'
import { roleLine } from './role-line'
import type { Screen } from './screen'
import { rolesText, statusText } from './status-text'
import { showSummary } from './summary-text'
import { totalUsage, usageParts } from './usage-text'
import type { Words } from './words'

export interface RoomViewOptions {
  screen: Screen
  words: Words
  /** The session's state after the event that is being shown. */
  state: () => SessionState
}

/** Shows one session on a screen, event by event. */
export class RoomView {
  readonly #screen: Screen
  readonly #words: Words
  readonly #state: () => SessionState
  #roles: RolePrinter

  constructor({ screen, words, state }: RoomViewOptions) {
    this.#screen = screen
    this.#words = words
    this.#state = state
    this.#roles = new RolePrinter(screen, [])
  }

  show(event: AnyEnvelope): void {
    switch (event.type) {
      case 'session.started':
        return this.#sessionStarted(event.data)
      case 'stage.started':
        return this.#stageStarted(event.data.stage)
      case 'facts.added':
        return this.#factsAdded(event.data)
      case 'role.started':
        return this.#roleStarted(event.data)
      case 'role.delta':
        return event.data.kind === 'answer'
          ? this.#roles.write(event.data.role, event.data.text)
          : undefined
      case 'role.completed':
        return this.#roles.end(event.data.role, roleLine(this.#words, event.data))
      case 'role.reassigned':
        return this.#roleReassigned(event.data)
      case 'stage.completed':
      case 'stage.failed':
        return this.#roles.close(this.#rolesOf(event.data.stage))
      case 'log.appended':
        return this.#logged(event.data)
      default:
        // Everything else is in the progress line, the summary or the last line.
        return
    }
  }

  /** The progress line, for `elapsedMs` since the start. */
  progress(elapsedMs: number): void {
    this.#screen.status(statusText(this.#words, this.#state(), elapsedMs))
  }

  /** The summary, if there is one, and how the session ended. */
  finish(state: SessionState): void {
    this.#screen.status(null)
    this.#roles.close(state.roles.map(({ role }) => role))
    const { summary } = state
    if (summary !== null) showSummary(this.#screen, this.#words, { state, summary })
    this.#screen.line('')
    this.#screen.line(this.#endLine(state), 'quiet')
  }

  #sessionStarted({ subject, stages, asOfAsked }: EventMap['session.started']): void {
    const roles = stages.flatMap(({ lanes }) => lanes).filter(({ kind }) => kind === 'role')
    this.#roles = new RolePrinter(
      this.#screen,
      roles.map(({ id }) => id)
    )
    const words = this.#words
    const asked =
      asOfAsked === null ? words.text('lastSession') : words.text('asOfAsked', { date: asOfAsked })
    const title = words.text('title', { subject: subject.name })
    this.#screen.line(`${title}${words.text('separator')}${asked}`, 'heading')
  }

  #stageStarted(id: string): void {
    const stage = this.#state().stages.find((each) => each.id === id)
    this.#screen.line('')
    this.#screen.line(`── ${stage?.label ?? id} ──`, 'heading')
  }

  #factsAdded({ asOf, facts }: EventMap['facts.added']): void {
    this.#screen.line(this.#words.text('facts', { count: facts.length, date: asOf }))
  }

  #roleStarted(started: EventMap['role.started']): void {
    const { role, label, analyst, model, attempt, mayKnow } = started
    const words = this.#words
    const by = model ?? words.text(`analyst.${analyst}`)
    const again = attempt > 1 ? ` ${words.text('attempt', { attempt })}` : ''
    const mark = mayKnow === true ? `${words.text('separator')}${words.text('mayKnow')}` : ''
    this.#roles.start(role, words.text('roleHeading', { label, analyst: by }) + again + mark)
  }

  #roleReassigned({ role, to, provider, reason }: EventMap['role.reassigned']): void {
    const words = this.#words
    const label = this.#state().roles.find((each) => each.role === role)?.label ?? role
    const by = provider ?? words.text(`analyst.${to}`)
    this.#roles.note(words.text('reassigned', { label, by, reason }))
  }

  #logged({ level, message }: EventMap['log.appended']): void {
    if (level !== 'warning' && level !== 'error') return
    this.#roles.note(`${this.#words.text(`level.${level}`)}: ${message}`)
  }

  #rolesOf(stage: string): string[] {
    return this.#state()
      .roles.filter((role) => role.stage === stage)
      .map(({ role }) => role)
  }

  #endLine(state: SessionState): string {
    const words = this.#words
    const { end } = state
    const done = [rolesText(words, state), ...usageParts(words, totalUsage(state))]
    const roles = done.join(words.text('separator'))
    if (end === null) return words.text('ended.running', { roles })
    const time = words.duration(end.atMs)
    switch (end.type) {
      case 'session.completed':
        return words.text('ended.completed', { time, roles })
      case 'session.cancelled':
        return words.text('ended.cancelled', {
          time,
          roles,
          reason: words.text(`cancelReason.${end.reason}`)
        })
      case 'session.failed':
        return words.text('ended.failed', { time, error: words.error(end.error) })
    }
  }
}
