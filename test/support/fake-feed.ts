import type { AnyEnvelope, Cursor, EventMap, EventType } from '../../preload/contract/events'
import { emptySessionState } from '../../preload/contract/session-initial'
import { reduceSession } from '../../preload/contract/session-reducer'
import type { SessionState } from '../../preload/contract/session-state'
import type { FeedSource, Principal, SessionFeed } from '../../main/engine/feed'
import type { Disposable } from '../../main/kernel/disposables'
import { Emitter } from '../../main/kernel/emitter'

export const fakeRoles = ['scout', 'quant', 'bull'] as const

export const startedData: EventMap['session.started'] = {
  appVersion: '0.1.0',
  playbook: { id: 'equity', version: '1', sha256: 'a'.repeat(64) },
  subject: { id: 'SP500', name: 'S&P 500' },
  inputs: [],
  asOfAsked: null,
  prompt: '',
  settings: { mode: 'god', roles: [], paceCharactersPerSecond: 0, roleLimitsMs: {} },
  language: 'en',
  seed: 1,
  parent: null,
  stages: [
    {
      id: 'reconnaissance',
      label: 'Reconnaissance',
      lanes: fakeRoles.map((role) => ({ id: role, kind: 'role', label: role }))
    }
  ]
}

export const roleStartedData = (role: string, attempt = 1): EventMap['role.started'] => ({
  role,
  attempt,
  label: role,
  stage: 'reconnaissance',
  analyst: 'desk',
  provider: null,
  model: null
})

export const roleCompletedData = (role: string): EventMap['role.completed'] => ({
  role,
  attempt: 1,
  status: 'ok',
  firstTokenMs: 1,
  totalMs: 9,
  usage: null,
  stance: 'buy',
  confidence: 0.6,
  p: 0.6,
  claims: [],
  findings: [],
  levels: [],
  reason: null
})

/** A session without an engine: a test publishes by hand, the real reducer makes the state. */
export class FakeFeed implements SessionFeed {
  readonly session: string
  readonly events: AnyEnvelope[] = []
  readonly #published = new Emitter<AnyEnvelope>()
  #state: SessionState
  #epoch = 1
  #atMs = 0
  /** How a read is delayed; the journal of the real thing is asynchronous. */
  beforeRead: () => Promise<void> = () => Promise.resolve()
  /** While true, listeners are told nothing: they run behind the state until `catchUp`. */
  lagging = false
  #behind: AnyEnvelope[] = []
  /** Told of each event besides the listeners. */
  afterEach: (event: AnyEnvelope) => void = () => undefined
  /** Cursors before this one cannot be served any more. */
  oldestSeq = 0

  constructor(session: string) {
    this.session = session
    this.#state = emptySessionState(session)
  }

  get listeners(): number {
    return this.#published.size
  }

  state(): SessionState {
    return this.#state
  }

  onPublished(handler: (event: AnyEnvelope) => void): Disposable {
    return this.#published.on(handler)
  }

  async readAfter(cursor: Cursor): Promise<AnyEnvelope[] | null> {
    await this.beforeRead()
    if (cursor.epoch !== this.#epoch || cursor.seq < this.oldestSeq) return null
    return this.events.filter((event) => event.seq > cursor.seq)
  }

  publish<T extends EventType>(type: T, data: EventMap[T]): AnyEnvelope {
    this.#atMs += 3
    const event = {
      v: 1,
      session: this.session,
      epoch: this.#epoch,
      seq: this.#state.seq + 1,
      atMs: this.#atMs,
      wallTime: 1_700_000_000_000 + this.#atMs,
      type,
      data
    } as AnyEnvelope
    this.events.push(event)
    this.#state = reduceSession(this.#state, event)
    this.#behind.push(event)
    if (!this.lagging) this.catchUp()
    this.afterEach(event)
    return event
  }

  catchUp(): void {
    this.lagging = false
    const events = this.#behind
    this.#behind = []
    for (const event of events) this.#published.emit(event)
  }

  /** Adds to a role's text where it ends. */
  write(role: string, text: string): AnyEnvelope {
    const offset = this.textOf(role).length
    return this.publish('role.delta', { role, attempt: 1, offset, kind: 'answer', text })
  }

  textOf(role: string): string {
    return this.#state.roles.find((each) => each.role === role)?.text ?? ''
  }

  /** The session and its roles begin. */
  begin(): this {
    this.publish('session.started', startedData)
    this.publish('stage.started', { stage: 'reconnaissance' })
    for (const role of fakeRoles) this.publish('role.started', roleStartedData(role))
    return this
  }

  /** As after an unclean reopening: cursors of the old epoch are void. */
  reopen(): void {
    this.#epoch += 1
    this.#state = { ...this.#state, epoch: this.#epoch }
  }
}

/** Sessions and who may read them. */
export class FakeFeeds implements FeedSource {
  readonly #feeds = new Map<string, FakeFeed>()
  readonly #readers = new Map<string, Set<Principal>>()
  readonly #changed = new Emitter<void>()
  /** Questions asked, so that a test can tell that nothing else was done. */
  readonly asked: string[] = []
  /** How often all sessions were looked at. */
  looks = 0

  add(session: string, ...readers: Principal[]): FakeFeed {
    const feed = new FakeFeed(session)
    this.#feeds.set(session, feed)
    feed.afterEach = ({ type }) => void (type === 'role.delta' || this.change())
    this.#readers.set(session, new Set(readers))
    return feed
  }

  get changeListeners(): number {
    return this.#changed.size
  }

  monitored(): readonly SessionState[] {
    this.looks += 1
    return [...this.#feeds.values()].map((feed) => feed.state())
  }

  onChanged(handler: () => void): Disposable {
    return this.#changed.on(handler)
  }

  /** Tells that `monitored` may have another answer. */
  change(): void {
    this.#changed.emit()
  }

  feed(session: string): SessionFeed | null {
    this.asked.push(session)
    return this.#feeds.get(session) ?? null
  }

  mayRead(principal: Principal, session: string): boolean {
    return this.#readers.get(session)?.has(principal) ?? false
  }
}
