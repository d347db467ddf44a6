import { describe, expect, it } from 'vitest'
import type { EventDraft } from '../../../main/engine/ports'
import { seededRandom } from '../../../main/kernel/random'
import { toDisposable } from '../../../main/kernel/disposables'
import type { Clock } from '../../../main/kernel/clock'
import { MemoryJournal } from '../../../main/storage/memory-journal'

const logged = (session: string, message: string): EventDraft => ({
  session,
  epoch: 1,
  atMs: 5,
  wallTime: 1_000,
  type: 'log.appended',
  data: { level: 'info', message }
})

interface HandClock extends Clock {
  moveTo(nowMs: number): void
  readonly armed: number
}

const handClock = (): HandClock => {
  const timers = new Map<symbol, { dueMs: number; action: () => void }>()
  let nowMs = 0
  return {
    nowMs: () => nowMs,
    wallMs: () => nowMs,
    after: (delayMs, action) => {
      const key = Symbol('timer')
      timers.set(key, { dueMs: nowMs + delayMs, action })
      return toDisposable(() => timers.delete(key))
    },
    moveTo: (toMs) => {
      nowMs = toMs
      for (const [key, timer] of [...timers]) {
        if (timer.dueMs > nowMs) continue
        timers.delete(key)
        timer.action()
      }
    },
    get armed() {
      return timers.size
    }
  }
}

describe('the journal in memory', () => {
  it('numbers each session densely from 1, however their events interleave', async () => {
    const journal = new MemoryJournal()
    const random = seededRandom(7)
    const next: Record<string, number> = { a: 1, b: 1, c: 1 }
    for (let index = 0; index < 300; index += 1) {
      const session = 'abc'.charAt(Math.floor(random() * 3))
      expect(journal.append(logged(session, `${index}`)).seq).toBe(next[session])
      next[session] = (next[session] ?? 0) + 1
    }
    for (const session of ['a', 'b', 'c']) {
      const kept = await journal.read(session, 0)
      expect(kept.map((event) => event.seq)).toEqual(kept.map((_, index) => index + 1))
    }
  })

  it('gives back exactly what was appended, as an envelope', async () => {
    const journal = new MemoryJournal()
    journal.append(logged('a', 'first'))
    expect(await journal.read('a', 0)).toEqual([{ v: 1, ...logged('a', 'first'), seq: 1 }])
  })

  it('reads only what follows a cursor, and nothing of an unknown session', async () => {
    const journal = new MemoryJournal()
    for (const message of ['one', 'two', 'three']) journal.append(logged('a', message))
    expect((await journal.read('a', 1)).map((event) => event.seq)).toEqual([2, 3])
    expect(await journal.read('a', 3)).toEqual([])
    expect(await journal.read('a', 99)).toEqual([])
    expect(await journal.read('b', 0)).toEqual([])
  })

  it('hands out a copy of its list, so that a reader cannot change what is kept', async () => {
    const journal = new MemoryJournal()
    journal.append(logged('a', 'kept'))
    ;(await journal.read('a', 0)).pop()
    expect(await journal.read('a', 0)).toHaveLength(1)
  })

  it('is durable with the next microtask when no delay is asked for', async () => {
    let durable = false
    void new MemoryJournal().append(logged('a', 'now')).durable.then(() => (durable = true))
    expect(durable).toBe(false)
    await Promise.resolve()
    expect(durable).toBe(true)
  })

  it('is durable only after the delay it was given, event by event', async () => {
    const clock = handClock()
    const delays = [20, 5]
    const journal = new MemoryJournal({ clock, durableDelayMs: () => delays.shift() ?? 0 })
    const order: string[] = []
    const slow = journal.append(logged('a', 'slow')).durable.then(() => order.push('slow'))
    const fast = journal.append(logged('a', 'fast')).durable.then(() => order.push('fast'))
    clock.moveTo(4)
    await Promise.resolve()
    expect(order).toEqual([])
    clock.moveTo(5)
    await fast
    expect(order).toEqual(['fast'])
    clock.moveTo(20)
    await slow
    expect(order).toEqual(['fast', 'slow'])
  })

  it('makes everything durable when it closes, leaves no timer, and takes nothing more', async () => {
    const clock = handClock()
    const journal = new MemoryJournal({ clock, durableDelayMs: () => 20 })
    const { durable } = journal.append(logged('a', 'last'))
    await journal.close()
    await durable
    expect(clock.armed).toBe(0)
    expect(() => journal.append(logged('a', 'late'))).toThrow(/closed/)
    expect(await journal.read('a', 0)).toHaveLength(1)
    await journal.close()
  })
})
