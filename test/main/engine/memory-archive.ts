import { eventKinds } from '../../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { maximumListedSessions } from '../../../preload/contract/limits'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import type { SessionListing, SessionQuery } from '../../../preload/contract/sessions'
import type { EventDraft, SessionArchive } from '../../../main/engine/ports'
import { MemoryJournal } from '../../../main/storage/memory-journal'

export const everySession: SessionQuery = {
  text: '',
  stance: null,
  end: null,
  asOf: { from: null, to: null }
}

const listingOf = (session: string, events: readonly AnyEnvelope[]): SessionListing => {
  const state = reduceEvents(session, events)
  return {
    session,
    subject: state.subject?.name ?? '',
    asOf: state.asOf,
    startedAt: state.startedWallTime ?? 0,
    language: state.language,
    stance: state.summary?.stance ?? null,
    terminal: state.end,
    events: events.filter(({ type }) => eventKinds[type] !== 'delta').length
  }
}

/** A journal in memory that also finds its sessions again, by the rules of the port. */
export class MemoryArchive extends MemoryJournal implements SessionArchive {
  /** In the order of their start. */
  readonly #sessions = new Set<string>()
  readonly #removedAt = new Map<string, number>()

  override append(draft: EventDraft): ReturnType<MemoryJournal['append']> {
    const kept = super.append(draft)
    this.#sessions.add(draft.session)
    return kept
  }

  override async read(session: string, afterSeq: number): Promise<AnyEnvelope[]> {
    return this.#sessions.has(session) ? super.read(session, afterSeq) : []
  }

  async list(query: SessionQuery): Promise<SessionListing[]> {
    const listed: SessionListing[] = []
    for (const session of [...this.#sessions].reverse()) {
      const found = await this.find(session)
      if (found !== null && (await this.#matches(found, query))) listed.push(found)
    }
    return listed
      .sort((one, other) => other.startedAt - one.startedAt)
      .slice(0, maximumListedSessions)
  }

  async find(session: string): Promise<SessionListing | null> {
    if (!this.#sessions.has(session) || this.#removedAt.has(session)) return null
    return listingOf(session, await this.read(session, 0))
  }

  async remove(sessions: readonly string[], deletedAt: number): Promise<string[]> {
    const removed: string[] = []
    for (const session of sessions) {
      if (((await this.find(session))?.terminal ?? null) === null) continue
      this.#removedAt.set(session, deletedAt)
      removed.push(session)
    }
    return removed
  }

  async restore(sessions: readonly string[]): Promise<string[]> {
    return sessions.filter((session) => this.#removedAt.delete(session))
  }

  async purge(until: { removedUntil: number; startedBefore: number | null }): Promise<string[]> {
    const gone: string[] = []
    for (const session of [...this.#sessions]) {
      const { terminal, startedAt } = listingOf(session, await this.read(session, 0))
      const removedAt = this.#removedAt.get(session) ?? Infinity
      const old = terminal !== null && startedAt < (until.startedBefore ?? -Infinity)
      if (removedAt > until.removedUntil && !old) continue
      this.#sessions.delete(session)
      this.#removedAt.delete(session)
      gone.push(session)
    }
    return gone
  }

  async #matches(listing: SessionListing, { text, stance, end, asOf }: SessionQuery) {
    const { prompt } = reduceEvents(listing.session, await this.read(listing.session, 0))
    const { session, subject, terminal } = listing
    const words = text.toLowerCase().split(/\s+/)
    const where = [subject, prompt, session].join('\n').toLowerCase()
    const kind = terminal === null ? 'running' : terminal.type.slice('session.'.length)
    return (
      words.every((word) => where.includes(word)) &&
      (stance === null || listing.stance === stance) &&
      (end === null || kind === end) &&
      (asOf.from === null || (listing.asOf ?? '') >= asOf.from) &&
      (asOf.to === null || (listing.asOf !== null && listing.asOf <= asOf.to))
    )
  }
}
