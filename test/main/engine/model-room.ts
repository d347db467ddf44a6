import { expect } from 'vitest'
import { isTerminal } from '../../../preload/contract/event-kinds'
import type { AnyEnvelope } from '../../../preload/contract/events'
import { reduceEvents } from '../../../preload/contract/session-reducer'
import type { SessionPlan } from '../../../main/engine/session-plan'
import { SessionRegistry } from '../../../main/engine/session-registry'
import { deferred, type Deferred } from '../../../main/kernel/deferred'
import { AppError } from '../../../main/kernel/errors'
import { seededRandom } from '../../../main/kernel/random'
import { FakeClock } from '../../support/fake-clock'
import { okAnswer, planOf, roleLane, scripted } from '../../support/plans'
import { MemoryArchive } from './memory-archive'
import {
  modelMaximumRunning,
  modelStages,
  type ModelSession,
  type SessionModel
} from './session-model'

/** Longer than any run: the model knows no time. */
const noLimitMs = 1e9
const longestStoreMs = 20

/** All that can go on without the disk has gone on. */
export const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const codeOf = (error: unknown): string =>
  error instanceof AppError ? error.code : `a fault: ${String(error)}`

/** What a call came to: its answer or its error's code. */
export const outcomeOf = async (call: () => unknown): Promise<unknown> => {
  try {
    return await call()
  } catch (error) {
    return codeOf(error)
  }
}

/** The real registry over a journal with seeded delays, and roles that answer when told to. */
export class ModelRoom {
  readonly clock = new FakeClock()
  readonly archive: MemoryArchive
  readonly registry: SessionRegistry
  readonly ids: string[] = []
  readonly windows: readonly string[]
  readonly #told: Deferred<void>[] = []
  readonly #published = new Map<string, AnyEnvelope[]>()
  /** Calls that may have to wait for the disk, and what each must come to. */
  readonly #waiting: { call: Promise<unknown>; expected: unknown }[] = []
  readonly #checked = new Map<string, string>()
  #events = 0

  constructor(seed: number, windows: readonly string[]) {
    const random = seededRandom(seed)
    const { clock } = this
    this.windows = windows
    this.archive = new MemoryArchive({ clock, durableDelayMs: () => random() * longestStoreMs })
    const parts = { journal: this.archive, archive: this.archive, clock }
    this.registry = new SessionRegistry({ ...parts, maximumRunning: modelMaximumRunning })
    this.registry.events.on((event) => {
      this.#events += 1
      if (event.kind !== 'published') return
      const seen = this.#published.get(event.event.session) ?? []
      this.#published.set(event.event.session, [...seen, event.event])
    })
  }

  start(window: string): void {
    const told = deferred<void>()
    this.#told.push(told)
    this.ids.push(this.registry.start(this.#plan(told.promise), window).session)
  }

  /** Lets every role of a session answer, those too that have not started yet. */
  answer(number: number): void {
    this.#told[number]?.resolve()
  }

  id(number: number): string {
    return this.ids[number] ?? 'nowhere'
  }

  /** Holds a call, once all is on disk, to what it must come to. */
  later(expected: unknown, call: () => unknown): void {
    this.#waiting.push({ call: outcomeOf(call), expected })
  }

  /** What the registry tells at any time, as the model would tell it. */
  compare(model: SessionModel): void {
    const { registry, ids, windows } = this
    const idOf = (entry: ModelSession | undefined): string | null =>
      entry === undefined ? null : this.id(entry.number)
    const real = {
      live: registry.liveSessions,
      size: registry.size,
      held: windows.map((window) => registry.heldBy(window)),
      watched: windows.map((window) => registry.watchedBy(window)),
      reads: windows.map((window) => ids.filter((id) => registry.mayRead(window, id)).sort()),
      steers: windows.map((window) => ids.filter((id) => registry.mayControl(window, id)).sort())
    }
    const { entries } = model
    const of = (window: string, ...kinds: ('holders' | 'watchers')[]): ModelSession[] =>
      entries.filter((entry) => kinds.some((kind) => entry[kind].has(window)))
    expect(real).toEqual({
      live: entries.filter(({ end }) => end === null).map(idOf),
      size: entries.length,
      held: windows.map((window) => idOf(of(window, 'holders').at(-1))),
      watched: windows.map((window) => idOf(of(window, 'watchers').at(-1))),
      reads: windows.map((window) => of(window, 'holders', 'watchers').map(idOf).sort()),
      steers: windows.map((window) => of(window, 'holders').map(idOf).sort())
    })
  }

  /** Lets the disk do all that it has to, and then looks at everything. */
  async settle(model: SessionModel): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      const before = this.#events
      this.clock.advance(longestStoreMs)
      await drain()
      if (this.#events !== before) quiet = -1
    }
    model.settle()
    this.compare(model)
    for (const { call, expected } of this.#waiting) {
      const wanted = typeof expected === 'function' ? (expected as () => unknown)() : expected
      expect(await Promise.race([call, drain().then(() => 'no answer')])).toEqual(wanted)
    }
    this.#waiting.length = 0
    for (const [number, id] of this.ids.entries()) await this.#checkKept(model, number, id)
    expect(this.registry.monitored().map(({ session }) => session)).toEqual(
      model.entries.filter(({ past }) => !past).map(({ number }) => this.ids[number])
    )
  }

  async #checkKept(model: SessionModel, number: number, id: string): Promise<void> {
    const state = this.registry.feed(id)?.state() ?? null
    expect(state === null).toBe(model.of(number) === undefined)
    const seen = this.#published.get(id) ?? []
    const end = model.ends[number] ?? null
    // What has not changed since it was looked at is not looked at again.
    const mark = `${seen.length} ${end} ${state === null}`
    if (this.#checked.get(id) === mark) return
    this.#checked.set(id, mark)
    expect(await this.archive.read(id, 0)).toEqual(seen)
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_event, index) => index + 1))
    const ends = seen.filter(({ type }) => isTerminal(type)).map(({ type }) => type)
    expect(ends).toEqual(end === null ? [] : [`session.${end}`])
    if (end !== null) expect(isTerminal(seen.at(-1)?.type ?? 'log.appended')).toBe(true)
    if (state !== null) expect(state).toEqual(reduceEvents(id, seen))
  }

  #plan(told: Promise<void>): SessionPlan {
    const analyst = scripted(async (context, signal) => {
      context.write(`${context.role} begins. `)
      const stopped = new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      await Promise.race([told, stopped])
      context.write(`${context.role} ends.`)
      return okAnswer
    })
    const lanes = modelStages.map((roles, index) => [
      `stage-${index}`,
      roles.map((role) => roleLane(role, analyst, noLimitMs))
    ])
    return planOf(Object.fromEntries(lanes) as Parameters<typeof planOf>[0])
  }
}
