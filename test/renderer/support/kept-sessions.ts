import type { SessionEnd } from '../../../preload/contract/session-state'
import type { SessionListing, SessionQuery } from '../../../preload/contract/sessions'
import type { FakeBridge } from './fake-bridge'

const completed: SessionEnd = { type: 'session.completed', atMs: 4_000 }

/** A kept session with plain defaults. */
export const listing = (session: string, change: Partial<SessionListing> = {}): SessionListing => ({
  ...{ session, subject: 'S&P 500', asOf: '2008-09-12', startedAt: 1_760_000_000_000 },
  ...{ language: 'en', stance: 'sell', terminal: completed, events: 68 },
  ...change
})

/** Four sessions, the newest first: one that runs, and one of each end. */
export const fourSessions = (): SessionListing[] => [
  listing('live', {
    subject: 'Nikkei 225',
    asOf: null,
    stance: null,
    terminal: null,
    events: 1_204
  }),
  listing('done'),
  listing('stopped', {
    ...{ subject: 'Copper', stance: null },
    terminal: { type: 'session.cancelled', atMs: 900, reason: 'user' }
  }),
  listing('broken', {
    ...{ subject: 'Wheat', stance: null },
    terminal: {
      type: 'session.failed',
      atMs: 900,
      error: { code: 'engine.interrupted', message: '', retryable: false }
    }
  })
]

/** Main's side of the sessions view, with the filters that the tests ask for. */
export class KeptSessions {
  readonly queries: SessionQuery[] = []
  listings: SessionListing[]
  readonly #removed = new Map<string, SessionListing>()

  constructor(bridge: FakeBridge, listings: SessionListing[] = fourSessions()) {
    this.listings = listings
    bridge.on('session.list', (query) => {
      this.queries.push(query)
      const text = query.text.toLowerCase()
      return this.listings.filter((each) => each.subject.toLowerCase().includes(text))
    })
    bridge.on('session.delete', ({ sessions }) => {
      for (const each of this.listings.filter(({ session }) => sessions.includes(session))) {
        this.#removed.set(each.session, each)
      }
      this.listings = this.listings.filter(({ session }) => !sessions.includes(session))
      return { sessions }
    })
    bridge.on('session.restore', ({ sessions }) => {
      const back = sessions.flatMap((session) => this.#removed.get(session) ?? [])
      this.listings = [...this.listings, ...back]
      return { sessions: back.map(({ session }) => session) }
    })
  }
}
