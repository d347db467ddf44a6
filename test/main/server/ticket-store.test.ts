import { describe, expect, test } from 'vitest'
import {
  maximumTicketsPerPrincipal,
  refusalMemoryMs,
  ticketLifeMs
} from '../../../preload/contract/limits'
import { TicketStore } from '../../../main/server/ticket-store'
import { FakeClock } from '../../support/fake-clock'

const setUp = (): { clock: FakeClock; store: TicketStore } => {
  const clock = new FakeClock()
  return { clock, store: new TicketStore(clock) }
}

describe('a ticket', () => {
  test('is 256 random bits and says nothing of its window', () => {
    const { store } = setUp()
    const tickets = new Set(Array.from({ length: 1_000 }, () => store.issue('window:1')))
    expect(tickets.size).toBe(1_000)
    for (const ticket of tickets) expect(ticket).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  test('is good once, for the window it was made for', () => {
    const { store } = setUp()
    const [first, second] = [store.issue('window:1'), store.issue('window:2')]
    expect(store.redeem(second)).toEqual({ ok: true, principal: 'window:2' })
    expect(store.redeem(first)).toEqual({ ok: true, principal: 'window:1' })
    expect(store.redeem(first)).toEqual({ ok: false, reason: 'ticket-used' })
  })

  test('is good until its time is over, whatever the wall clock does', () => {
    const { clock, store } = setUp()
    const [early, late] = [store.issue('window:1'), store.issue('window:1')]
    clock.jumpWall(3_600_000)
    clock.advance(ticketLifeMs - 1)
    expect(store.redeem(early).ok).toBe(true)
    clock.advance(1)
    expect(store.redeem(late)).toEqual({ ok: false, reason: 'ticket-expired' })
  })

  test.each(['', 'x', 'A'.repeat(43), 'é'.repeat(43), 'A'.repeat(10_000)])(
    'is not any other text: %.12s',
    (text) => {
      const { store } = setUp()
      store.issue('window:1')
      expect(store.redeem(text)).toEqual({ ok: false, reason: 'ticket-unknown' })
    }
  )

  test('differs from one whose last character decodes to the same bytes', () => {
    const { store } = setUp()
    const ticket = store.issue('window:1')
    const bytes = Buffer.from(ticket, 'base64url')
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const twins = [...alphabet]
      .map((last) => `${ticket.slice(0, 42)}${last}`)
      .filter((text) => text !== ticket && Buffer.from(text, 'base64url').equals(bytes))
    expect(twins).toHaveLength(3)
    for (const twin of twins) expect(store.redeem(twin).ok).toBe(false)
    expect(store.redeem(ticket).ok).toBe(true)
  })

  test('that was shown in a refused upgrade is spent, and its owner alone is told why', () => {
    const { store } = setUp()
    const ticket = store.issue('window:1')
    expect(store.lastRefusal('window:1', ticket)).toBeNull()
    store.noteRefusal(ticket, 'origin')
    expect(store.lastRefusal('window:1', ticket)).toBe('origin')
    expect(store.lastRefusal('window:2', ticket)).toBeNull()
    expect(store.redeem(ticket)).toEqual({ ok: false, reason: 'ticket-used' })
  })
})

describe('the store', () => {
  test('keeps a few tickets a window and takes none of another window for it', () => {
    const { store } = setUp()
    const kept = store.issue('window:2')
    for (let count = 0; count < 1_000; count += 1) store.issue('window:1')
    expect(store.size).toBe(maximumTicketsPerPrincipal + 1)
    expect(store.redeem(kept).ok).toBe(true)
  })

  test('forgets every ticket in time and leaves no timer', () => {
    const { clock, store } = setUp()
    for (let window = 0; window < 100; window += 1) store.issue(`window:${window}`)
    expect(store.size).toBe(100)
    clock.advance(ticketLifeMs + refusalMemoryMs)
    expect(store.size).toBe(0)
    expect(clock.pendingTimers).toBe(0)
  })

  test('voids the tickets of a window that is gone', () => {
    const { clock, store } = setUp()
    const ticket = store.issue('window:1')
    const other = store.issue('window:2')
    store.drop('window:1')
    expect(store.redeem(ticket)).toEqual({ ok: false, reason: 'ticket-unknown' })
    expect(store.redeem(other).ok).toBe(true)
    store.dispose()
    expect(store.redeem(store.issue('window:1')).ok).toBe(false)
    expect(store.size).toBe(0)
    expect(clock.pendingTimers).toBe(0)
  })
})
