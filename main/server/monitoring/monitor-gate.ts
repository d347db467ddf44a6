import { timingSafeEqual } from 'node:crypto'
import { headerValues, onlyHeader, type UpgradeRequest } from '../upgrade-request'

export interface MonitorContext {
  port: number
  token: string
}

export interface MonitorRule {
  status: 401 | 403 | 405
  holds(request: UpgradeRequest, context: MonitorContext): boolean
}

const bearer = /^Bearer ([A-Za-z0-9_-]{43})$/i

const tokenHolds = (request: UpgradeRequest, { token }: MonitorContext): boolean => {
  const [, shown = ''] = bearer.exec(onlyHeader(request, 'authorization') ?? '') ?? []
  const [one, other] = [Buffer.from(shown), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/**
 * What a request must be before it is answered; the first that fails is the status. A page names its
 * origin, or reaches this port under a name that it made up; neither is a monitor.
 */
export const monitorRules: readonly MonitorRule[] = [
  {
    status: 403,
    holds: (request, { port }) => onlyHeader(request, 'host') === `127.0.0.1:${port}`
  },
  { status: 403, holds: (request) => headerValues(request, 'origin').length === 0 },
  { status: 405, holds: (request) => request.method === 'GET' },
  { status: 401, holds: tokenHolds }
]

/**
 * The status with which a request is refused, or null when it may be answered. `rules` is there so
 * that a test can take one away and watch what it kept out.
 */
export const checkMonitorRequest = (
  request: UpgradeRequest,
  context: MonitorContext,
  rules: readonly MonitorRule[] = monitorRules
): MonitorRule['status'] | null =>
  rules.find((rule) => !rule.holds(request, context))?.status ?? null
