import type { AnyEnvelope, EventMap } from '../../preload/contract/events'
import type { SessionStatus } from '../../preload/contract/words'
import type { RegistryEvent } from '../engine/session-registry'
import type { Disposable } from '../kernel/disposables'
import type { Log, LogFields, LogWeight } from '../kernel/log'
import type { SessionNews } from './sources'

/** How much a role has written: all that a log may know of its text. */
interface Typed {
  deltas: number
  characters: number
}

const roleLevels: Readonly<Record<EventMap['role.completed']['status'], LogWeight>> = {
  ok: 'info',
  abstained: 'info',
  cancelled: 'info',
  timeout: 'warning',
  error: 'warning'
}

/**
 * The log's lines on sessions: `session`, `role`, `seq`, `state`, `code`, `ms`. They hold ids,
 * numbers and codes only. Names, questions, notes, texts and the words of errors stay out, since
 * any of them can hold what its owner would not want in a log.
 */
class SessionLogLines implements Disposable {
  readonly #log: Log
  readonly #typed = new Map<string, Map<string, Typed>>()
  readonly #listening: Disposable

  constructor(news: SessionNews, log: Log) {
    this.#log = log
    this.#listening = news.on((event) => this.#hear(event))
  }

  dispose(): void {
    this.#listening.dispose()
  }

  #hear(news: RegistryEvent): void {
    if (news.kind === 'published') return this.#published(news.event, news.state.status)
    const { session } = news
    if (news.kind === 'cancelled') {
      return this.#log.write('info', 'session.settled', { session, ms: Math.round(news.ms) })
    }
    this.#typed.delete(session)
    this.#log.write('debug', 'session.forgotten', { session })
  }

  #published(envelope: AnyEnvelope, state: SessionStatus): void {
    const { session, seq, atMs: ms } = envelope
    const write = (level: LogWeight, fields: LogFields): void =>
      this.#log.write(level, envelope.type, { session, seq, ...fields })
    switch (envelope.type) {
      case 'session.started':
        return write('info', { state })
      case 'session.paused':
      case 'session.resumed':
        return write('info', { state, ms })
      case 'session.completed':
        return this.#ended(session, () => write('info', { state, code: null, ms }))
      case 'session.cancelled':
        return this.#ended(session, () => write('info', { state, code: envelope.data.reason, ms }))
      case 'session.failed':
        return this.#ended(session, () =>
          write('error', { state, code: envelope.data.error.code, ms })
        )
      case 'stage.completed':
        return write('debug', { stage: envelope.data.stage, ms })
      case 'stage.failed':
        return write('warning', { stage: envelope.data.stage, code: envelope.data.error.code, ms })
      case 'role.started':
        return this.#roleStarted(write, session, envelope.data)
      case 'role.delta':
        return this.#roleWrote(session, envelope.data)
      case 'role.completed':
        return this.#roleCompleted(write, session, envelope.data)
      default:
        // The rest is content: facts, forecasts, the summary, messages.
        return
    }
  }

  #ended(session: string, write: () => void): void {
    this.#typed.delete(session)
    write()
  }

  #roleStarted(
    write: (level: LogWeight, fields: LogFields) => void,
    session: string,
    { role, attempt, analyst }: EventMap['role.started']
  ): void {
    const roles = this.#typed.get(session) ?? new Map<string, Typed>()
    this.#typed.set(session, roles.set(role, { deltas: 0, characters: 0 }))
    write('info', { role, state: 'running', attempt, analyst })
  }

  #roleWrote(session: string, { role, text }: EventMap['role.delta']): void {
    const typed = this.#typed.get(session)?.get(role)
    if (typed === undefined) return
    typed.deltas += 1
    typed.characters += text.length
  }

  #roleCompleted(
    write: (level: LogWeight, fields: LogFields) => void,
    session: string,
    { role, attempt, status, reason, firstTokenMs, totalMs }: EventMap['role.completed']
  ): void {
    const code = reason?.code ?? null
    const times = { firstTokenMs, ms: totalMs }
    write(roleLevels[status], { role, state: status, attempt, code, ...times })
    const typed = this.#typed.get(session)?.get(role)
    if (typed !== undefined) this.#log.write('debug', 'role.wrote', { session, role, ...typed })
  }
}

/** Writes what happens to sessions to the log, until it is disposed. */
export const logSessions = (news: SessionNews, log: Log): Disposable =>
  new SessionLogLines(news, log)
