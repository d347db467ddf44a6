import { reduceEvents } from '../../preload/contract/session-reducer'
import type { PreviousRun } from '../evidence/record/since-drafts'
import type { Journal, SessionArchive } from './ports'

/** Looks up what was said of a subject before; null when it was never looked at. */
export interface PastSessions {
  /** The completed session with the latest as-of date before `asOf`; of several the newest. */
  before(subject: string, asOf: string): Promise<PreviousRun | null>
}

interface PastSessionParts {
  archive: Pick<SessionArchive, 'list'>
  journal: Pick<Journal, 'read'>
}

/** The past sessions that an archive keeps. */
export const pastSessions = ({ archive, journal }: PastSessionParts): PastSessions => ({
  before: async (subject, asOf) => {
    const listed = await archive.list({
      text: subject,
      stance: null,
      end: 'completed',
      asOf: { from: null, to: asOf }
    })
    const [last] = listed
      .filter((each) => each.subject === subject && each.asOf !== null && each.asOf < asOf)
      .sort((one, other) => ((one.asOf ?? '') < (other.asOf ?? '') ? 1 : -1))
    if (last === undefined || last.asOf === null) return null
    const { facts, summary } = reduceEvents(last.session, await journal.read(last.session, 0))
    return { asOf: last.asOf, facts, stance: summary?.stance ?? null, p: summary?.p ?? null }
  }
})
