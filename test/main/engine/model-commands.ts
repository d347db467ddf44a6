import fc from 'fast-check'
import { expect } from 'vitest'
import { drain, ModelRoom, outcomeOf } from './model-room'
import { SessionModel, type ModelSession } from './session-model'

export const modelWindows = ['window:1', 'window:2', 'window:3', 'window:4'] as const

/** What a command does to the model and to the real thing, for one session and one window. */
type Deed = (model: SessionModel, room: ModelRoom, number: number, window: string) => unknown

const notFound = 'session.not-found'

/** A call about a session: the same answer from both, and the model's change where it is known. */
const onKnown =
  (change: (session: ModelSession, model: SessionModel, window: string) => unknown) =>
  (model: SessionModel, number: number, window: string): unknown => {
    const session = model.of(number)
    return session === undefined ? notFound : change(session, model, window)
  }

const hold = onKnown(({ holders }, _model, window) => void holders.add(window))
const watch = onKnown(({ watchers }, _model, window) => void watchers.add(window))

const pause = onKnown((session) => {
  const possible = session.end === null && !session.paused
  if (possible) session.paused = true
  return possible
})

const resume = onKnown((session, model) => {
  if (session.end !== null || !session.paused) return false
  session.paused = false
  session.gated.clear()
  model.go(session)
  return true
})

const runningIn = ({ open, beside }: ModelSession): string[] => [...open, ...beside]
const vainIn = ({ vain }: ModelSession): string => [...vain][0] ?? 'a'

const cancelRole = onKnown((session, model) => {
  const [role] = runningIn(session)
  return role === undefined ? false : model.stopRole(session, role)
})

const retry = onKnown((session, model) => model.retry(session, vainIn(session)))

const openPast = (model: SessionModel, number: number, window: string): unknown => {
  const known = model.of(number)
  const own = known?.holders.has(window) === true || known?.watchers.has(window) === true
  if (known?.end === null && !own) return 'session.forbidden'
  if (known === undefined) model.add(number, window, true)
  else known.watchers.add(window)
  return undefined
}

const deeds: Record<string, Deed> = {
  start: (model, room, _number, window) => {
    model.start(window)
    room.start(window)
  },
  hold: (model, room, number, window) => {
    const expected = hold(model, number, window)
    room.later(expected, () => room.registry.hold(room.id(number), window))
  },
  watch: (model, room, number, window) => {
    const expected = watch(model, number, window)
    room.later(expected, () => room.registry.watch(room.id(number), window))
  },
  leave: (model, room, number, window) => {
    model.of(number)?.watchers.delete(window)
    model.forget()
    room.registry.leave(room.id(number), window)
  },
  release: (model, room, _number, window) => {
    for (const session of model.entries) model.release(session, window)
    model.forget()
    room.later(undefined, () => room.registry.release(window))
  },
  answer: (model, room, number) => {
    const session = model.of(number)
    if (session !== undefined) model.go(Object.assign(session, { finishing: true }))
    room.answer(number)
  },
  cancel: (model, room, number) => {
    const session = model.of(number)
    if (session !== undefined) model.stop(session, 'cancelled')
    const expected = session === undefined ? notFound : () => model.ends[number]
    room.later(expected, () => room.registry.cancel(room.id(number), 'user'))
  },
  cancelRole: (model, room, number) => {
    const known = model.of(number)
    const [role = 'a'] = known === undefined ? [] : runningIn(known)
    const expected = cancelRole(model, number, '')
    room.later(expected, () => room.registry.cancelRole(room.id(number), role))
  },
  retryRole: async (model, room, number) => {
    const known = model.of(number)
    const role = known === undefined ? 'a' : vainIn(known)
    const expected = retry(model, number, '')
    const outcome = await outcomeOf(() => room.registry.retryRole(room.id(number), role))
    expect(outcome).toBe(expected)
  },
  pause: async (model, room, number, window) => {
    const expected = pause(model, number, window)
    expect(await outcomeOf(() => room.registry.pause(room.id(number), window))).toBe(expected)
  },
  resume: async (model, room, number, window) => {
    const expected = resume(model, number, window)
    expect(await outcomeOf(() => room.registry.resume(room.id(number), window))).toBe(expected)
  },
  openPast: (model, room, number, window) => {
    const expected = openPast(model, number, window)
    room.later(expected, () => room.registry.openPast(room.id(number), window))
  },
  settle: (model, room) => room.settle(model)
}

/** How often each deed comes up beside the others. */
const weights: Record<string, number> = {
  ...{ start: 5, settle: 4, answer: 3, pause: 2, resume: 2 },
  ...{ cancelRole: 5, retryRole: 4 }
}

const commandOf = (name: string): fc.Arbitrary<fc.AsyncCommand<SessionModel, ModelRoom>> =>
  fc.tuple(fc.nat(), fc.constantFrom(...modelWindows)).map(([pick, window]) => ({
    check: (model) => name === 'start' || name === 'settle' || model.ends.length > 0,
    run: async (model, room) => {
      // The latest are the most alive; earlier ones come up too.
      const number = model.ends.length - 1 - (pick % Math.min(6, model.ends.length || 1))
      await deeds[name]?.(model, room, number, window)
      await drain()
      room.compare(model)
    },
    toString: () => `${name}(${pick % 6} back, ${window})`
  }))

const commands = fc.oneof(
  ...Object.keys(deeds).map((name) => ({
    arbitrary: commandOf(name),
    weight: weights[name] ?? 1
  }))
)

/** Ends everything: all sessions are cancelled, nothing new is taken, nothing is left over. */
const close = async (model: SessionModel, room: ModelRoom): Promise<void> => {
  for (const session of model.entries) model.stop(session, 'cancelled')
  room.later(undefined, () => room.registry.shutdown())
  expect(await outcomeOf(() => room.start('window:1'))).toBe('engine.shutting-down')
  room.ids.length = model.ends.length
  await room.settle(model)
  for (const window of modelWindows) {
    for (const session of model.entries) model.release(session, window)
    await room.registry.release(window)
  }
  await room.settle(model)
  expect(room.registry.size).toBe(0)
  expect(room.clock.pendingTimers).toBe(0)
}

/** Lets runs of commands loose on the model and the real registry, side by side. */
export const checkSessionModel = (runs: number, commandsARun: number, seed: number) =>
  fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(commands, { minLength: commandsARun, maxLength: commandsARun }),
      async (storeSeed, list) => {
        const pair = {
          model: new SessionModel(),
          real: new ModelRoom(storeSeed, modelWindows)
        }
        await fc.asyncModelRun(() => pair, list)
        await close(pair.model, pair.real)
      }
    ),
    { numRuns: runs, seed }
  )
