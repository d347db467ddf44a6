import { appOrigin, windowHeader } from '../../preload/contract/channels'
import type { Principal } from '../engine/feed'
import type { RefusalReason } from './refusals'
import type { Redemption } from './ticket-store'
import {
  headerValues,
  historyOf,
  onlyHeader,
  ticketOf,
  type UpgradeRequest
} from './upgrade-request'

export interface GateRule {
  reason: RefusalReason
  holds(request: UpgradeRequest, port: number): boolean
}

const websocketKey = /^[+/0-9A-Za-z]{22}==$/

const isHandshake = (request: UpgradeRequest): boolean =>
  onlyHeader(request, 'upgrade')?.toLowerCase() === 'websocket' &&
  onlyHeader(request, 'sec-websocket-version') === '13' &&
  websocketKey.test(onlyHeader(request, 'sec-websocket-key') ?? '')

/** What a request must be before its ticket is looked at; the first that fails is the reason. */
export const gateRules: readonly GateRule[] = [
  { reason: 'method', holds: (request) => request.method === 'GET' },
  { reason: 'path', holds: (request) => historyOf(request.url) !== null },
  {
    reason: 'host',
    holds: (request, port) => onlyHeader(request, 'host') === `127.0.0.1:${port}`
  },
  { reason: 'origin', holds: (request) => onlyHeader(request, 'origin') === appOrigin },
  { reason: 'handshake', holds: isHandshake },
  { reason: 'protocols', holds: (request) => ticketOf(request) !== null }
]

export interface GateContext {
  port: number
  redeem(ticket: string): Redemption
  /** Whether the shell marks every upgrade of a page with its window. */
  windowRequired: boolean
}

export type GateVerdict =
  | { ok: true; principal: Principal; includeHistory: boolean }
  | { ok: false; reason: RefusalReason; ticket: string | null }

const windowHolds = (
  request: UpgradeRequest,
  principal: Principal,
  { windowRequired }: GateContext
): boolean => {
  const marks = headerValues(request, windowHeader)
  return marks.length === 0 ? !windowRequired : marks.length === 1 && marks[0] === principal
}

/**
 * Whether a request may become a connection, and whose. All of it is decided before the 101. The
 * ticket is redeemed only when every rule holds; `rules` is there so that a test can take one away
 * and watch what it kept out.
 */
export const checkUpgrade = (
  request: UpgradeRequest,
  context: GateContext,
  rules: readonly GateRule[] = gateRules
): GateVerdict => {
  const ticket = ticketOf(request)
  const broken = rules.find((rule) => !rule.holds(request, context.port))
  if (broken !== undefined) return { ok: false, reason: broken.reason, ticket }
  const redemption = context.redeem(ticket ?? '')
  if (!redemption.ok) return { ok: false, reason: redemption.reason, ticket }
  const { principal } = redemption
  return windowHolds(request, principal, context)
    ? { ok: true, principal, includeHistory: historyOf(request.url) ?? true }
    : { ok: false, reason: 'window', ticket }
}
