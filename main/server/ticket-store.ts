import { randomBytes, timingSafeEqual } from 'node:crypto'
import {
  maximumTicketsPerPrincipal,
  refusalMemoryMs,
  ticketBytes,
  ticketLifeMs
} from '../../preload/contract/limits'
import type { Principal } from '../engine/feed'
import type { Clock } from '../kernel/clock'
import type { Disposable } from '../kernel/disposables'
import type { RefusalReason } from './refusals'

interface Ticket {
  principal: Principal
  bytes: Buffer
  dueMs: number
  fate: 'live' | 'used'
  refusal: RefusalReason | null
  timer: Disposable
}

export type Redemption =
  | { ok: true; principal: Principal }
  | { ok: false; reason: 'ticket-unknown' | 'ticket-used' | 'ticket-expired' }

/**
 * Tickets for the event socket: 256 random bits, good once, for 10 s, for one window. Spent ones
 * are remembered for a minute so that their owner can be told why they were refused; a window has
 * at most 8 of both kinds, then its oldest is forgotten.
 */
export class TicketStore implements Disposable {
  readonly #clock: Clock
  readonly #tickets = new Map<Principal, Ticket[]>()
  #disposed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How many are kept, spent ones included. */
  get size(): number {
    return [...this.#tickets.values()].reduce((sum, tickets) => sum + tickets.length, 0)
  }

  /** 43 characters of base64url. After the end it is good for nothing. */
  issue(principal: Principal): string {
    const text = randomBytes(ticketBytes).toString('base64url')
    if (this.#disposed) return text
    const ticket: Ticket = {
      principal,
      bytes: Buffer.from(text),
      dueMs: this.#clock.nowMs() + ticketLifeMs,
      fate: 'live',
      refusal: null,
      timer: this.#clock.after(ticketLifeMs + refusalMemoryMs, () => this.#forget(ticket))
    }
    const own = this.#tickets.get(principal) ?? []
    this.#tickets.set(principal, own)
    own.push(ticket)
    const [oldest] = own
    if (own.length > maximumTicketsPerPrincipal && oldest !== undefined) this.#forget(oldest)
    return text
  }

  /** Spends a ticket. */
  redeem(text: string): Redemption {
    const ticket = this.#find(text)
    if (ticket === null) return { ok: false, reason: 'ticket-unknown' }
    const { fate, principal } = ticket
    ticket.fate = 'used'
    if (fate === 'used') return { ok: false, reason: 'ticket-used' }
    const late = this.#clock.nowMs() >= ticket.dueMs
    return late ? { ok: false, reason: 'ticket-expired' } : { ok: true, principal }
  }

  /** A ticket seen in a refused upgrade is spent, whoever showed it. */
  noteRefusal(text: string, reason: RefusalReason): void {
    const ticket = this.#find(text)
    if (ticket === null) return
    ticket.fate = 'used'
    ticket.refusal = reason
  }

  /** Why the upgrade with this ticket was refused; null when it was not, or is not theirs to ask. */
  lastRefusal(principal: Principal, text: string): RefusalReason | null {
    const ticket = this.#find(text)
    return ticket?.principal === principal ? ticket.refusal : null
  }

  drop(principal: Principal): void {
    for (const ticket of [...(this.#tickets.get(principal) ?? [])]) this.#forget(ticket)
  }

  dispose(): void {
    this.#disposed = true
    for (const principal of [...this.#tickets.keys()]) this.drop(principal)
  }

  /** Looks at every ticket in constant time each, so that timing tells nothing of any. */
  #find(text: string): Ticket | null {
    const asked = Buffer.from(text)
    let found: Ticket | null = null
    for (const tickets of this.#tickets.values()) {
      for (const ticket of tickets) {
        const same = asked.length === ticket.bytes.length && timingSafeEqual(asked, ticket.bytes)
        if (same) found = ticket
      }
    }
    return found
  }

  #forget(ticket: Ticket): void {
    ticket.timer.dispose()
    const rest = (this.#tickets.get(ticket.principal) ?? []).filter((each) => each !== ticket)
    if (rest.length > 0) this.#tickets.set(ticket.principal, rest)
    else this.#tickets.delete(ticket.principal)
  }
}
