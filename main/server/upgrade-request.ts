import {
  streamPath,
  streamSubprotocol,
  ticketSubprotocolPrefix
} from '../../preload/contract/channels'

/** What of an HTTP upgrade the gate looks at. `rawHeaders`: name, value, name, value … */
export interface UpgradeRequest {
  method: string
  url: string
  rawHeaders: readonly string[]
}

/** All values of a header, in order; header names are compared without case. */
export const headerValues = (request: UpgradeRequest, name: string): string[] =>
  request.rawHeaders.filter(
    (_value, index) =>
      index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase()
  )

/** A header's value when it is there exactly once, else null. */
export const onlyHeader = (request: UpgradeRequest, name: string): string | null => {
  const values = headerValues(request, name)
  return values.length === 1 ? (values[0] ?? null) : null
}

const ticketEntry = /^[A-Za-z0-9_-]{43}$/

/** The ticket of an upgrade whose sub-protocols are exactly ours and one ticket, else null. */
export const ticketOf = (request: UpgradeRequest): string | null => {
  const entries = onlyHeader(request, 'sec-websocket-protocol')
    ?.split(',')
    .map((entry) => entry.trim())
  if (entries?.length !== 2 || entries[0] !== streamSubprotocol) return null
  const [, entry = ''] = entries
  if (!entry.startsWith(ticketSubprotocolPrefix)) return null
  const ticket = entry.slice(ticketSubprotocolPrefix.length)
  return ticketEntry.test(ticket) ? ticket : null
}

/** Whether the asker wants what was before; null when the address is not that of the stream. */
export const historyOf = (url: string): boolean | null => {
  if (url === streamPath || url === `${streamPath}?include_history=true`) return true
  return url === `${streamPath}?include_history=false` ? false : null
}
