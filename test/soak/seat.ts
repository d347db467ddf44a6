import { sleepMs } from '../support/bench-clock'
import { openPageOn, type PageClient, type RoomProgram } from '../bench/room-run'

export interface SeatParts {
  program: RoomProgram
  client: PageClient
  /** Numbers in [0, 1). */
  random: () => number
  /** A name that no window had before. */
  nextPrincipal: () => string
  counts: { sessions: number; connects: number }
}

const tokenEveryMs = 10
const leastTokens = 500
const mostTokens = 2_000
/** Of the sessions whose window closes on them before they end. */
const leavingShare = 0.3
const visitMs = { least: 1_500, most: 6_000 }
const gapMs = { least: 200, most: 1_200 }

/** One window after another: each starts a room, comes and goes while it types, and closes. */
export class Seat {
  readonly #parts: SeatParts
  #stopped = false

  constructor(parts: SeatParts) {
    this.#parts = parts
  }

  /** Resolves after `stop`, when its last window has closed. */
  async run(): Promise<void> {
    while (!this.#stopped) await this.#runWindow(this.#parts.nextPrincipal())
  }

  stop(): void {
    this.#stopped = true
  }

  async #runWindow(principal: string): Promise<void> {
    const { program, random, counts } = this.#parts
    const tokens = Math.round(this.#between({ least: leastTokens, most: mostTokens }))
    const role = { tokens, everyMs: tokenEveryMs, seed: counts.sessions }
    counts.sessions += 1
    const session = await program.call('start', { principal, role })
    const leavesAt = performance.now() + tokens * tokenEveryMs * random()
    const leaves = random() < leavingShare
    let ended = false
    const end = program.call('ended', session).then(() => (ended = true))
    while (!ended && !this.#stopped && !(leaves && performance.now() > leavesAt)) {
      await this.#visit({ principal, session }, end)
    }
    await program.call('leave', principal)
    await end
  }

  /** The page connects, follows for a while and is gone again. */
  async #visit(who: { principal: string; session: string }, end: Promise<unknown>): Promise<void> {
    const { program, client, counts } = this.#parts
    counts.connects += 1
    await openPageOn(program, client, who)
    await Promise.race([sleepMs(this.#between(visitMs)), end])
    await client.call('disconnect', who.principal)
    await sleepMs(this.#between(gapMs))
  }

  #between({ least, most }: { least: number; most: number }): number {
    return least + (most - least) * this.#parts.random()
  }
}
