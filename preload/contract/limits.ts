/** Numbers with a meaning that both sides share. Units are in the names. */
export const protocolVersion = 1

export const ticketLifeMs = 10_000
export const ticketBytes = 32
/** Tickets of one window that are remembered at a time, so that a refusal can be told. */
export const maximumTicketsPerPrincipal = 8
export const refusalMemoryMs = 60_000
export const helloTimeoutMs = 3_000
export const serverPingEveryMs = 5_000
export const clientPingEveryMs = 30_000
export const missedPongsUntilGone = 2
export const inboundMessagesPerSecond = 50
export const maximumConnections = 8
export const maximumInboundBytes = 64 * 1024
export const outboxLimitBytes = 1024 * 1024
/** Bytes handed to the socket before the rest waits in the outbox. */
export const socketHighWaterBytes = 64 * 1024
/** How long the closing handshake may take before the socket is destroyed. */
export const closingLimitMs = 1_000
export const frameEveryMs = 8
/** A change goes to who monitors at once, the ones after it together after this. */
export const monitorEveryMs = 250
/** Notices that are kept for connections to come. */
export const maximumNotices = 20

export const reconnectBaseMs = 1_000
export const reconnectCapMs = 10_000
export const reconnectAttempts = 5
export const connectTimeoutMs = 4_000
/** Recoveries of one session without a readable frame in between before the client gives up. */
export const recoveriesUntilError = 3

/** A century of days in ten columns takes under 4 MB. Read whole, so that it fits 300 MB of memory. */
export const maximumPriceFileBytes = 16 * 1024 * 1024
export const maximumNoteBytes = 2 * 1024 * 1024
export const maximumFundamentalsBytes = 1024 * 1024
export const maximumPromptCharacters = 8_000

export const defaultPaceCharactersPerSecond = 600
export const scoutLimitMs = 8_000
export const roleLimitMs = 15_000
/** Of a role that a model may answer: until its first text, and in all. */
export const modelLimits = {
  scout: { firstTextMs: 8_000, totalMs: 15_000 },
  other: { firstTextMs: 20_000, totalMs: 90_000 }
} as const
export const minimumRoleLimitMs = 100
export const maximumRoleLimitMs = 600_000
export const maximumPaceCharactersPerSecond = 100_000

/** A profile's numbers, and what is typed for it. */
export const maximumProviders = 32
export const maximumKeyCharacters = 4_096
export const maximumPricePerMillion = 10_000
export const minimumContextTokens = 512
export const maximumContextTokens = 100_000_000
export const minimumOutputTokens = 16
export const maximumOutputTokens = 1_000_000
export const maximumConcurrentCalls = 64
export const maximumBudgetTokens = 1_000_000_000
export const maximumBudgetUsd = 1_000_000
export const maximumBudgetSeconds = 86_400
export const maximumMarketContextCharacters = 4_000

export const windowMinimumWidthPx = 1_100
export const windowMinimumHeightPx = 700

/** How long a deleted session can be had back. */
export const undoDeleteMs = 15_000
export const maximumListedSessions = 1_000
export const maximumRetentionDays = 3_650
export const maximumDisconnectAlarmPerMinute = 1_000
export const defaultDisconnectAlarmPerMinute = 10
/** Uncommitted typing: events and milliseconds after which it is written to disk. */
export const journalBatchEvents = 64
export const journalBatchMs = 50
/** Of a mandate: money in the prices' own currency, and shares of equity. */
export const maximumAmount = 1e15
export const minimumRiskShare = 0.0001
export const maximumRiskShare = 1
export const maximumLot = 1_000_000
