import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { ChildOrder } from './journal-child'

/** A fact or typing that a client of the killed program had been shown. */
export interface Seen {
  session: string
  seq: number
  type: string
  wallMs: number
}

const running = new Set<ChildProcess>()

/** Ends what a failed test left running. */
export const killJournalProcesses = (): void => {
  for (const child of running) child.kill('SIGKILL')
}

const seenOf = (line: string): Seen | null => {
  const [word, session = '', seq, type = '', wallMs] = line.split(' ')
  return word === 'seen' ? { session, seq: Number(seq), type, wallMs: Number(wallMs) } : null
}

/** A process that holds or writes a data folder; see test/support/journal-child.ts. */
export class JournalProcess {
  readonly lines: string[] = []
  readonly #child: ChildProcess
  readonly #ended: Promise<void>
  #onLine: () => void = () => undefined

  constructor(childFile: string, order: ChildOrder) {
    const child = spawn(process.execPath, [childFile, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    this.#child = child
    running.add(child)
    if (child.stdout === null) throw new Error('the child has no output')
    const reader = createInterface({ input: child.stdout })
    reader.on('line', (line) => {
      this.lines.push(line)
      this.#onLine()
    })
    const read = new Promise<void>((resolve) => reader.once('close', resolve))
    const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    this.#ended = Promise.all([read, exit]).then(() => {
      running.delete(child)
      this.#onLine()
    })
  }

  get seen(): Seen[] {
    return this.lines.map(seenOf).filter((seen) => seen !== null)
  }

  /** Resolves when it has said `count` lines, or has ended. */
  async said(count: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.#onLine = () => this.lines.length >= count && resolve()
      this.#onLine()
    })
    await Promise.race([enough, this.#ended])
  }

  /** Kills it as a crash would, and resolves when all that it said is read. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  ended(): Promise<void> {
    return this.#ended
  }
}
