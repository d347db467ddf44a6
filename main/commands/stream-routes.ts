import { errorCodes } from '../../preload/contract/errors'
import { AppError } from '../kernel/errors'
import type { StreamTickets } from './ports'
import type { RoutesOf } from './route'

/** Tickets for the event socket, bound to the caller. A terminal has no stream: null. */
export const streamRoutes = (
  stream: StreamTickets | null
): RoutesOf<'stream.ticket' | 'stream.lastRefusal'> => ({
  'stream.ticket': (_input, { principal }) => {
    if (stream === null) throw new AppError(errorCodes.streamRefused, 'there is no event socket')
    return stream.issueTicket(principal)
  },
  'stream.lastRefusal': ({ ticket }, { principal }) => ({
    refusal: stream?.lastRefusal(principal, ticket) ?? null
  })
})
