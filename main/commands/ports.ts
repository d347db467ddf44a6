import type { ErrorShape } from '../../preload/contract/errors'
import type { Mandate } from '../../preload/contract/mandate'
import type { CancelReason, Language, Mode, SessionStatus } from '../../preload/contract/words'
import type { Principal, SessionFeed } from '../engine/feed'
import type { ReusedRole } from '../engine/session-plan'
import type { EvidenceSet } from '../evidence/evidence-set'

/** The part of the session registry that routes use. */
export interface SessionControl {
  feed(session: string): SessionFeed | null
  mayControl(principal: Principal, session: string): boolean
  mayRead(principal: Principal, session: string): boolean
  heldBy(principal: Principal): string | null
  watchedBy(principal: Principal): string | null
  watch(session: string, watcher: Principal): void
  openPast(session: string, watcher: Principal): Promise<void>
  leave(session: string, watcher: Principal): void
  readonly liveSessions: readonly string[]
  cancel(session: string, reason: CancelReason): Promise<SessionStatus>
  cancelRole(session: string, role: string): Promise<boolean>
  retryRole(session: string, role: string): boolean
  ended(session: string): Promise<unknown>
  pause(session: string, by: string): boolean
  resume(session: string, by: string): boolean
}

export interface RetryOf {
  session: string
  seed: number
  reused: readonly ReusedRole[]
}

/** A start request whose evidence was found and whose roles the playbook has. */
export interface CheckedRequest {
  subject: { name: string; sha256: string }
  evidence: EvidenceSet
  mode: Mode
  roles: string[]
  prompt: string
  marketContext: string
  language: Language
  mandate: Mandate | null
  /** The session of which a role is tried again, with what stands of it; absent for a new start. */
  retryOf?: RetryOf
}

/** Makes a plan of a checked request and starts it; its holder keeps it alive. */
export type StartSession = (request: CheckedRequest, holder: Principal) => { session: string }

/** The part of the stream server that routes use. */
export interface StreamTickets {
  issueTicket(principal: Principal): { url: string; ticket: string }
  lastRefusal(principal: Principal, ticket: string): ErrorShape | null
}

/** A case that comes with the program; null for an id that is none. */
export type ReadBundledCase = (id: string) => Promise<{ name: string; bytes: Uint8Array } | null>
