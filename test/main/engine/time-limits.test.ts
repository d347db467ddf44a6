import { describe, expect, it } from 'vitest'
import type { SessionState } from '../../../preload/contract/session-state'
import type { DeltaKind } from '../../../preload/contract/words'
import type { Analyst } from '../../../main/engine/ports'
import { Session } from '../../../main/engine/session'
import { MemoryJournal } from '../../../main/storage/memory-journal'
import { FakeClock } from '../../support/fake-clock'
import { okAnswer, planOf, roleLane, scripted, writing } from '../../support/plans'

const limits = { limitMs: 9_000, firstTextLimitMs: 2_000 }

/** Writes at these times, of these kinds, and never ends by itself. */
const talking = (clock: FakeClock, texts: readonly (readonly [number, DeltaKind])[]): Analyst =>
  scripted(async ({ write }, signal) => {
    for (const [atMs, kind] of texts) clock.after(atMs, () => write('text', kind))
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
    return okAnswer
  })

const ofModel = (analyst: Analyst): Analyst => ({
  ...analyst,
  ...{ kind: 'model', provider: 'p', model: 'm' }
})

const run = async (
  clock: FakeClock,
  analysts: readonly [Analyst, ...Analyst[]],
  pausedMs = 0
): Promise<SessionState> => {
  const lane = { ...roleLane('a', analysts[0]), kind: 'role' as const, ...limits, analysts }
  const plan = planOf({ one: [lane, roleLane('b', writing('beside'))] })
  const session = new Session('s', plan, { journal: new MemoryJournal(), clock })
  const ended = session.run()
  await clock.run(1_000, 50)
  if (pausedMs > 0) {
    session.pause('window:1')
    await clock.run(pausedMs, 500)
    session.resume('window:1')
  }
  await clock.run(9_000, 50)
  return ended
}

const roleA = ({ roles }: SessionState) => roles[0]

describe('the limit of a model’s first text', () => {
  it('ends one that says nothing, with that limit as its reason, and the room goes on', async () => {
    const clock = new FakeClock()
    const state = await run(clock, [ofModel(talking(clock, []))])
    expect(roleA(state)).toMatchObject({
      ...{ status: 'timeout', text: '', totalMs: 2_000 },
      reason: { code: 'role.timeout', parameters: { seconds: 2 } }
    })
    expect(state.roles[1]?.status).toBe('ok')
    expect(state.status).toBe('completed')
  })

  it.each(['answer', 'reasoning'] as const)(
    'is met by its %s, and the whole limit ends it then, with its text kept',
    async (kind) => {
      const clock = new FakeClock()
      const texts = [[1_500, kind] as const, [8_000, 'answer'] as const]
      expect(roleA(await run(clock, [ofModel(talking(clock, texts))]))).toMatchObject({
        ...{ status: 'timeout', totalMs: 9_000, firstTokenMs: 1_500 },
        ...{ text: kind === 'answer' ? 'texttext' : 'text' },
        reason: { code: 'role.timeout', parameters: { seconds: 9 } }
      })
    }
  )

  it('leaves its role to the next analyst', async () => {
    const clock = new FakeClock()
    const state = await run(clock, [ofModel(talking(clock, [])), writing('By the desk.')])
    expect(roleA(state)).toMatchObject({
      ...{ status: 'ok', attempt: 2, text: 'By the desk.' },
      takeovers: [{ attempt: 1, provider: 'p', reason: { code: 'role.timeout' } }]
    })
  })

  it.each(['answer', 'reasoning'] as const)(
    'leaves its role to the next analyst after %s only where that is no answer',
    async (kind) => {
      const clock = new FakeClock()
      const texts = [[1_500, kind] as const]
      const state = await run(clock, [ofModel(talking(clock, texts)), writing('By the desk.')])
      expect(roleA(state)).toMatchObject(
        kind === 'answer'
          ? { attempt: 1, text: 'text', status: 'timeout' }
          : { attempt: 2, text: 'By the desk.', status: 'ok' }
      )
    }
  )

  it('does not run while the model waits for its turn, unlike the whole limit', async () => {
    const askedAt = async (turnMs: number, remaining: number[]): Promise<SessionState> => {
      const clock = new FakeClock()
      const queued = scripted(async (context, signal) => {
        const waiting = context.waits()
        clock.after(turnMs, () => {
          waiting.dispose()
          remaining.push(context.remainingMs())
        })
        return talking(clock, []).answer(context, { signal })
      })
      return run(clock, [ofModel(queued)])
    }
    const remaining: number[] = []
    expect(roleA(await askedAt(5_000, remaining))).toMatchObject({
      ...{ status: 'timeout', totalMs: 7_000, reason: { parameters: { seconds: 2 } } }
    })
    expect(roleA(await askedAt(8_500, remaining))).toMatchObject({
      ...{ status: 'timeout', totalMs: 9_000, reason: { parameters: { seconds: 9 } } }
    })
    expect(remaining).toEqual([2_000, 500])
    expect(roleA(await askedAt(20_000, []))).toMatchObject({ status: 'timeout', totalMs: 9_000 })
  })

  it('does not run while the session is paused, and binds no desk', async () => {
    const paused = new FakeClock()
    const late = [[62_500, 'answer'] as const]
    const state = await run(paused, [ofModel(talking(paused, late))], 60_000)
    expect(roleA(state)).toMatchObject({ status: 'timeout', totalMs: 2_000 })
    const clock = new FakeClock()
    expect(roleA(await run(clock, [talking(clock, [])]))).toMatchObject({ totalMs: 9_000 })
  })
})
