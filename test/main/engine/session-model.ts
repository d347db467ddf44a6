type End = 'completed' | 'cancelled'
type Four = [Set<string>, Set<string>, Set<string>, Set<string>]

/** The roles of a session's stages: those of one stage run side by side. */
export const modelStages: readonly (readonly string[])[] = [['a', 'b'], ['c']]
export const modelMaximumRunning = 2

export interface ModelSession {
  number: number
  holders: Set<string>
  watchers: Set<string>
  end: End | null
  /** Opened again after it was forgotten. */
  past: boolean
  /** Its end is on disk, which is when its place is free and it may be forgotten. */
  stored: boolean
  placed: boolean
  paused: boolean
  /** All its roles shall answer, now and when they start. */
  finishing: boolean
  stage: number
  open: Set<string>
  /** Of earlier stages, tried again. */
  beside: Set<string>
  /** Of both the ones that wait until the session is resumed. */
  gated: Set<string>
  /** Roles that ended without an answer. */
  vain: Set<string>
}

/** R13: the life of sessions in 100 lines, without time, promises, events or a journal. */
export class SessionModel {
  entries: ModelSession[] = []
  queue: ModelSession[] = []
  ends: (End | null)[] = []

  of = (number: number) => this.entries.find((entry) => entry.number === number)

  add(number: number, window: string, past: boolean): ModelSession {
    const [holders, watchers] = [new Set(past ? [] : [window]), new Set(past ? [window] : [])]
    const flags = { past, stored: past, placed: false, paused: false, finishing: false }
    const end = this.ends[number] ?? null
    const [open, beside, gated, vain] = [0, 0, 0, 0].map(() => new Set<string>()) as Four
    const roles = { stage: -1, open, beside, gated, vain }
    const session = { number, holders, watchers, end, ...flags, ...roles }
    this.entries.push(session)
    return session
  }

  start(window: string): void {
    const ended = this.entries.filter(({ end, past }) => end !== null && !past)
    for (const { holders } of ended) holders.delete(window)
    this.queue.push(this.add(this.ends.push(null) - 1, window, false))
    this.forget()
    this.place()
  }

  place(): void {
    const busy = () => this.entries.filter(({ placed, stored }) => placed && !stored).length
    while (this.queue.length > 0 && busy() < modelMaximumRunning) {
      const session = this.queue.shift()
      if (session?.end === null) this.go(Object.assign(session, { placed: true }))
    }
  }

  /** On to the next stage: with a place, not paused, and with no role of this stage left. */
  go(session: ModelSession): void {
    const { end, placed, paused, open, beside, gated } = session
    const answers = session.finishing ? [...open, ...beside].filter((each) => !gated.has(each)) : []
    for (const role of answers) for (const roles of [open, beside]) roles.delete(role)
    if (end !== null || !placed || paused || open.size > 0) return
    session.stage = Math.min(session.stage + 1, modelStages.length)
    if (session.stage === modelStages.length) {
      if (beside.size === 0) this.stop(session, 'completed')
      return
    }
    for (const role of modelStages[session.stage] ?? []) open.add(role)
    if (session.finishing) this.go(session)
  }

  /** One that runs is stopped; one that waits at the gate runs not yet. */
  stopRole(session: ModelSession, role: string): boolean {
    if (session.gated.has(role)) return false
    if (!session.open.delete(role) && !session.beside.delete(role)) return false
    session.vain.add(role)
    this.go(session)
    return true
  }

  /** Its stage waits for it while that runs itself; later the session's end does. */
  retry(session: ModelSession, role: string): boolean | string {
    if (session.end !== null) return false
    if (!session.vain.delete(role)) return 'role.nothing-to-retry'
    const runs = modelStages[session.stage]?.includes(role) === true && session.open.size > 0
    if (session.paused) session.gated.add(role)
    ;(runs ? session.open : session.beside).add(role)
    if (session.finishing) this.go(session)
    return true
  }

  stop(session: ModelSession, end: End): void {
    for (const roles of [session.open, session.beside, session.gated]) roles.clear()
    this.ends[session.number] = session.end ??= end
  }

  release(session: ModelSession, window: string): void {
    session.watchers.delete(window)
    if (session.holders.delete(window) && session.holders.size === 0)
      this.stop(session, 'cancelled')
  }

  forget(): void {
    const left = ({ holders, watchers }: ModelSession) => holders.size + watchers.size === 0
    this.entries = this.entries.filter((entry) => !entry.stored || !left(entry))
  }

  /** Everything written is on disk. */
  settle(): void {
    const unstored = this.entries.filter(({ end, stored }) => end !== null && !stored)
    for (const session of unstored) session.stored = true
    this.place()
    if (unstored.length > 0) this.settle()
    else this.forget()
  }
}
