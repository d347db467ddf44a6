import type { AnyEnvelope, Cursor } from '../../preload/contract/events'
import { reduceEvents } from '../../preload/contract/session-reducer'
import type { SessionState } from '../../preload/contract/session-state'
import { toDisposable, type Disposable } from '../kernel/disposables'
import type { SessionFeed } from './feed'
import type { Journal } from './ports'

/** A session that has ended, read from the journal: its state stands, nothing follows. */
export class PastFeed implements SessionFeed {
  readonly session: string
  readonly #journal: Journal
  readonly #state: SessionState

  private constructor(journal: Journal, state: SessionState) {
    this.session = state.session
    this.#journal = journal
    this.#state = state
  }

  /** Reduced from its events, nothing run again. */
  static async open(journal: Journal, session: string): Promise<PastFeed> {
    return new PastFeed(journal, reduceEvents(session, await journal.read(session, 0)))
  }

  state(): SessionState {
    return this.#state
  }

  onPublished(_handler: (event: AnyEnvelope) => void): Disposable {
    return toDisposable(() => undefined)
  }

  async readAfter({ epoch, seq }: Cursor): Promise<AnyEnvelope[] | null> {
    const state = this.#state
    if (epoch !== state.epoch || seq < 0 || seq > state.seq) return null
    const events = await this.#journal.read(this.session, seq)
    // It may have been deleted for good since it was opened; a gap is never passed off as an end.
    return events.length === state.seq - seq ? events : null
  }
}
