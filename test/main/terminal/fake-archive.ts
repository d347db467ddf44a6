import type { SessionListing } from '../../../preload/contract/sessions'
import type { Journal } from '../../../main/engine/ports'
import { type AppError } from '../../../main/kernel/errors'
import type { OpenArchiveOptions, RoomArchive } from '../../../main/terminal/room-archive'

export const listingOf = (session: string, change: Partial<SessionListing> = {}) => ({
  session,
  subject: 'S&P 500',
  asOf: '2008-09-12',
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  language: 'en' as const,
  stance: 'hold' as const,
  terminal: { type: 'session.completed' as const, atMs: 1_234 },
  events: 31,
  ...change
})

export interface FakeArchive {
  opened: OpenArchiveOptions[]
  open: number
  queries: unknown[]
  openArchive: (options: OpenArchiveOptions) => Promise<RoomArchive>
}

/** Kept sessions; `locked` has a writer elsewhere, so that only a reader is let in. */
export const fakeArchive = (
  sessions: readonly SessionListing[],
  {
    journal = { read: async () => [] },
    ledger = { find: async () => [], records: async () => [], clear: async () => 0 },
    evidence = { get: async () => null },
    refusesWriter = null,
    notices = []
  }: {
    journal?: Pick<Journal, 'read'>
    ledger?: RoomArchive['ledger']
    evidence?: RoomArchive['evidence']
    refusesWriter?: AppError | null
    notices?: RoomArchive['notices']
  } = {}
): FakeArchive => {
  const fake: FakeArchive = {
    opened: [],
    open: 0,
    queries: [],
    openArchive: async (options) => {
      fake.opened.push(options)
      if (refusesWriter !== null && !options.readOnly) throw refusesWriter
      fake.open += 1
      return {
        archive: {
          list: async (query) => {
            fake.queries.push(query)
            return [...sessions]
          },
          find: async (id) => sessions.find(({ session }) => session === id) ?? null
        },
        journal,
        ledger,
        evidence,
        notices,
        close: async () => void (fake.open -= 1)
      }
    }
  }
  return fake
}
