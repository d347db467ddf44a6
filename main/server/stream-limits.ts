import * as limits from '../../preload/contract/limits'

/** What a connection may use. Milliseconds, bytes and counts as the names say. */
export interface StreamLimits {
  helloTimeoutMs: number
  serverPingEveryMs: number
  missedPongsUntilGone: number
  inboundMessagesPerSecond: number
  maximumConnections: number
  maximumInboundBytes: number
  outboxLimitBytes: number
  socketHighWaterBytes: number
  closingLimitMs: number
  frameEveryMs: number
  monitorEveryMs: number
}

export const defaultStreamLimits: StreamLimits = {
  helloTimeoutMs: limits.helloTimeoutMs,
  serverPingEveryMs: limits.serverPingEveryMs,
  missedPongsUntilGone: limits.missedPongsUntilGone,
  inboundMessagesPerSecond: limits.inboundMessagesPerSecond,
  maximumConnections: limits.maximumConnections,
  maximumInboundBytes: limits.maximumInboundBytes,
  outboxLimitBytes: limits.outboxLimitBytes,
  socketHighWaterBytes: limits.socketHighWaterBytes,
  closingLimitMs: limits.closingLimitMs,
  frameEveryMs: limits.frameEveryMs,
  monitorEveryMs: limits.monitorEveryMs
}
