import { errorCodes } from '../../preload/contract/errors'
import type { InputReference } from '../../preload/contract/events'
import type { Principal, SessionFeed } from '../engine/feed'
import type { EvidenceStore } from '../evidence/evidence-store'
import type { EvidenceWorkers } from '../evidence/evidence-worker'
import { AppError } from '../kernel/errors'
import type { SessionControl } from './ports'
import type { RoutesOf } from './route'

export interface OutcomeRouteParts {
  sessions: SessionControl
  evidence: Pick<EvidenceStore, 'read'>
  workers: Pick<EvidenceWorkers, 'run'>
}

/** Revealing ends by itself; nobody calls it off. */
const uncancelled = new AbortController().signal

const notFound = (session: string): AppError =>
  new AppError(errorCodes.sessionNotFound, `There is no session ${session}.`, {
    parameters: { session }
  })

/** The feed of a session that the caller holds or watches, once the session has ended. */
const endedFeed = (
  { sessions }: OutcomeRouteParts,
  session: string,
  principal: Principal
): SessionFeed => {
  const feed = sessions.feed(session)
  if (feed === null) throw notFound(session)
  if (!sessions.mayRead(principal, session)) {
    throw new AppError(errorCodes.sessionForbidden, 'The session belongs to another window.', {
      parameters: { session }
    })
  }
  // While roles still write, nobody learns what came: not they, and not who steers them.
  if (feed.state().end === null) {
    throw new AppError(errorCodes.sessionRunning, `The session ${session} still runs.`, {
      parameters: { session }
    })
  }
  return feed
}

const bytesOf = async (
  { evidence }: OutcomeRouteParts,
  input: InputReference | undefined
): Promise<{ name: string; bytes: Uint8Array }> => {
  const item = input === undefined ? null : await evidence.read(input.sha256)
  if (input !== undefined && item !== null) return { name: input.name, bytes: item.bytes }
  throw new AppError(errorCodes.evidenceNotFound, 'The prices of the session are not kept.', {
    parameters: { file: input?.name ?? '' }
  })
}

/**
 * What came after the as-of date of a session that has ended. It is read from the session's own
 * price file and given to whoever asks; the session, its events and its evidence stay as they are.
 */
export const outcomeRoutes = (parts: OutcomeRouteParts): RoutesOf<'session.outcome'> => ({
  'session.outcome': async ({ session }, { principal }) => {
    const feed = endedFeed(parts, session, principal)
    const { epoch, inputs, facts, asOf, asOfAsked } = feed.state()
    const prices = await bytesOf(
      parts,
      inputs.find(({ kind }) => kind === 'prices')
    )
    const events = await feed.readAfter({ epoch, seq: 0 })
    if (events === null) throw notFound(session)
    const forecasts = events.flatMap((event) =>
      event.type === 'forecast.filed' ? [event.data] : []
    )
    const question = { ...prices, asOf: asOf ?? asOfAsked, facts, forecasts }
    return parts.workers.run('outcome', question, { signal: uncancelled })
  }
})
