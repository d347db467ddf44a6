import { closeSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyEnvelope } from '../../preload/contract/events'
import type { Storage } from '../../main/storage/storage'
import type { JournalBuild } from './journal-build'
import { lostOf, wrongIn } from './journal-checker'
import { dataFolder, withStorage } from './journal-folder'
import { everySession } from './journal-keep'
import { JournalProcess, type Seen } from './journal-process'
import { scriptOf } from './journal-script'

const sessionsAtOnce = 2
const roundsPerFolder = 10

interface Killed {
  sessions: { session: string; seed: number }[]
  seen: Seen[]
}

const isCorrupt = (error: unknown): boolean =>
  (error as { code?: string }).code === 'storage.corrupt'

/** Changes one bit of the byte at `at`. */
const flipBit = (file: string, at: number, bit: number): void => {
  const handle = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  readSync(handle, byte, 0, 1, at)
  byte[0] = (byte[0] ?? 0) ^ (1 << bit)
  writeSync(handle, byte, 0, 1, at)
  closeSync(handle)
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/**
 * Rounds of a program that writes sessions, is killed at a moment that `random` tells, and has its
 * folder opened again. Each gives what was wrong after it; nothing, when every promise was held.
 */
export class CrashRounds {
  readonly #build: JournalBuild
  readonly #random: () => number
  #data = dataFolder()
  #round = 0
  /** Every session written into the present folder: its seed. */
  #written = new Map<string, number>()
  /** What was done to the files, for a message when something is wrong after it. */
  damage = ''
  /** Events that clients saw before the kills, and the most that one session then lacked. */
  shown = 0
  lostTyping = 0
  /** Damaged files that were found so at the start, and those found when a session was read. */
  salvaged = 0
  late = 0

  constructor(build: JournalBuild, random: () => number) {
    this.#build = build
    this.#random = random
  }

  end(): void {
    this.#data.remove()
  }

  /** A crash: all that a client saw must be there, and in each session only what was written. */
  async killAndReopen(): Promise<string[]> {
    if (this.#round % roundsPerFolder === 0) this.#newFolder()
    const { sessions, seen } = await this.#writeAndKill()
    return this.#use(async (storage) => {
      const wrong = storage.notices.map(({ error }) => `notice: ${error.code}`)
      for (const { session } of sessions) {
        const events = await storage.journal.read(session, 0)
        const shown = seen.filter((each) => each.session === session)
        wrong.push(...this.#check(session, events, shown))
      }
      for (const session of this.#written.keys()) {
        wrong.push(...this.#check(session, await storage.journal.read(session, 0), []))
      }
      return wrong
    })
  }

  /** A crash and then damage: it opens, and nothing is there that was not written. */
  async killAndDamage(): Promise<string[]> {
    this.#newFolder()
    // A crash leaves most in the log; after an orderly end the database itself holds it.
    if (this.#random() < 0.7) {
      await this.#writeAndKill()
      await this.#use(() => Promise.resolve())
    }
    await this.#writeAndKill()
    this.#damageFiles()
    const first = await this.#use((storage) => this.#readAll(storage))
    if (first !== null) return first
    // Damage that showed when it was read: the next start has put it right.
    this.late += 1
    const second = await this.#use((storage) => this.#readAll(storage))
    return second ?? [`${this.damage}: damaged after the salvage too`]
  }

  #newFolder(): void {
    this.#data.remove()
    this.#data = dataFolder()
    this.#written = new Map()
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  async #writeAndKill(): Promise<Killed> {
    this.#round += 1
    const sessions = Array.from({ length: sessionsAtOnce }, (_, index) => ({
      session: `r${this.#round}s${index}`,
      seed: this.#below(1_000_000),
      typing: 60 + this.#below(400)
    }))
    const { folder } = this.#data
    const { workerFile, childFile } = this.#build
    const child = new JournalProcess(childFile, { folder, workerFile, sessions })
    // By what it has said or by time: both fall anywhere into its writing.
    await child.said(1 + this.#below(300))
    if (this.#random() < 0.5) await new Promise((later) => setTimeout(later, this.#random() * 20))
    await child.kill()
    for (const { session, seed, typing } of sessions) {
      this.#written.set(session, seed)
      this.#typing.set(session, typing)
    }
    return { sessions, seen: child.seen }
  }

  readonly #typing = new Map<string, number>()

  #check(session: string, events: readonly AnyEnvelope[], seen: readonly Seen[]): string[] {
    const script = scriptOf(this.#written.get(session) ?? 0, this.#typing.get(session))
    const end = events.at(-1)
    const interrupted = end?.type === 'session.failed'
    const keptSeq = events.length - (interrupted ? 1 : 0)
    this.shown += seen.length
    this.lostTyping = Math.max(this.lostTyping, seen.filter(({ seq }) => seq > keptSeq).length)
    const wrong = events.length === 0 ? null : wrongIn(events, script)
    return [wrong, lostOf(seen, keptSeq)]
      .filter((each) => each !== null)
      .map((each) => {
        return `${session}: ${each}`
      })
  }

  /** Null when something showed to be damaged. */
  async #readAll({ journal, archive, notices }: Storage): Promise<string[] | null> {
    this.salvaged += notices.length
    try {
      const wrong: string[] = []
      for (const { session } of await archive.list(everySession)) {
        wrong.push(...this.#check(session, await journal.read(session, 0), []))
      }
      return wrong.map((each) => `${this.damage}: ${each}`)
    } catch (error) {
      if (isCorrupt(error)) return null
      throw error
    }
  }

  #damageFiles(): void {
    const database = join(this.#data.folder, 'journal.sqlite')
    const log = `${database}-wal`
    const file = this.#random() < 0.5 && sizeOf(log) > 0 ? log : database
    const size = sizeOf(file)
    const name = file === log ? 'log' : 'database'
    if (this.#random() < 0.4) {
      const length = this.#below(size)
      truncateSync(file, length)
      this.damage = `${name} cut from ${size} to ${length}`
      return
    }
    const places = Array.from({ length: 1 + this.#below(8) }, () => this.#below(size))
    for (const at of places) flipBit(file, at, this.#below(8))
    this.damage = `${name} of ${size} changed at ${places.join()}`
  }

  #use<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
    const { workerFile } = this.#build
    return withStorage({ folder: this.#data.folder, workerFile }, work)
  }
}
